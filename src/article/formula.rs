//! Formulas, as MathML.

use yew::prelude::*;

/// A formula within a sentence.
pub fn inline(parts: impl IntoIterator<Item = Html>) -> Html {
    html! { <math>{ for parts }</math> }
}

/// A formula on a line of its own.
pub fn block(parts: impl IntoIterator<Item = Html>) -> Html {
    html! { <math display="block">{ for parts }</math> }
}

/// A variable or a name.
pub fn name(text: &'static str) -> Html {
    html! { <mi>{ text }</mi> }
}

/// An operator, a bracket or a comma.
pub fn sign(text: &'static str) -> Html {
    html! { <mo stretchy="false">{ text }</mo> }
}

/// Names and signs, one a character: letters are names.
pub fn chars(text: &'static str) -> impl Iterator<Item = Html> {
    text.char_indices().map(|(at, letter)| {
        let letter_text = &text[at..at + letter.len_utf8()];
        if letter.is_alphanumeric() { name(letter_text) } else { sign(letter_text) }
    })
}

/// The same as one part.
pub fn group(text: &'static str) -> Html {
    html! { <mrow>{ for chars(text) }</mrow> }
}

pub fn sub(base: &'static str, index: &'static str) -> Html {
    html! { <msub>{ group(base) }{ group(index) }</msub> }
}

/// The square of a part with an index.
pub fn squared(base: &'static str, index: &'static str) -> Html {
    html! { <msubsup>{ name(base) }{ group(index) }<mn>{ "2" }</mn></msubsup> }
}

/// A name with something below, such as `min`.
pub fn under(base: &'static str, below: &'static str) -> Html {
    html! { <munder><mi>{ base }</mi>{ group(below) }</munder> }
}

/// A sum over what stands below it.
pub fn sum(below: &'static str) -> Html {
    html! { <munder><mo>{ "∑" }</mo>{ group(below) }</munder> }
}
