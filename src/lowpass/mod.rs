//! The first screen: two networks, one picture, and one line that takes the fine frequencies out.

pub mod screen;
