//! What a figure gets that draws stored results or runs something.

use crate::{action::Action, article::story::Story};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FigureProps {
    pub story: Rc<Story>,
    pub on_act: Callback<Action>,
}
