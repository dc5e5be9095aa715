//! The first screen: two networks, one picture, and one line that takes the fine frequencies out.
//!
//! What it shows is computed by small functions: [`answers`], [`shares`], [`stretches`] and the places of [`labels`]; all that
//! it says is in [`wording`]. [`view`] is what the visitor chooses, [`network`] what is known of each network, [`names`] how they are
//! called. The [`screen`] draws the [`answer`]s, the [`chart`] with the [`line`](mod@line), which a pointer moves ([`dragging`]), and the
//! [`strips`]; [`exported`] makes files of it.

pub mod answer;
pub mod answers;
pub mod chart;
pub mod dragging;
pub mod evidence;
pub mod exported;
pub mod labels;
pub mod line;
pub mod names;
pub mod network;
pub mod screen;
pub mod shares;
pub mod stretches;
pub mod strips;
pub mod view;
pub mod wording;
