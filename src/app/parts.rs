//! The parts of the page: all of them, or those that a lesson or a projection shows.

use super::{App, acting, gradual};
use crate::{
    action::Action,
    article::view::{ArticleView, Props, chapter},
    lesson::{list_view::LessonList, part::Part},
    picture::pick::PictureSource,
    platform::address,
    shell::{footer::Footer, instrument::Instrument, section::Section},
    words::words,
};
use std::rc::Rc;
use yew::prelude::*;

impl App {
    /// All that stands below the first screen, as far as it is drawn.
    pub(super) fn below(&self, ctx: &Context<Self>) -> Html {
        let has = |part| self.gradual.has(part);
        html! {
            <>
                <ArticleView telling={self.telling(ctx)} chapters={self.gradual.chapters()} />
                if has(gradual::Part::Instruments) { { self.instruments(ctx, &self.state.shown_models()) } }
                if has(gradual::Part::Lessons) { { self.lesson_list(ctx) } }
                if has(gradual::Part::Claims) { { self.claims(ctx) } }
            </>
        }
    }

    pub(super) fn foot(&self) -> Html {
        html! { <Footer models={self.cards()} /> }
    }

    /// The one figure that the address names, or the first screen.
    pub(super) fn projection(&self, ctx: &Context<Self>) -> Html {
        let part = self.state.link().section.and_then(Part::of).unwrap_or(Part::Screen);
        self.part(ctx, part)
    }

    /// The way back from a projection, with all that is seen.
    pub(super) fn out_of_projection(&self) -> Html {
        let href = address::projected(false, &self.state.link().hash());
        html! { <p class="projected-end"><a {href}>{ words().page.leave_projector() }</a></p> }
    }

    /// A part by itself. The picture stands with the words of a step.
    pub(super) fn part(&self, ctx: &Context<Self>, part: Part) -> Html {
        match part {
            Part::Picture => Html::default(),
            Part::Screen => self.first_screen(ctx),
            Part::Section(Section::Claims) => self.claims(ctx),
            Part::Section(section) => match Instrument::of(section) {
                Some(instrument) => self.instrument_alone(ctx, instrument),
                None => chapter(section, self.telling(ctx)),
            },
        }
    }

    fn telling(&self, ctx: &Context<Self>) -> Props {
        let on_act = acting(ctx, std::convert::identity);
        Props { story: Rc::new(self.state.story()), on_act, on_read: Callback::noop() }
    }

    fn lesson_list(&self, ctx: &Context<Self>) -> Html {
        let lessons = self.state.lessons();
        html! {
            <LessonList
                list={lessons.list().clone()} progress={lessons.progress().clone()}
                on_file={acting(ctx, |file| Action::PickPicture(PictureSource::File(file)))}
            />
        }
    }
}
