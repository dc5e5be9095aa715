//! The lesson that is open, with the parts of the page that its step shows.

use super::{App, acting};
use crate::{
    action::Action,
    lesson::{lesson_view::LessonView, part::Part},
};
use yew::prelude::*;

impl App {
    pub(super) fn lesson(&self, ctx: &Context<Self>) -> Html {
        let (state, lessons) = (&self.state, self.state.lessons());
        let Some(place) = lessons.place().cloned() else { return Html::default() };
        let [shown, revealed] = state.lesson_parts().map(|parts| self.parts(ctx, &parts));
        html! {
            <LessonView
                lesson={lessons.lesson().clone()} {place} given={lessons.given()} picture={state.picture.clone()}
                ablation={state.lesson_ablation()} pictures={state.sheet_pictures()} {shown} {revealed}
                on_act={acting(ctx, Action::Lesson)}
            />
        }
    }

    fn parts(&self, ctx: &Context<Self>, parts: &[Part]) -> Html {
        let part = |&part: &Part| html! { <div class="lesson-part">{ self.part(ctx, part) }</div> };
        parts.iter().filter(|part| **part != Part::Picture).map(part).collect()
    }
}
