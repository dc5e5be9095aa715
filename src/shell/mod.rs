//! What is around the panels: the [`header`] with the [`device_badge`], the choice of a [`theme`] and the button to [`copy_link`],
//! the notices, the [`subject_bar`] above the instruments, and the foot.
//!
//! [`figure`] names what a page of somebody else's can show alone, [`section`] what a link can point to, [`instrument`] which of them are tabs; [`notice`] decides which notices are shown, [`notice_list`] draws them.

pub mod copy_link;
pub mod device_badge;
pub mod figure;
pub mod footer;
pub mod header;
pub mod instrument;
pub mod language_choice;
pub mod notice;
pub mod notice_list;
pub mod section;
pub mod subject_bar;
pub mod theme;
