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
    text::{percent, thousands},
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
            task={html! { "Move the slider from left to right: each step adds one band, and shows its pattern alone. Then ask the \
                            networks about the sum." }}
            look={look(&story)} needs={vec![StoredResult::Claims]}
            verdict={html! { <VerdictLines claims={story.claims.clone()} ids={vec!["prop1"]} /> }} {on_act} {on_read}
        />
    }
}

fn text(story: &Story) -> Html {
    let (side, plane) = (Image::SIDE, thousands(Image::PLANE as u64));
    html! {
        <>
            <p translate="yes">
                { format!("A picture of {side} × {side} pixels can be written as a sum of {plane} fixed patterns: waves that run \
                           across and down, from an even grey to the finest checkerboard. How much of each is in the picture is \
                           a number, its coefficient; the ") }
                { Word::Dct.term() }{ " finds them all." }
            </p>
            <p>
                { "Patterns that are equally fine make up one " }{ Word::Band.term() }
                { format!("; there are {}, from band 0, the mean colour, to band {}. ", Band::COUNT, Band::HIGHEST) }
                { coarse_sentence(story).unwrap_or_default() }
            </p>
        </>
    }
}

/// Where the contrast of the picture lies.
fn coarse_sentence(story: &Story) -> Option<String> {
    let picture = story.picture.as_ref()?;
    let coarse = Bands::span(Band::nearest(1), Band::nearest(COARSE));
    let share = percent(contrast(&picture.spectrum, coarse));
    Some(format!("Of the contrast of this picture, all that is not its mean colour, {share} lies in {}.", span(coarse)))
}

fn look(story: &Story) -> Html {
    let all = percent(coefficients(upper_thirds()));
    let fine = story.picture.as_ref().map(|picture| percent(contrast(&picture.spectrum, upper_thirds())));
    html! {
        { match fine {
            Some(fine) => format!(
                "How early you recognise it. {} hold {all} of all coefficients, but only {fine} of this picture’s contrast.",
                crate::text::sentence(&span(upper_thirds())).trim_end_matches('.')
            ),
            None => "How early you recognise it.".into(),
        } }
    }
}

fn aside() -> Aside {
    Aside {
        title: "The paper’s Section 2",
        text: html! {
            "It argues with the Fourier transform and computes with the cosine transform. Here: the orthonormal DCT of each colour \
             channel, in double precision, of the picture at the top of this page."
        },
    }
}

fn formula() -> Html {
    html! {
        <>
            <p>
                { "With " }{ inline([sub("c", "uv")]) }{ " the coefficient of the wave that counts " }{ inline([name("u")]) }{ " down and " }
                { inline([name("v")]) }{ " across, and " }{ inline([sub("φ", "uv")]) }{ " its pattern, the picture is" }
            </p>
            { block(chars("x=").chain([sum("k"), sum("u+v=k"), sub("c", "uv"), sub("φ", "uv"), sign(".")])) }
        </>
    }
}
