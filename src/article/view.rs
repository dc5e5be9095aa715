//! The article.

use crate::{
    action::Action,
    article::{
        contents::Contents, holds::Holds, landing::Landing, lookalikes::Lookalikes, missing::Missing, scores::Scores,
        story::Story, sum::Sum, training::Training,
    },
    shell::section::Section,
    words::words,
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

/// One section of it; nothing for a section of the page that is none of the article.
pub fn chapter(section: Section, props: Props) -> Html {
    let Props { story, on_act, on_read } = props;
    match section {
        Section::Sum => html! { <Sum {story} {on_act} {on_read} /> },
        Section::Missing => html! { <Missing {story} {on_act} {on_read} /> },
        Section::Scores => html! { <Scores {story} {on_act} {on_read} /> },
        Section::Landing => html! { <Landing {story} {on_act} {on_read} /> },
        Section::Training => html! { <Training {story} {on_act} {on_read} /> },
        Section::Lookalikes => html! { <Lookalikes {story} {on_act} {on_read} /> },
        Section::Holds => html! { <Holds {story} {on_act} {on_read} /> },
        _ => Html::default(),
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ViewProps {
    /// What its chapters get.
    pub telling: Props,
    /// How many of them are drawn.
    pub chapters: usize,
}

#[component]
pub fn ArticleView(props: &ViewProps) -> Html {
    let reading = use_state(|| None);
    let on_read = {
        let reading = reading.clone();
        Callback::from(move |section| reading.set(Some(section)))
    };
    let telling = Props { on_read, ..props.telling.clone() };
    let heading = Section::Article.heading();
    html! {
        <section class="article" aria-labelledby={heading.clone()} data-testid="article">
            <header>
                <h2 id={heading} translate="yes">{ words().article.heading() }</h2>
                <p class="lead" translate="yes">{ words().article.lead() }</p>
            </header>
            <Contents reading={*reading} />
            <div class="chapters">
                { for Section::CHAPTERS.into_iter().take(props.chapters).map(|section| chapter(section, telling.clone())) }
            </div>
        </section>
    }
}
