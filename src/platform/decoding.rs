//! Reading a visitor's picture, away from the page's thread where that takes time.
//!
//! A small PNG or JPEG is read at once. For all else a worker is started (www/picture.js), which runs this same program: it reads
//! PNG and JPEG, and averages the rows of what only the browser can decode (`decoder`). A drawing is
//! made into pixels first, which only a page can.

use crate::{
    platform::{download, drawing, worker::describe},
    text::{megabytes, thousands},
    words::words,
};
use data_encoding::BASE64;
use freqscope_core::{
    error::{Error, Result},
    format::Format,
    image::picture::{self, Picture, header, remark::Remark, square::Square},
    protocol,
};
use gloo::{
    events::{EventListener, EventListenerOptions},
    file::{File, futures::read_as_bytes},
    utils::document,
};
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, MessageEvent, Worker};

/// Relative to the page.
const SCRIPT: &str = "picture.js";
/// Bytes of its beginning that say what a file is and how large its picture.
const START: u64 = 1 << 16;
/// The largest file that is read, in bytes.
const MOST_BYTES: u64 = 64 << 20;
/// Up to so many bytes and pixels a picture is read at once: that takes a few milliseconds.
const SMALL: (u64, u64) = (300_000, 300_000);

/// Reads a picture, and cuts the square out of it, or the central one.
///
/// # Errors
/// A sentence for what is no picture, too large, broken, or in a format that this browser does not know.
pub async fn read(file: &File, square: Option<Square>) -> Result<Picture> {
    if file.size() == 0 {
        return Err(Error::EmptyFile);
    }
    if file.size() > MOST_BYTES {
        let (size, most) = (megabytes(file.size()), megabytes(MOST_BYTES));
        let reason = words().files.picture_too_large(&size, &most);
        return Err(failed(file, reason));
    }
    let start = bytes(&file.slice(0, START)).await.map_err(|reason| failed(file, reason))?;
    let format = Format::of(&start);
    if !format.is_for_browsers() {
        return Err(Error::UnsupportedFormat(format));
    }
    let size = header::size(&start);
    size.map_or(Ok(()), picture::check_size)?;
    if format == Format::Svg {
        let svg = bytes(file).await.map_err(|reason| failed(file, reason))?;
        if !drawing::is_bounded(&String::from_utf8_lossy(&svg)) {
            return Err(failed(file, words().files.drawing_too_large(&thousands(drawing::MOST))));
        }
        let drawn = drawn(&svg).await?;
        let mut picture = picture::read(&drawn, square)?;
        picture.remarks.push(Remark::Drawing);
        return Ok(picture);
    }
    let few = size.is_some_and(|[width, height]| u64::from(width) * u64::from(height) <= SMALL.1);
    if few && file.size() <= SMALL.0 && matches!(format, Format::Png | Format::Jpeg) {
        let bytes = bytes(file).await.map_err(|reason| failed(file, reason))?;
        match picture::read(&bytes, square) {
            Err(Error::Undecodable(_)) => {}
            read => return read,
        }
    }
    match in_worker(file, square).await {
        Ok(answer) => protocol::decode::<Result<Picture>>(&answer)?,
        // Where there can be no worker, as in a file that was opened from disk, the page waits for PNG and JPEG.
        Err(_) if matches!(format, Format::Png | Format::Jpeg) => {
            picture::read(&bytes(file).await.map_err(|reason| failed(file, reason))?, square)
        }
        Err(reason) => Err(failed(file, describe(&reason))),
    }
}

fn failed(file: &File, reason: String) -> Error {
    Error::File { path: file.name(), reason }
}

async fn bytes(file: &gloo::file::Blob) -> std::result::Result<Vec<u8>, String> {
    read_as_bytes(file).await.map_err(|error| error.to_string())
}

/// The pixels of a drawing as a PNG file.
async fn drawn(svg: &[u8]) -> Result<Vec<u8>> {
    let refused = |_: JsValue| Error::Undrawable;
    let url = download::rasterised(svg).await.map_err(refused)?;
    let (_, base64) = url.split_once(',').unwrap_or_default();
    BASE64.decode(base64.as_bytes()).map_err(|error| Error::Computation(error.to_string()))
}

/// What the worker posts. It ends when it has answered, and its memory with it.
async fn in_worker(file: &File, square: Option<Square>) -> std::result::Result<Vec<u8>, JsValue> {
    let worker = Worker::new(SCRIPT)?;
    let listeners = Rc::new(RefCell::new(Vec::new()));
    let answered = Promise::new(&mut |resolve, reject| {
        let refuse = reject.clone();
        let take = move |event: &web_sys::Event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data).unwrap_or_default();
            let property = |name: &str| Reflect::get(&data, &name.into()).unwrap_or_default();
            let picture = property("picture");
            let _ = if picture.is_undefined() {
                refuse.call1(&JsValue::NULL, &property("failed"))
            } else {
                resolve.call1(&JsValue::NULL, &picture)
            };
        };
        let fail = move |event: &web_sys::Event| {
            event.prevent_default();
            let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
            let _ = reject.call1(&JsValue::NULL, &message.into());
        };
        let options = EventListenerOptions::enable_prevent_default();
        *listeners.borrow_mut() = vec![
            EventListener::new(&worker, "message", take),
            EventListener::new_with_options(&worker, "error", options, fail),
        ];
    });
    worker.post_message(&question(file, square)?)?;
    let answer = JsFuture::from(answered).await;
    worker.terminate();
    Ok(answer?.dyn_into::<Uint8Array>()?.to_vec())
}

/// The worker has no document to look for the page's program in.
fn question(file: &File, square: Option<Square>) -> std::result::Result<JsValue, JsValue> {
    let boot = document().query_selector("script[data-wasm]")?.ok_or(words().files.unknown_program())?;
    let base = document().base_uri()?.unwrap_or_default();
    let address = |name: &str| {
        let file = boot.get_attribute(name).unwrap_or_default();
        web_sys::Url::new_with_base(&file, &base).map(|url| url.href())
    };
    let square = square.map(|Square { left, top, side }| Array::of3(&left.into(), &top.into(), &side.into()));
    let question = Object::new();
    for (name, value) in [
        ("script", address("data-page")?.into()),
        ("program", address("data-wasm")?.into()),
        ("file", AsRef::<JsValue>::as_ref(AsRef::<web_sys::File>::as_ref(file)).clone()),
        ("square", square.map(JsValue::from).unwrap_or_default()),
    ] {
        Reflect::set(&question, &name.into(), &value)?;
    }
    Ok(question.into())
}
