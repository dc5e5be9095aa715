//! Files from elsewhere, and those that are stored on this machine: what the service asks of where it runs.

use freqscope_checkpoint::source::Source;
use freqscope_core::error::Result;

/// Downloads, and the files that are stored on this machine.
pub trait Files {
    /// Downloads a URL; `progress` is called with the bytes so far. A URL that holds a hash may come from a browser's
    /// cache.
    fn fetch(&self, url: &str, progress: &dyn Fn(u64)) -> impl Future<Output = Result<Vec<u8>>>;
    /// A file of the visitor's, by a URL of the page's.
    fn source(&self, url: &str) -> impl Future<Output = Result<Box<dyn Source>>>;
    /// The names of all stored files.
    fn stored(&self) -> impl Future<Output = Vec<String>>;
    /// Reads a stored file; none where there is no file of this name.
    fn recall(&self, name: &str) -> impl Future<Output = Option<Vec<u8>>>;
    /// Stores a file, where that is possible; its name has the form of a URL.
    fn store(&self, name: &str, file: &[u8]) -> impl Future<Output = ()>;
    /// Deletes a stored file.
    fn forget(&self, name: &str) -> impl Future<Output = ()>;
}
