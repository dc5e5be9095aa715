//! Files that the visitor drops on the page or pastes into it, and what is in them.

use crate::{
    platform::{decoding, dropped},
    text::megabytes,
    words::words,
};
use freqscope_core::{
    error::{Error, Result},
    image::{
        self, Image,
        picture::{Picture, square::Square},
    },
    protocol::VisitorFile,
};
use freqscope_lesson::{Lesson, invalid::Invalid};
use gloo::{
    events::{EventListener, EventListenerOptions},
    file::{File, futures::read_as_bytes},
    utils::document,
};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, HtmlElement, Url};
use yew::Callback;

/// What the listeners report.
#[derive(Debug, Clone)]
pub enum FileInput {
    /// Whether something is dragged over the page.
    Hovering(bool),
    /// Files were dropped or pasted, at least one.
    Received(Vec<File>),
    /// Something else was, and why it cannot be used: a sentence without its full stop.
    Refused(String),
}

/// What a chosen file contains: visitors drop all kinds anywhere.
#[derive(Debug, Clone, PartialEq)]
pub enum FileContent {
    /// Of a NumPy file, or a sample.
    Image(Image),
    Picture(Box<Picture>),
    /// A model as it seems; the engine reads it and decides.
    Model(VisitorFile),
    /// A lesson, or why it is none.
    Lesson(Box<std::result::Result<Lesson, Invalid>>),
}

/// Dropping them ends the listening.
pub struct Listeners {
    _listeners: [EventListener; 4],
}

/// Reports files that are dragged over, dropped on or pasted into any part of the page.
pub fn listen(on: &Callback<FileInput>) -> Listeners {
    Listeners {
        _listeners: [
            listener("dragover", on, |event, on| {
                event.prevent_default();
                on.emit(FileInput::Hovering(true));
            }),
            // The pointer also leaves the elements within the page; only leaving the page has no related target.
            listener("dragleave", on, |event, on| {
                if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
                    on.emit(FileInput::Hovering(false));
                }
            }),
            listener("drop", on, |event, on| {
                event.prevent_default();
                on.emit(FileInput::Hovering(false));
                let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
                data.and_then(|data| dropped::read(&data)).into_iter().for_each(|input| on.emit(input));
            }),
            listener("paste", on, |event, on| {
                let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
                let input = data.filter(|_| !is_written_in(event)).and_then(|data| dropped::read(&data));
                input.into_iter().for_each(|input| on.emit(input));
            }),
        ],
    }
}

/// Whether it happens in a field, where a pasted text belongs.
fn is_written_in(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}

fn listener(
    name: &'static str,
    on: &Callback<FileInput>,
    handle: fn(&web_sys::Event, &Callback<FileInput>),
) -> EventListener {
    let on = on.clone();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), name, options, move |event| handle(event, &on))
}

/// The largest file that is read: far more than any model that a browser can compute, far less than its memory.
const MOST_BYTES: u64 = 256_000_000;

/// # Errors
/// [`Error::File`] when it is too large, or the browser cannot read it.
pub async fn read(file: &File) -> Result<Vec<u8>> {
    let fail = |reason: String| Error::File { path: file.name(), reason };
    if file.size() > MOST_BYTES {
        let (size, most) = (megabytes(file.size()), megabytes(MOST_BYTES));
        return Err(fail(words().files.file_too_large(&size, &most)));
    }
    read_as_bytes(file).await.map_err(|error| fail(error.to_string()))
}

