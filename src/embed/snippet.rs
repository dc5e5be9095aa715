//! What an author puts into a post to have a figure there.

use crate::{
    embed::{linked_figure::LinkedFigure, poster::Poster},
    shell::figure::Figure,
};

/// A figure as it is to be embedded.
#[derive(Debug, Clone, PartialEq)]
pub struct Snippet<'a> {
    pub link: LinkedFigure<'a>,
    /// In CSS pixels, at the most.
    pub width: u32,
    /// The address of the site's folder, ending in `/`.
    pub site: String,
    /// The picture, for those who cannot see it.
    pub picture: String,
    /// The file beside the post that has its drawing; none is the one that ships.
    pub poster: Option<String>,
}

impl Snippet<'_> {
    /// HTML. Where no script runs, it shows a picture that leads to the page.
    pub fn html(&self) -> String {
        let Self { link, width, site, picture, .. } = self;
        let figure = link.figure;
        let (site, view) = (escaped(site), figure.name());
        // One that shows no picture is not called by it.
        let about = if figure == Figure::Survey { String::new() } else { format!(": {picture}") };
        let title = escaped(&format!("{}{about}", figure.title()));
        let (attributes, address) = (self.attributes(), escaped(&link.address()));
        let own = self.poster.as_ref().map(|file| format!(" poster=\"{}\"", escaped(file))).unwrap_or_default();
        // The one that ships may show another picture.
        let (drawing, shows) = match &self.poster {
            Some(file) => (escaped(file), title.as_str()),
            None => (Poster::shipped(&site, figure), figure.title()),
        };
        format!(
            "<script async src=\"{site}embed/freq-scope.js\"></script>\n\
             <freq-scope view=\"{view}\"{attributes}{own} title=\"{title}\" style=\"max-width: {width}px\">\n  \
             <noscript><a href=\"{site}#v1/{address}\"><img src=\"{drawing}\" width=\"{width}\" alt=\"{shows}\" /></a></noscript>\n\
             </freq-scope>\n"
        )
    }

    fn attributes(&self) -> String {
        let written = |(name, value): (&str, String)| format!(" {name}=\"{}\"", escaped(&value));
        self.link.attributes().into_iter().map(written).collect()
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{
        Link,
        read::{Address, Reading},
    };

    #[test]
    fn what_a_visitor_wrote_cannot_leave_its_attribute() {
        let Address::Whole(link) = Reading::of("v1/picture=cat-0&attack=pgd-l2&pgd-l2.epsilon=0.25").address else {
            panic!("no link")
        };
        let snippet = Snippet {
            link: LinkedFigure { figure: Figure::Attack, link: &link, models: &[] },
            width: 640,
            site: "https://example.test/0.2/".into(),
            picture: "\"><script>".into(),
            poster: None,
        };
        let html = snippet.html();
        assert!(html.contains("src=\"https://example.test/0.2/embed/freq-scope.js\""), "{html}");
        let attributes =
            "view=\"attack\" image=\"cat-0\" attack=\"pgd-l2\" link=\"pgd-l2.epsilon=0.25\" title=\"An attack";
        assert!(html.contains(attributes), "{html}");
        let address = "#v1/view=attack&amp;picture=cat-0&amp;attack=pgd-l2&amp;pgd-l2.epsilon=0.25\">";
        assert!(html.contains(address), "{html}");
        assert!(html.contains("&quot;>&lt;script>") && html.matches("<script").count() == 1, "{html}");
        assert!(html.contains("<img src=\"https://example.test/0.2/embed/posters/attack.svg\""), "{html}");
        let drawn = Snippet { poster: Some("freqscope-attack.svg".into()), ..snippet.clone() }.html();
        assert!(
            drawn.contains("<img src=\"freqscope-attack.svg\"")
                && drawn.contains(" poster=\"freqscope-attack.svg\" title=")
        );
        let first = LinkedFigure { figure: Figure::Compare, link: &Link::default(), models: &[] };
        let first = Snippet { link: first, ..snippet.clone() }.html();
        assert!(first.contains("<freq-scope view=\"compare\" title="), "{first}");
        let survey = LinkedFigure { figure: Figure::Survey, ..snippet.link };
        let survey = Snippet { link: survey, ..snippet }.html();
        assert!(
            survey.contains("<freq-scope view=\"survey\" title=\"Mean scores of four networks\" style"),
            "{survey}"
        );
    }
}
