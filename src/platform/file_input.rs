//! Files that the visitor drops on the page or pastes into it, and what is in them.

use crate::text::megabytes;
use freqscope_core::{
    error::{Error, Result},
    image::{Image, npy},
};
use gloo::{
    events::{EventListener, EventListenerOptions},
    file::{File, futures::read_as_bytes},
    utils::document,
};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent};
use yew::Callback;

/// What the listeners report.
#[derive(Debug, Clone)]
pub enum FileInput {
    /// Whether something is dragged over the page.
    Hovering(bool),
    /// A file was dropped or pasted.
    Received(File),
}

/// What a chosen file contains: visitors drop both kinds anywhere.
#[derive(Debug, Clone, PartialEq)]
pub enum FileContent {
    Image(Image),
    /// A model as it seems; the engine decides.
    Model(Vec<u8>),
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
                receive(event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer), on);
            }),
            listener("paste", on, |event, on| {
                receive(event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data), on);
            }),
        ],
    }
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

fn receive(data: Option<DataTransfer>, on: &Callback<FileInput>) {
    if let Some(file) = data.and_then(|data| data.files()).and_then(|files| files.get(0)) {
        on.emit(FileInput::Received(file.into()));
    }
}

/// The largest file that is read: far more than any model that a browser can compute, far less than its memory.
const MOST_BYTES: u64 = 256_000_000;

/// # Errors
/// [`Error::File`] when it is too large, or the browser cannot read it.
pub async fn read(file: &File) -> Result<Vec<u8>> {
    let fail = |reason: String| Error::File { path: file.name(), reason };
    if file.size() > MOST_BYTES {
        let (size, most) = (megabytes(file.size()), megabytes(MOST_BYTES));
        return Err(fail(format!(
            "the file has {size} MB, more than the {most} MB that are read; choose a smaller one"
        )));
    }
    read_as_bytes(file).await.map_err(|error| fail(error.to_string()))
}

/// What is in a file, by its name or else its first bytes.
///
/// # Errors
/// Those of [`Image::decode`] and [`npy::read`] for what does not look like a model.
pub fn content(name: &str, bytes: Vec<u8>) -> Result<FileContent> {
    match &bytes {
        _ if name.to_lowercase().ends_with(".safetensors") || is_safetensors(&bytes) => Ok(FileContent::Model(bytes)),
        array if array.starts_with(NPY) => only(npy::read(array)?).map(FileContent::Image),
        picture => Image::decode(picture).map(FileContent::Image),
    }
}

/// How the files of NumPy begin.
const NPY: &[u8] = b"\x93NUMPY";

/// The image of an array that holds one.
fn only(mut images: Vec<Image>) -> Result<Image> {
    match images.len() {
        1 => Ok(images.remove(0)),
        count => Err(Error::Array(format!("it holds {count} images, and one is shown at a time"))),
    }
}

/// Whether the bytes begin as safetensors do: the length of a header, and that header in JSON.
fn is_safetensors(bytes: &[u8]) -> bool {
    let Some((length, rest)) = bytes.split_first_chunk() else { return false };
    u64::from_le_bytes(*length) <= rest.len() as u64 && rest.first() == Some(&b'{')
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::image::one_or_many::OneOrMany;

    #[test]
    fn a_model_is_known_by_name_or_by_its_first_bytes() {
        let packed = [&15_u64.to_le_bytes()[..], b"{ \"a\": \"bcde\" }"].concat();
        assert_eq!(content("weights.bin", packed.clone()), Ok(FileContent::Model(packed)));
        assert_eq!(content("Broken.SafeTensors", vec![1, 2]), Ok(FileContent::Model(vec![1, 2])));
        assert_eq!(content("empty.png", Vec::new()), Err(Error::EmptyFile));
        let image = Image::from_fn(|c, y, x| (c + y + x) as f32 / 100.0);
        let array = |images| npy::write(&images).unwrap();
        let one = array(OneOrMany::Many(vec![image.clone()]));
        assert_eq!(content("exact", one), Ok(FileContent::Image(image.clone())), "with all its bits");
        let two = content("two.npy", array(OneOrMany::Many(vec![image; 2])));
        assert!(matches!(two, Err(Error::Array(_))), "{two:?}");
        assert!(matches!(content("text.txt", b"12345678{9".to_vec()), Err(Error::UnsupportedFormat(_))));
    }
}
