//! The article: the paper's argument in seven short sections, each with a live figure.
//!
//! [`view`] lays it out: [`contents`], and a file for the words of each section ([`sum`], [`missing`], [`scores`], [`landing`], [`training`],
//! [`lookalikes`], [`holds`]) in the frame of a [`chapter`], with what is said of a [`verdict`]. Their figures are in [`figure`]. What they
//! are made from is the [`story`]: the state of the page, and the [`records`] of stored results. [`near`] tells which are near,
//! [`glossary`] has the words that are explained, [`number`] what sentences need, [`formula`] what formulas are made of.

pub mod awaiting;
pub mod chapter;
pub mod contents;
pub mod exported;
pub mod figure;
pub mod formula;
pub mod glossary;
pub mod holds;
pub mod landing;
pub mod lookalikes;
pub mod missing;
pub mod near;
pub mod network;
pub mod number;
pub mod records;
pub mod scores;
pub mod story;
pub mod sum;
pub mod training;
pub mod verdict;
pub mod view;
