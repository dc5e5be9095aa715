//! The browser's files: downloads, and the Cache API that keeps weights on this machine.

use super::taken::taken;
use crate::{device::patience::at_most, files::Files};
use freqscope_checkpoint::source::Source;
use freqscope_core::{
    error::{Error, Result, download::DownloadFault},
    served,
};
use gloo::{net::http, timers::callback::Timeout};
use js_sys::{Array, Reflect, Uint8Array};
use std::io;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Blob, Cache, CacheStorage, FileReaderSync, ReadableStreamDefaultReader, Request, RequestCache,
    RequestMode, Response,
};

/// Name of the cache: that of the format of packed files.
const CACHE: &str = "freqscope/1";

/// Seconds without a byte after which a download is given up.
const PATIENCE: u32 = 60;
/// Seconds in which the browser has to open the cache; without an answer there is none.
const OPENING: u32 = 2;

/// Downloads and the Cache API. Without one (a folder opened from disk, an insecure context, some private windows, a
/// full disk) nothing is ever stored, which only means downloading again.
#[derive(Debug)]
pub struct Browser;

impl Files for Browser {
    async fn fetch(&self, url: &str, progress: &dyn Fn(u64)) -> Result<Vec<u8>> {
        let controller = AbortController::new().map_err(|error| failed(url, DownloadFault::Network(said(&error))))?;
        let file = download(url, &controller, progress).await;
        match controller.signal().aborted() {
            true => Err(failed(url, DownloadFault::Stalled(PATIENCE))),
            false => file,
        }
    }

    async fn source(&self, url: &str) -> Result<Box<dyn Source>> {
        let source = blob(url).await.map_err(|error| failed(url, DownloadFault::Network(said(&error))))?;
        Ok(Box::new(source))
    }

    async fn stored(&self) -> Vec<String> {
        names().await.unwrap_or_default()
    }

    async fn recall(&self, name: &str) -> Option<Vec<u8>> {
        recall(name).await.ok()
    }

    async fn store(&self, name: &str, file: &[u8]) {
        let _ = store(name, file).await;
    }

    async fn forget(&self, name: &str) {
        let _ = forget(name).await;
    }
}

/// What an error of JavaScript says.
fn said(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| format!("{error:?}"), |error| error.message().into())
}

fn failed(url: &str, reason: DownloadFault) -> Error {
    Error::Download { url: url.into(), reason }
}

/// Downloads a URL, and aborts when nothing arrives any more.
async fn download(url: &str, controller: &AbortController, progress: &dyn Fn(u64)) -> Result<Vec<u8>> {
    let abort_later = || {
        let controller = controller.clone();
        Timeout::new(1000 * PATIENCE, move || controller.abort())
    };
    let mut watchdog = abort_later();
    let request = http::Request::get(url).mode(mode(url)).cache(freshness(url));
    let request = request.abort_signal(Some(&controller.signal()));
    let response = request.send().await.map_err(|error| failed(url, DownloadFault::Network(error.to_string())))?;
    if !response.ok() {
        return Err(failed(url, DownloadFault::Status(response.status())));
    }
    let body = response.body().ok_or_else(|| failed(url, DownloadFault::Empty))?;
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut file = Vec::new();
    while let Some(chunk) = read(&reader).await.map_err(|error| failed(url, DownloadFault::Network(said(&error))))? {
        watchdog = abort_later();
        file.extend(chunk.to_vec());
        progress(file.len() as u64);
    }
    drop(watchdog);
    if served::is_web_page(&file) { Err(failed(url, DownloadFault::WebPage)) } else { Ok(file) }
}

/// A file of this site comes from this site, wherever its server would send us: the page's policy does not reach into workers.
fn mode(url: &str) -> RequestMode {
    let origin = Reflect::get(&js_sys::global(), &"origin".into()).ok().and_then(|origin| origin.as_string());
    let own = origin.is_some_and(|origin| url.strip_prefix(&origin).is_some_and(|rest| rest.starts_with('/')));
    if own { RequestMode::SameOrigin } else { RequestMode::Cors }
}

/// What a URL with a hash stands for never changes. Of any other the browser's copy may be that of an earlier release,
/// and the server is asked.
fn freshness(url: &str) -> RequestCache {
    if url.contains('?') { RequestCache::Default } else { RequestCache::NoCache }
}

async fn read(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, JsValue> {
    let chunk = JsFuture::from(reader.read()).await?;
    let done = Reflect::get(&chunk, &"done".into())?.is_truthy();
    Ok((!done).then_some(Reflect::get(&chunk, &"value".into())?).map(JsCast::unchecked_into))
}

/// A file that stays where it is: a worker may read any part of it at once.
#[derive(Debug)]
struct BlobSource {
    blob: Blob,
    reader: FileReaderSync,
}

impl Source for BlobSource {
    fn size(&self) -> u64 {
        self.blob.size() as u64
    }

    fn read(&self, at: u64, len: usize) -> io::Result<Vec<u8>> {
        let (start, end) = (at as f64, at as f64 + len as f64);
        let part = self.blob.slice_with_f64_and_f64(start, end);
        let buffer = part.and_then(|part| self.reader.read_as_array_buffer(&part));
        let buffer = buffer.map_err(|error| io::Error::other(said(&error)))?;
        Ok(taken(&Uint8Array::new(&buffer)))
    }
}

async fn blob(url: &str) -> Result<BlobSource, JsValue> {
    let response = http::Request::get(url).send().await.map_err(|error| JsValue::from(error.to_string()))?;
    let response: Response = response.into();
    let blob = JsFuture::from(response.blob()?).await?.dyn_into()?;
    Ok(BlobSource { blob, reader: FileReaderSync::new()? })
}

async fn cache() -> Result<Cache, JsValue> {
    let caches: CacheStorage = Reflect::get(&js_sys::global(), &"caches".into())?.dyn_into()?;
    let opened = at_most(OPENING, JsFuture::from(caches.open(CACHE))).await;
    opened.ok_or_else(|| JsValue::from("the browser does not open its cache"))??.dyn_into()
}

async fn names() -> Result<Vec<String>, JsValue> {
    let requests: Array = JsFuture::from(cache().await?.keys()).await?.dyn_into()?;
    Ok(requests.iter().filter_map(|request| request.dyn_into::<Request>().ok()).map(|request| request.url()).collect())
}

async fn recall(name: &str) -> Result<Vec<u8>, JsValue> {
    let response: Response = JsFuture::from(cache().await?.match_with_str(name)).await?.dyn_into()?;
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

async fn store(name: &str, file: &[u8]) -> Result<(), JsValue> {
    let response = Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(file)))?;
    JsFuture::from(cache().await?.put_with_str(name, &response)).await?;
    Ok(())
}

async fn forget(name: &str) -> Result<(), JsValue> {
    JsFuture::from(cache().await?.delete_with_str(name)).await?;
    Ok(())
}
