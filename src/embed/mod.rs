//! The page as one figure in a page of somebody else's.
//!
//! [`embed_code`] is where authors get it, as a [`snippet`]. [`frame`] is what stands around the figure, [`message`] what the page around is told and [`report`] the numbers of the figure
//! among that. `platform::host` is the only way to that page; `state::embedding` decides when the engine runs.

pub mod embed_code;
pub mod frame;
pub mod message;
pub mod report;
pub mod snippet;
