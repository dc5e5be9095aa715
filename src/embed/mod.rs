//! The page as one figure in a page of somebody else's.
//!
//! [`embed_code`] is where authors get it, as a [`snippet`] with what of the link it shows ([`linked_figure`]), with a [`poster`], for which [`plates`] draw what is no chart. [`frame`] is what stands around the figure, [`message`] what the page around is told and [`report`] the numbers of the figure
//! among that. `platform::host` is the only way to that page; `state::embedding` decides when the engine runs.

pub mod embed_code;
pub mod frame;
pub mod linked_figure;
pub mod message;
pub mod plates;
pub mod poster;
pub mod report;
pub mod snippet;
