//! Controls and small displays that panels share. None of them knows a network or the state.

pub mod band_slider;
pub mod choice;
pub mod citation;
pub mod clicks;
pub mod drawn;
pub mod export_row;
pub mod file_button;
pub mod focus;
pub mod image_plate;
pub mod pixels;
pub mod popover;
pub mod properties;
pub mod roving;
pub mod segmented;
pub mod surface;
pub mod tabs;
pub mod term;
