//! Controls that panels share.

pub mod choice;
pub mod file_button;
pub mod focus;
pub mod image_plate;
pub mod pixels;
pub mod segmented;
