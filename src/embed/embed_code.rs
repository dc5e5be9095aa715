//! What opens at “Embed”: which figure, how wide, and what to put into a post.

use crate::{
    embed::{linked_figure::LinkedFigure, poster::Poster, snippet::Snippet},
    link::Link,
    platform::address,
    shell::figure::Figure,
    widgets::{
        choice::{Choice, ChoiceOption},
        popover::Popover,
    },
    words::words,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Of what opens; the button names it.
const ID: &str = "embed";

/// In CSS pixels.
const WIDTHS: [u32; 4] = [360, 640, 800, 1200];

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The address of the site's folder, ending in `/`.
    pub site: String,
    /// All that is seen. It is written out only when it is another one, not whenever the page is drawn.
    pub link: Link,
    /// What is chosen until the visitor chooses another.
    pub seen: Figure,
    /// Ids of the networks on show.
    pub models: Vec<String>,
    /// What the picture is called.
    pub picture: String,
    /// The one that was asked for last, where it still shows what is seen.
    pub poster: Option<Poster>,
    /// The author wants a drawing of a figure.
    pub on_poster: Callback<Figure>,
}

/// Stands beside “Copy link”.
#[component]
pub fn EmbedButton() -> Html {
    html! { <button type="button" class="quiet" data-testid="embed-button" popovertarget={ID}>{ words().embed.embed() }</button> }
}

#[component]
pub fn EmbedCode(props: &Props) -> Html {
    let node = use_node_ref();
    // What was chosen while something else was seen is forgotten.
    let (chosen, width) = (use_state(|| None::<(Figure, Figure)>), use_state(|| 1));
    let shown = chosen.filter(|(seen, _)| *seen == props.seen).map_or(props.seen, |(_, figure)| figure);
    let figure = Figure::ALL.into_iter().position(|figure| figure == shown).unwrap_or_default();
    let choose = {
        let (chosen, seen) = (chosen.clone(), props.seen);
        Callback::from(move |figure: usize| chosen.set(Some((seen, Figure::ALL[figure]))))
    };
    let link = LinkedFigure { figure: shown, link: &props.link, models: &props.models };
    let (site, picture) = (props.site.clone(), props.picture.clone());
    let asked = props.poster.clone().filter(|poster| poster.figure == shown);
    let poster = asked.as_ref().and_then(|poster| poster.file.clone());
    let code = Snippet { link, width: WIDTHS[*width], site, picture, poster }.html();
    let figures: Vec<ChoiceOption> =
        Figure::ALL.into_iter().map(|figure| ChoiceOption::new(figure.name(), figure.title())).collect();
    let widths: Vec<ChoiceOption> =
        WIDTHS.into_iter().map(|width| ChoiceOption::new(width.to_string(), words().embed.width(width))).collect();
    html! {
        <Popover id={ID} title={words().embed.embed()} {node}>
            <p class="reading">{ words().embed.meaning() }</p>
            <div class="embed-choices">
                <Choice label={words().embed.figure()} testid="embed-figure" options={figures} selected={figure} on_choose={choose} />
                <Choice label={words().embed.at_most()} testid="embed-width" options={widths} selected={*width} on_choose={set(&width)} />
            </div>
            <SavePoster {asked} on_save={props.on_poster.reform(move |()| shown)} />
            <textarea
                class="embed-snippet" data-testid="embed-snippet" aria-label={words().embed.html_of_figure()} readonly=true rows="6"
                spellcheck="false" value={code.clone()}
            />
            <CopyCode {code} />
        </Popover>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct SaveProps {
    /// The poster of the figure that is chosen, once it was asked for.
    asked: Option<Poster>,
    on_save: Callback<()>,
}

/// Saves a drawing of what is seen, which the snippet then names.
#[component]
fn SavePoster(SaveProps { asked, on_save }: &SaveProps) -> Html {
    let words = &words().embed;
    let word = match asked.as_ref().map(|poster| poster.file.as_deref()) {
        None => words.drawing_meaning().into(),
        Some(Some(file)) => words.drawing_saved(file),
        Some(None) => words.nothing_to_draw().into(),
    };
    html! {
        <p>
            <button type="button" class="quiet" data-testid="embed-poster" onclick={on_save.reform(|_: MouseEvent| ())}>
                { words.save_drawing() }
            </button>{ " " }
            <span class="small" role="status" data-testid="embed-poster-said">{ word }</span>
        </p>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct CopyProps {
    code: String,
}

/// Copies it, and says whether that went well until it is another one.
#[component]
fn CopyCode(CopyProps { code }: &CopyProps) -> Html {
    let copied = use_state(|| None::<(String, bool)>);
    let word = match copied.as_ref().filter(|(text, _)| text == code) {
        None => "",
        Some((_, true)) => words().embed.copied(),
        Some((_, false)) => words().embed.not_copied(),
    };
    let onclick = {
        let (copied, code) = (copied.clone(), code.clone());
        Callback::from(move |_: MouseEvent| {
            let (copied, code) = (copied.clone(), code.clone());
            spawn_local(async move {
                let done = address::copy(code.clone()).await;
                copied.set(Some((code, done)));
            });
        })
    };
    html! {
        <p>
            <button type="button" class="button" data-testid="embed-copy" {onclick}>{ words().embed.copy() }</button>{ " " }
            <span role="status" data-testid="embed-copied">{ word }</span>
        </p>
    }
}

fn set(state: &UseStateHandle<usize>) -> Callback<usize> {
    let state = state.clone();
    Callback::from(move |chosen| state.set(chosen))
}
