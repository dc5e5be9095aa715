//! The browser: the bridge to the worker, files, storage and downloads.
//!
//! [`worker`] is the only way to the engine, [`connection`] follows the engine's life, and a [`trial`] that of a GPU beside it. [`file_input`] receives the
//! visitor's files, [`download`] saves files for the visitor. [`fetch`] gets files that are served with the page, among them
//! each [`stored_result`]; [`fetched`] is the state of such a fetch. [`storage`] is what stays between visits,
//! [`address`] what the browser's address bar holds, [`visibility`] whether something is in sight, [`height`] how high all of it is.
//! [`host`] is the page of somebody else's in which this one is a frame.

pub mod address;
pub mod connection;
pub mod download;
pub mod fetch;
pub mod fetched;
pub mod file_input;
pub mod height;
pub mod host;
pub mod storage;
pub mod stored_result;
pub mod trial;
pub mod visibility;
pub mod worker;
