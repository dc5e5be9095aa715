//! Files that are served with the page.

use freqscope_core::{
    error::{Error, Result},
    served,
};
use gloo::net::http::Request;
use web_sys::RequestCache;

/// `url` is relative to the page.
///
/// # Errors
/// [`Error::Download`].
pub async fn get(url: &str) -> Result<Vec<u8>> {
    let failed = |reason: String| Error::Download { url: url.into(), reason };
    // The names stay from release to release: the server is asked whether the browser's copy is still right.
    let response =
        Request::get(url).cache(RequestCache::NoCache).send().await.map_err(|error| failed(error.to_string()))?;
    if !response.ok() {
        return Err(failed(format!("{} {}", response.status(), response.status_text())));
    }
    let file = response.binary().await.map_err(|error| failed(error.to_string()))?;
    if served::is_web_page(&file) { Err(failed(served::WEB_PAGE_INSTEAD.into())) } else { Ok(file) }
}
