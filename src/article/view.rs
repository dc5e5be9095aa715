//! The article.

use crate::{
    action::Action,
    article::{
        contents::Contents, holds::Holds, landing::Landing, lookalikes::Lookalikes, missing::Missing, scores::Scores,
        story::Story, sum::Sum, training::Training,
    },
    shell::section::Section,
};
use std::rc::Rc;
use yew::prelude::*;

/// What every section of it gets.
#[derive(Debug, Clone, Properties)]
pub struct Props {
    pub story: Rc<Story>,
    pub on_act: Callback<Action>,
    /// Receives the section that comes to be read.
    #[prop_or_default]
    pub on_read: Callback<Section>,
}

/// The callbacks always do the same: only another story is drawn anew.
impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.story == other.story
    }
}

#[component]
pub fn ArticleView(props: &Props) -> Html {
    let reading = use_state(|| None);
    let on_read = {
        let reading = reading.clone();
        Callback::from(move |section| reading.set(Some(section)))
    };
    let Props { story, on_act, .. } = props.clone();
    let heading = Section::Article.heading();
    html! {
        <section class="article" aria-labelledby={heading.clone()} data-testid="article">
            <header>
                <h2 id={heading}>{ "What a network looks at" }</h2>
                <p class="lead">
                    { "The argument of “Towards Frequency-Based Explanation for Robust CNN” in seven steps, each with a figure that \
                       can be used, and with what became of it when it was measured again." }
                </p>
            </header>
            <Contents reading={*reading} />
            <div class="chapters">
                <Sum story={story.clone()} on_act={on_act.clone()} on_read={on_read.clone()} />
                <Missing story={story.clone()} on_act={on_act.clone()} on_read={on_read.clone()} />
                <Scores story={story.clone()} on_act={on_act.clone()} on_read={on_read.clone()} />
                <Landing story={story.clone()} on_act={on_act.clone()} on_read={on_read.clone()} />
                <Training story={story.clone()} on_act={on_act.clone()} on_read={on_read.clone()} />
                <Lookalikes story={story.clone()} on_act={on_act.clone()} on_read={on_read.clone()} />
                <Holds {story} {on_act} {on_read} />
            </div>
        </section>
    }
}
