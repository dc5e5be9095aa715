//! Files that are served with the page.

use freqscope_core::{
    error::{Error, Result, download::DownloadFault},
    served,
};
use gloo::net::{self, http::Request};
use web_sys::RequestCache;

/// `url` is relative to the page.
///
/// # Errors
/// [`Error::Download`].
pub async fn get(url: &str) -> Result<Vec<u8>> {
    let failed = |reason| Error::Download { url: url.into(), reason };
    // The names stay from release to release: the server is asked whether the browser's copy is still right.
    let response =
        Request::get(url).cache(RequestCache::NoCache).send().await.map_err(|error| failed(network(&error)))?;
    if !response.ok() {
        return Err(failed(DownloadFault::Status(response.status())));
    }
    let file = response.binary().await.map_err(|error| failed(network(&error)))?;
    if served::is_web_page(&file) { Err(failed(DownloadFault::WebPage)) } else { Ok(file) }
}

fn network(error: &net::Error) -> DownloadFault {
    DownloadFault::Network(error.to_string())
}
