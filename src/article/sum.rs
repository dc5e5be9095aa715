//! An image is a sum of frequencies.

use crate::{
    article::{
        chapter::{Aside, Chapter},
        figure::partial_sum::PartialSum,
        formula::{block, chars, inline, name, sign, sub, sum},
        glossary::Word,
        number::{coefficients, contrast, span, upper_thirds},
        story::Story,
        verdict::VerdictLines,
        view::Props,
    },
    platform::stored_result::StoredResult,
    shell::section::Section,
    text::{percent, sentence, thousands},
    words::{article::Case, words},
};
use freqscope_core::{
    image::Image,
    spectrum::band::{Band, Bands},
};
use yew::prelude::*;

/// The last of the bands that a picture is said to live in.
const COARSE: usize = 15;

#[component]
pub fn Sum(props: &Props) -> Html {
    let Props { story, on_act, on_read } = props.clone();
    html! {
        <Chapter
            ahead={story.ahead}
            section={Section::Sum} text={text(&story)} aside={aside()} formula={formula()}
            figure={html! { <PartialSum picture={story.picture.clone()} on_act={on_act.clone()} /> }}
            task={html! { words().article.sum_task() }}
            look={look(&story)} needs={vec![StoredResult::Claims]}
            verdict={html! { <VerdictLines claims={story.claims.clone()} ids={vec!["prop1"]} /> }} {on_act} {on_read}
        />
    }
}

fn text(story: &Story) -> Html {
    let (side, plane) = (Image::SIDE, thousands(Image::PLANE as u64));
    let coarse = coarse_sentence(story).unwrap_or_default();
    html! {
        <>
            <p translate="yes">{ words().article.sum_patterns(side, &plane, Word::Dct.term()) }</p>
            <p>{ words().article.sum_bands(Word::Band.term(), Band::COUNT, &Band::HIGHEST.to_string(), &coarse) }</p>
        </>
    }
}

/// Where the contrast of the picture lies.
fn coarse_sentence(story: &Story) -> Option<String> {
    let picture = story.picture.as_ref()?;
    let coarse = Bands::span(Band::nearest(1), Band::nearest(COARSE));
    let share = percent(contrast(&picture.spectrum, coarse));
    Some(words().article.sum_coarse(&share, &span(Case::In, coarse)))
}

fn look(story: &Story) -> Html {
    let (all, bands) = (percent(coefficients(upper_thirds())), sentence(&span(Case::Bare, upper_thirds())));
    let fine = story.picture.as_ref().map(|picture| percent(contrast(&picture.spectrum, upper_thirds())));
    html! {
        { match fine {
            Some(fine) => words().article.sum_look_with(bands.trim_end_matches('.'), &all, &fine),
            None => words().article.sum_look().into(),
        } }
    }
}

fn aside() -> Aside {
    Aside { title: words().article.sum_aside(), text: html! { words().article.sum_aside_text() } }
}

fn formula() -> Html {
    let (coefficient, pattern) = (inline([sub("c", "uv")]), inline([sub("φ", "uv")]));
    html! {
        <>
            <p>{ words().article.sum_formula(coefficient, inline([name("u")]), inline([name("v")]), pattern) }</p>
            { block(chars("x=").chain([sum("k"), sum("u+v=k"), sub("c", "uv"), sub("φ", "uv"), sign(".")])) }
        </>
    }
}
