//! What an attack is run on, and how: enough to name it and to restore it.

use crate::{attack::form::AttackForm, picture::Picture};
use freqscope_core::{attack::Example, class::Class};
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq)]
pub struct AttackSetup {
    /// Id of the model.
    pub model: String,
    /// Name of the model.
    pub name: String,
    /// The visitor's settings, as they were.
    pub form: AttackForm,
    pub picture: Rc<Picture>,
}

impl AttackSetup {
    pub fn with_form(&self, form: AttackForm) -> Self {
        Self { form, ..self.clone() }
    }

    pub fn example(&self) -> Example {
        Example { image: self.picture.image.clone(), class: self.label() }
    }

    /// The picture's true class, where it is known.
    pub fn label(&self) -> Option<Class> {
        self.picture.origin.class()
    }
}
