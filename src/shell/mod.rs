//! What is around the panels: the head with the [`contents`] and the [`device_badge`], the notices, and the foot.
//!
//! [`notice`] decides which notices are shown, [`notice_list`] draws them.

pub mod contents;
pub mod device_badge;
pub mod footer;
pub mod header;
pub mod notice;
pub mod notice_list;
