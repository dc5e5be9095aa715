//! The frame of a section: its heading, its words, its figure, what to try and what to look for, and the margin.

use crate::{
    action::Action,
    article::near::{use_near, use_reading},
    platform::stored_result::StoredResult,
    shell::section::Section,
    words::words,
};
use yew::prelude::*;

/// What stands in the margin.
#[derive(Debug, Clone, PartialEq)]
pub struct Aside {
    /// Which figure of the paper it is.
    pub title: &'static str,
    /// What differs here.
    pub text: Html,
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub section: Section,
    /// Paragraphs.
    pub text: Html,
    pub aside: Aside,
    /// Drawn once it is near, or ahead of that.
    pub figure: Html,
    /// What to try.
    pub task: Html,
    /// What to look for.
    pub look: Html,
    /// A paragraph with the formula.
    #[prop_or_default]
    pub formula: Html,
    #[prop_or_default]
    pub verdict: Html,
    /// The stored results that are fetched once the section is near.
    #[prop_or_default]
    pub needs: Vec<StoredResult>,
    /// Whether the page has nothing better to do than to draw what is not near yet.
    pub ahead: bool,
    pub on_act: Callback<Action>,
    /// Receives the section when it comes to be read.
    pub on_read: Callback<Section>,
}

/// A paragraph of a sentence that may not be known yet. It takes its place at once: where the number of siblings changes, Yew makes
/// them anew, and a definition that is open would close.
pub fn paragraph(sentence: Option<String>) -> Html {
    sentence.map(|sentence| html! { <p>{ sentence }</p> }).unwrap_or_default()
}

#[component]
pub fn Chapter(props: &Props) -> Html {
    let (place, section) = (use_node_ref(), props.section);
    let near = use_near(place.clone());
    use_reading(place.clone(), props.on_read.reform(move |()| section));
    use_effect_with(near, {
        let (needs, on_act) = (props.needs.clone(), props.on_act.clone());
        move |near| {
            let due = needs.into_iter().filter(|_| *near);
            due.for_each(|need| on_act.emit(Action::ShowStored(need)));
        }
    });
    let heading = section.heading();
    html! {
        <section
            ref={place} class="chapter" aria-labelledby={heading.clone()} data-testid="chapter" data-section={section.name()}
            data-near={near.to_string()}
        >
            <div class="prose">
                <div class="chapter-heading">
                    <h3 id={heading} translate="yes">{ section.title() }</h3>
                    <a href={format!("#{}", section.name())} aria-label={words().article.link_to(section.title())}>{ "#" }</a>
                </div>
                { props.text.clone() }
            </div>
            <div class="margin" role="note" aria-label={words().article.beside_paper()}>
                <p><strong>{ props.aside.title }</strong>{ props.aside.text.clone() }</p>
            </div>
            <div class="chapter-figure">if near || props.ahead { { props.figure.clone() } }</div>
            <dl class="tasks">
                <dt>{ words().article.try_it() }</dt><dd>{ props.task.clone() }</dd>
                <dt>{ words().article.look_for() }</dt><dd>{ props.look.clone() }</dd>
            </dl>
            <div class="prose after">
                { props.formula.clone() }
                { props.verdict.clone() }
            </div>
        </section>
    }
}
