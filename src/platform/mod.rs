//! The browser: the bridge to the worker, files, storage and downloads.
//!
//! [`worker`] is the only way to the engine, [`connection`] follows the engine's life, and a [`trial`] that of a GPU beside it. [`file_input`] receives the
//! visitor's files, [`dropped`] finds them in what was dropped or pasted, [`decoding`] reads pictures (in a worker by `decoder`; a drawing once [`drawing`] has counted what it draws), [`download`] saves files for the visitor. [`fetch`] gets files that are served with the page, among them
//! each [`stored_result`]; [`fetched`] is the state of such a fetch. [`storage`] is what stays between visits,
//! [`address`] what the browser's address bar holds, [`visibility`] whether something is in sight, [`height`] how high all of it is.
//! [`rest`] fetches the part of this program that the first chart does not need. [`machine`] is how many threads the engine may use. [`host`] is the page of somebody else's in which this one is a frame.

pub mod address;
pub mod connection;
#[cfg(target_arch = "wasm32")]
pub mod decoder;
pub mod decoding;
pub mod download;
pub mod drawing;
pub mod dropped;
pub mod fetch;
pub mod fetched;
pub mod file_input;
pub mod height;
pub mod host;
pub mod machine;
pub mod rest;
pub mod storage;
pub mod stored_result;
pub mod trial;
pub mod visibility;
pub mod worker;
