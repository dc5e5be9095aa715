//! The networks on show: which there are, how far each is, and what each says of the picture.

pub mod logit_row;
pub mod model_picker;
pub mod model_row;
pub mod model_status;
pub mod model_summary;
pub mod models;
pub mod prediction;
pub mod predictions;
pub mod results;
pub mod shown_model;
pub mod side;
pub mod swatch;
