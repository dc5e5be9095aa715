//! The networks on show: which there are, whether each is loaded, and what each says of the picture.
//!
//! [`models`] and [`results`] hold what is known, with the [`cutoff_answers`], [`sample_scores`] what was known before; a [`shown_model`] gathers it for one of the two [`side`]s, of
//! which the [`second`] may be empty. The [`model_status`] and the [`model_picker`] draw the models, the [`pair_picker`] the choice
//! of two, [`predictions`] their logits. Of a checkpoint of the visitor's the [`checkpoint_questions`] ask what it leaves open, and the
//! [`packing_notes`] say how it was read; [`own_model`] is what can be done with it.

pub mod checkpoint_questions;
pub mod cutoff_answers;
pub mod loading;
pub mod logit_row;
pub mod model_picker;
pub mod model_row;
pub mod model_status;
pub mod model_summary;
pub mod models;
pub mod own_model;
pub mod packing_notes;
pub mod pair_picker;
pub mod prediction;
pub mod predictions;
pub mod results;
pub mod sample_scores;
pub mod second;
pub mod shown_model;
pub mod side;
pub mod swatch;
