//! What is around the panels: the head with the device, notices, and the foot.

pub mod contents;
pub mod device_badge;
pub mod footer;
pub mod header;
pub mod notice;
pub mod notice_list;
