//! The browser: the bridge to the worker, files, storage and downloads.
//!
//! [`worker`] is the only way to the engine, and [`connection`] says how that is doing. [`files`] brings the visitor's files,
//! [`download`] gives files to the visitor, [`fetch`] gets those that lie beside the page, among them the [`stored`] results,
//! which lie on a [`shelf`]. [`storage`] is what stays between visits.

pub mod connection;
pub mod download;
pub mod fetch;
pub mod files;
pub mod shelf;
pub mod storage;
pub mod stored;
pub mod worker;
