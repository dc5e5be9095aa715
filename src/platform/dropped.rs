//! What was dropped on the page or pasted into it: files, or the address of a picture, text, a folder.

use crate::{platform::file_input::FileInput, words::words};
use data_encoding::BASE64;
use gloo::file::{File, FileList};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DataTransfer;

/// The files in it, or why there is none; nothing where there is nothing at all.
pub fn read(data: &DataTransfer) -> Option<FileInput> {
    let files: Vec<File> = data.files().map(|files| FileList::from(files).to_vec()).unwrap_or_default();
    let folders = folders(data);
    let plain: Vec<File> = files.into_iter().filter(|file| !folders.contains(&file.name())).collect();
    if !plain.is_empty() {
        return Some(FileInput::Received(plain));
    }
    if let Some(folder) = folders.first() {
        let text = words().files.folder(folder);
        return Some(FileInput::Refused(text));
    }
    let held = |kind: &str| data.get_data(kind).ok().filter(|text| !text.trim().is_empty());
    let markup = held("text/html");
    let source = markup.as_deref().and_then(picture_source);
    match source.or_else(|| held("text/uri-list").as_deref().and_then(first_address)) {
        Some(address) => Some(at_address(&address)),
        None => held("text/plain").or(markup).map(|text| FileInput::Refused(refused_text(&text))),
    }
}

/// Names of the folders among the files. Only a nonstandard method tells, which all browsers have.
fn folders(data: &DataTransfer) -> Vec<String> {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
    let items = get(data, "items");
    let count = get(&items, "length").as_f64().unwrap_or_default() as u32;
    let entry = |index: u32| {
        let item = Reflect::get_u32(&items, index).ok()?;
        let method: Function = get(&item, "webkitGetAsEntry").dyn_into().ok()?;
        let entry = method.call0(&item).ok().filter(|entry| !entry.is_null())?;
        get(&entry, "isDirectory").is_truthy().then(|| get(&entry, "name").as_string()).flatten()
    };
    (0..count).filter_map(entry).collect()
}

/// A picture that was dragged here from another page came as an address.
fn at_address(address: &str) -> FileInput {
    match inlined(address) {
        Some(file) => FileInput::Received(vec![file]),
        None => FileInput::Refused(words().files.only_address(&shortened(address))),
    }
}

/// The file that an address holds itself.
fn inlined(address: &str) -> Option<File> {
    let (head, base64) = address.strip_prefix("data:image/")?.split_once(',')?;
    let kind = head.strip_suffix(";base64")?.split(';').next().unwrap_or_default();
    let bytes = BASE64.decode(base64.as_bytes()).ok()?;
    Some(File::new(&format!("picture.{}", kind.trim_end_matches("+xml")), bytes.as_slice()))
}

/// What the first `<img>` of some markup shows.
fn picture_source(markup: &str) -> Option<String> {
    let picture = &markup[markup.find("<img")?..];
    let tag = &picture[..picture.find('>').unwrap_or(picture.len())];
    let (_, source) = tag.split_once(" src=")?;
    let quote = source.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
    source[1..].split(quote).next().map(|address| address.replace("&amp;", "&"))
}

/// The first line that is no comment.
fn first_address(list: &str) -> Option<String> {
    list.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned)
}

fn refused_text(text: &str) -> String {
    words().files.only_text(&shortened(text))
}

/// Enough to know it by.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let text = text.trim();
    let mut short: String =
        text.chars().take(MOST).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_picture_is_found() {
        let table = [
            ("<meta charset='utf-8'><img src='https://example.org/cat.png'>", Some("https://example.org/cat.png")),
            (
                "<a href=\"x\"><img alt=\"a\" src=\"data:image/png;base64,AA==\"></a>",
                Some("data:image/png;base64,AA=="),
            ),
            ("<img class=\"src=\" >", None),
            ("<img src=\"a?b&amp;c\">", Some("a?b&c")),
            ("<p>no picture</p>", None),
        ];
        for (markup, source) in table {
            assert_eq!(picture_source(markup).as_deref(), source, "{markup}");
        }
        assert_eq!(first_address("# from a page\r\nhttps://example.org/\r\n").as_deref(), Some("https://example.org/"));
        assert_eq!(first_address("\n#"), None);
    }

    #[test]
    fn a_long_text_is_shortened() {
        assert_eq!(shortened(" short\n"), "short");
        assert_eq!(shortened(&"ä".repeat(70)).chars().count(), 61);
    }
}