/// What the names of lessons end in.
const LESSON: &str = ".json";
/// Bytes of its beginning by which a model is known.
const START: u64 = 16;
/// What the names of models end in.
const MODELS: [&str; 7] = [".safetensors", ".pt", ".pth", ".ckpt", ".npz", ".pkl", ".tar"];
/// What is added to them by who packs a file.
const PACKED: [&str; 3] = [".gz", ".zip", ".7z"];
/// What files of `torch.save` and pickles begin with.
const BEGINNINGS: [&[u8]; 5] = [b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"];

/// What is in a file, by its name or else its first bytes. Of a model nothing else is read here; of a picture the square is cut out, or
/// the central one.
///
/// # Errors
/// Those of [`read`], of [`decoding::read`], and of [`image::read_single`] for what NumPy has written.
pub async fn content(file: &File, square: Option<Square>) -> Result<FileContent> {
    let fail = |reason: String| Error::File { path: file.name(), reason };
    let start = read_as_bytes(&file.slice(0, START)).await.map_err(|error| fail(error.to_string()))?;
    if is_model(&file.name(), file.size(), &start) {
        return model(file).map(FileContent::Model);
    }
    if file.name().to_lowercase().ends_with(LESSON) {
        let lesson = match freqscope_lesson::check_size(file.size()) {
            Ok(()) => Lesson::parse(&read(file).await?),
            Err(invalid) => Err(invalid),
        };
        return Ok(FileContent::Lesson(Box::new(lesson)));
    }
    if image::is_array(&start) {
        return image::read_single(&read(file).await?).map(FileContent::Image);
    }
    decoding::read(file, square).await.map(|picture| FileContent::Picture(Box::new(picture)))
}

/// Whether the name of a file is that of a model.
pub fn is_called_model(name: &str) -> bool {
    let name = name.to_lowercase();
    let name = PACKED.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    MODELS.iter().any(|end| name.ends_with(end))
}

/// A file for the engine, by a URL that lasts as long as the page: a new engine can read it again.
///
/// # Errors
/// [`Error::File`] when the browser makes no URL of it.
pub fn model(file: &File) -> Result<VisitorFile> {
    let url = Url::create_object_url_with_blob(file.as_ref());
    url.map(VisitorFile::Url).map_err(|error| Error::File { path: file.name(), reason: format!("{error:?}") })
}

/// Whether a file of this name and size, which begins so, is a model rather than a picture.
fn is_model(name: &str, size: u64, start: &[u8]) -> bool {
    is_called_model(name)
        || BEGINNINGS.iter().any(|beginning| start.starts_with(beginning))
        || is_safetensors(size, start)
}

/// Whether the bytes begin as safetensors do: the length of a header, and that header in JSON.
fn is_safetensors(size: u64, start: &[u8]) -> bool {
    let Some((length, rest)) = start.split_first_chunk() else { return false };
    u64::from_le_bytes(*length) <= size && rest.first() == Some(&b'{')
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::image::{npy, one_or_many::OneOrMany};

    #[test]
    fn a_model_is_known_by_name_or_by_its_first_bytes() {
        let packed = [&15_u64.to_le_bytes()[..], b"{ \"a\": "].concat();
        let table: [(&str, &[u8], bool); 9] = [
            ("weights.bin", &packed, true),
            ("Broken.SafeTensors", &[1, 2], true),
            ("net.pth.tar", &[], true),
            ("net.PT", b"<html>", true),
            ("net.pt.gz", b"\x1f\x8b", true),
            ("download", b"PK\x03\x04\0\0", true),
            ("download", b"\x80\x02\x8a\x0a", true),
            ("empty.png", &[], false),
            ("text.txt", b"12345678{9", false),
        ];
        for (name, start, model) in table {
            assert_eq!(is_model(name, 100, start), model, "{name}");
        }
        assert!(!is_model("cut", 10, &packed), "its header is longer than the file");
    }

    #[test]
    fn an_array_of_one_image_is_a_picture() {
        assert_eq!(image::read_single(&[]), Err(Error::EmptyFile));
        let image = Image::from_fn(|c, y, x| (c + y + x) as f32 / 100.0);
        let array = |images| npy::write(&images).unwrap();
        assert_eq!(
            image::read_single(&array(OneOrMany::Many(vec![image.clone()]))),
            Ok(image.clone()),
            "with all its bits"
        );
        let two = image::read_single(&array(OneOrMany::Many(vec![image; 2])));
        assert!(matches!(two, Err(Error::Array(_))), "{two:?}");
        assert!(matches!(image::read_single(b"12345678{9"), Err(Error::UnsupportedFormat(_))));
    }
}
