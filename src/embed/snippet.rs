//! What an author puts into a post to have a figure there.

use crate::{embed::poster::Poster, shell::figure::Figure};

/// A figure as it is to be embedded.
#[derive(Debug, Clone, PartialEq)]
pub struct Snippet {
    pub figure: Figure,
    /// In CSS pixels, at the most.
    pub width: u32,
    /// The address of the site's folder, ending in `/`.
    pub site: String,
    /// What follows the `#` of the link to what is seen.
    pub hash: String,
    /// The picture, for those who cannot see it.
    pub picture: String,
    /// The file beside the post that has its drawing; none is the one that ships.
    pub poster: Option<String>,
}

impl Snippet {
    /// HTML. Where no script runs, it shows a picture that leads to the page.
    pub fn html(&self) -> String {
        let Self { figure, width, site, picture, .. } = self;
        let (site, view) = (escaped(site), figure.name());
        let title = escaped(&format!("{}: {picture}", figure.title()));
        let fields = escaped(self.hash.split_once('/').map_or("", |(_, fields)| fields));
        let own = self.poster.as_ref().map(|file| format!(" poster=\"{}\"", escaped(file))).unwrap_or_default();
        // The one that ships may show another picture.
        let (drawing, shows) = match &self.poster {
            Some(file) => (escaped(file), title.as_str()),
            None => (Poster::shipped(&site, *figure), figure.title()),
        };
        let (link, more) = match fields.as_str() {
            "" => (String::new(), String::new()),
            fields => (format!(" link=\"{fields}\""), format!("&amp;{fields}")),
        };
        format!(
            "<script async src=\"{site}embed/freq-scope.js\"></script>\n\
             <freq-scope view=\"{view}\"{link}{own} title=\"{title}\" style=\"max-width: {width}px\">\n  \
             <noscript><a href=\"{site}#v1/view={view}{more}\"><img src=\"{drawing}\" width=\"{width}\" alt=\"{shows}\" /></a></noscript>\n\
             </freq-scope>\n"
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_visitor_wrote_cannot_leave_its_attribute() {
        let snippet = Snippet {
            figure: Figure::Attack,
            width: 640,
            site: "https://example.test/0.2/".into(),
            hash: "v1/picture=cat-0&attack=pgd-l2".into(),
            picture: "\"><script>".into(),
            poster: None,
        };
        let html = snippet.html();
        assert!(html.contains("src=\"https://example.test/0.2/embed/freq-scope.js\""), "{html}");
        assert!(html.contains("view=\"attack\" link=\"picture=cat-0&amp;attack=pgd-l2\" title=\"An attack"), "{html}");
        assert!(html.contains("&quot;>&lt;script>") && html.matches("<script").count() == 1, "{html}");
        assert!(html.contains("<img src=\"https://example.test/0.2/embed/posters/attack.svg\""), "{html}");
        let drawn = Snippet { poster: Some("freqscope-attack.svg".into()), ..snippet.clone() }.html();
        assert!(
            drawn.contains("<img src=\"freqscope-attack.svg\"")
                && drawn.contains(" poster=\"freqscope-attack.svg\" title=")
        );
        let first = Snippet { figure: Figure::Compare, hash: String::new(), ..snippet }.html();
        assert!(first.contains("<freq-scope view=\"compare\" title="), "{first}");
    }
}
