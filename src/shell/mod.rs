//! What is around the panels: the head with the [`contents`], the [`device_badge`], the choice of a [`theme`] and the button to
//! [`copy_link`], the notices, and the foot.
//!
//! [`section`] names what a link can point to; [`notice`] decides which notices are shown, [`notice_list`] draws them.

pub mod contents;
pub mod copy_link;
pub mod device_badge;
pub mod footer;
pub mod header;
pub mod notice;
pub mod notice_list;
pub mod section;
pub mod theme;
