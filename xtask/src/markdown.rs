//! Markdown as the body of a page: headings that can be linked to, tables that scroll by themselves.

use anyhow::{Result, bail};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use std::vec::IntoIter;

/// A heading below the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 2 on.
    pub level: usize,
    /// The end of a link to it.
    pub id: String,
    /// As HTML.
    pub title: String,
}

/// A document as HTML.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The heading of level 1, which is not in the body.
    pub title: String,
    /// The others, in their order.
    pub headings: Vec<Heading>,
    /// All but the title.
    pub body: String,
}

/// `resolve` says where the target of a link, or an image, is on the site. Comments and other HTML are left out.
///
/// # Errors
/// When `resolve` refuses a link, or one leads to a heading that is not there.
pub fn render(markdown: &str, resolve: impl Fn(&str) -> Result<String>) -> Result<Rendered> {
    let (mut events, mut places) = (Vec::new(), Vec::new());
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => {}
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = resolve(&dest_url)?;
                places.extend(dest_url.strip_prefix('#').map(str::to_owned));
                events.push(Event::Start(Tag::Link { link_type, dest_url: dest_url.into(), title, id }));
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let dest_url = resolve(&dest_url)?.into();
                events.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
            }
            other => events.push(other),
        }
    }
    let rendered = Rendered::of(events);
    if let Some(place) = places.iter().find(|place| rendered.headings.iter().all(|heading| heading.id != **place)) {
        bail!("its link to “#{place}” leads to no heading: correct one of them");
    }
    Ok(rendered)
}

/// Text as HTML, also within an attribute.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl Rendered {
    fn of(events: Vec<Event>) -> Self {
        let mut rendered = Self::default();
        let (mut events, mut plain) = (events.into_iter(), Vec::new());
        while let Some(event) = events.next() {
            let special = match event {
                Event::Start(Tag::Heading { level, .. }) => rendered.heading(level as usize, &mut events),
                Event::Start(Tag::Table(_)) => rendered.table(&mut events),
                other => {
                    plain.push(other);
                    continue;
                }
            };
            rendered.body += &as_html(std::mem::take(&mut plain));
            rendered.body += &special;
        }
        rendered.body += &as_html(plain);
        rendered
    }

    fn heading(&mut self, level: usize, events: &mut IntoIter<Event>) -> String {
        let content = until(events, |event| matches!(event, Event::End(TagEnd::Heading(_))));
        let (id, title) = (id(&text(&content)), as_html(content));
        if level == 1 {
            self.title = title;
            return String::new();
        }
        let html = format!(
            "<h{level} id=\"{id}\">{title} <a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to {id}\">#</a></h{level}>\n"
        );
        self.headings.push(Heading { level, id, title });
        html
    }

    fn table(&mut self, events: &mut IntoIter<Event>) -> String {
        let rows = rows(until(events, |event| matches!(event, Event::End(TagEnd::Table))));
        let number = self.body.matches("<table").count() + 1;
        let under = self.headings.last().map_or("", |heading| &heading.title);
        let table = table(&rows);
        format!(
            "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table {number}: {under}\">{table}</div>\n"
        )
    }
}

/// The end of a link to a heading, as GitHub makes it of all that stands before a colon: a link to a claim outlives its verdict.
fn id(heading: &str) -> String {
    let name = heading.split(':').next().unwrap_or_default().to_lowercase();
    let kept = name.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn until<'a>(events: &mut IntoIter<Event<'a>>, end: impl Fn(&Event) -> bool) -> Vec<Event<'a>> {
    events.take_while(|event| !end(event)).collect()
}

/// The words alone.
fn text(events: &[Event]) -> String {
    let words = |event: &Event| match event {
        Event::Text(text) | Event::Code(text) => text.to_string(),
        _ => String::new(),
    };
    events.iter().map(words).collect()
}

fn as_html(events: Vec<Event>) -> String {
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    out
}

/// The cells of a table as HTML, the head first.
fn rows(events: Vec<Event>) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut events) = (Vec::new(), Vec::new(), events.into_iter());
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::TableCell) => {
                row.push(as_html(until(&mut events, |event| matches!(event, Event::End(TagEnd::TableCell)))));
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
            _ => {}
        }
    }
    rows
}

/// A table with an empty head is a list of properties, whose names stand in its first column.
fn table(rows: &[Vec<String>]) -> String {
    let Some((head, body)) = rows.split_first() else { return String::new() };
    let named = head.iter().any(|cell| !cell.is_empty());
    let line = |cells: String| format!("<tr>{cells}</tr>");
    let cell = |(column, text): (usize, &String)| match column {
        0 if !named => format!("<th scope=\"row\">{text}</th>"),
        _ => format!("<td>{text}</td>"),
    };
    let title =
        |text: &String| if text.is_empty() { "<td></td>".into() } else { format!("<th scope=\"col\">{text}</th>") };
    let head = if named { format!("<thead>{}</thead>", line(head.iter().map(title).collect())) } else { String::new() };
    let body: String = body.iter().map(|row| line(row.iter().enumerate().map(cell).collect())).collect();
    format!("<table>{head}<tbody>{body}</tbody></table>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(markdown: &str) -> String {
        render(markdown, |target| Ok(target.into())).unwrap().body
    }

    #[test]
    fn headings_can_be_linked_to_and_the_first_is_the_title() {
        let rendered = render("# All\n\n## A `b`, c\n\n### Claim 1: holds\n", |target| Ok(target.into())).unwrap();
        assert_eq!(rendered.title, "All");
        let ids: Vec<_> = rendered.headings.iter().map(|heading| (heading.level, heading.id.as_str())).collect();
        assert_eq!(ids, [(2, "a-b-c"), (3, "claim-1")]);
        assert_eq!(rendered.headings[0].title, "A <code>b</code>, c");
        assert!(rendered.body.contains("<h3 id=\"claim-1\">Claim 1: holds <a class=\"anchor\" href=\"#claim-1\""));
    }

    #[test]
    fn tables_scroll_by_themselves_and_say_which_cells_are_heads() {
        let html = body("## A\n\n|  | b |\n| - | - |\n| 1 | *2* |\n");
        assert!(
            html.contains("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1: A\"><table>"),
            "{html}"
        );
        assert!(html.contains("<tr><td></td><th scope=\"col\">b</th></tr>"), "{html}");
        assert!(html.contains("<tr><td>1</td><td><em>2</em></td></tr>"), "{html}");
        let html = body("|  |  |\n| - | - |\n| file | `a` |\n");
        assert!(
            html.contains("<table><tbody><tr><th scope=\"row\">file</th><td><code>a</code></td></tr></tbody>"),
            "{html}"
        );
    }

    #[test]
    fn comments_are_left_out_and_text_is_kept() {
        assert_eq!(body("a < b\n\n<!-- made by a script -->\n\nc"), "<p>a &lt; b</p>\n<p>c</p>\n");
    }

    #[test]
    fn images_are_where_links_to_them_lead() {
        let rendered = render("![a | b](www/a.svg)", |target| Ok(target.replace("www/", ""))).unwrap();
        assert_eq!(rendered.body, "<p><img src=\"a.svg\" alt=\"a | b\" /></p>\n");
    }

    #[test]
    fn links_that_lead_nowhere_are_refused() {
        assert!(render("[a](#b)\n\n## B\n", |target| Ok(target.into())).is_ok());
        let error = render("[a](#b)\n\n## C\n", |target| Ok(target.into())).unwrap_err();
        assert!(error.to_string().contains("#b"), "{error}");
        assert!(render("[a](b.md)", |target| bail!("{target} is nowhere")).is_err());
    }
}
