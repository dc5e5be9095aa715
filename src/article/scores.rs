//! Occluded Frequency: the fall of the logit as the score of a band.

use crate::{
    article::{
        awaiting,
        chapter::{Aside, Chapter, paragraph},
        figure::signed_bars::SignedBars,
        formula::{block, chars, inline, name, sign, sub},
        glossary::Word,
        network::Network,
        number::{against, largest_but_lowest},
        records::MeanScores,
        story::{Story, network_files},
        verdict::VerdictLines,
        view::Props,
    },
    networks::shown_model::ShownModel,
    platform::stored_result::StoredResult,
    shell::section::Section,
    text::{plain, thousands},
    words::words,
};
use yew::prelude::*;

#[component]
pub fn Scores(props: &Props) -> Html {
    let Props { story, on_act, on_read } = props.clone();
    let needs = [network_files(StoredResult::Profile), vec![StoredResult::Claims]].concat();
    html! {
        <Chapter
            ahead={story.ahead}
            section={Section::Scores} text={text(&story)} aside={aside()} formula={formula()} {needs}
            figure={html! { <SignedBars story={story.clone()} on_act={on_act.clone()} /> }}
            task={html! { words().article.scores_task() }}
            look={look(&story)}
            verdict={html! { <VerdictLines claims={story.claims.clone()} ids={vec!["fig1-lowest"]} /> }} {on_act} {on_read}
        />
    }
}

fn text(story: &Story) -> Html {
    html! {
        <>
            <p translate="yes">{ words().article.scores_fall(Word::NormalisedPixels.term()) }</p>
            { paragraph(mean_sentence(story)) }
        </>
    }
}

/// What band 0 is worth on average.
fn mean_sentence(story: &Story) -> Option<String> {
    let profiles = awaiting::all(&story.profiles)?;
    let natural = MeanScores::of(profiles.get(Network::Natural as usize)?)?;
    Some(lowest_sentence(&natural))
}

fn lowest_sentence(means: &MeanScores) -> String {
    let lowest = means.mean[0];
    let times = lowest / largest_but_lowest(&means.mean);
    let (images, lowest) = (thousands(means.images as u64), plain(lowest as f32, 2));
    words().article.scores_lowest(&images, &lowest, &plain(times as f32, 1))
}

fn look(story: &Story) -> Html {
    let part =
        |model: &ShownModel| Some(words().article.for_network(against(&model.scores(story.class)?), &model.name));
    let parts: Vec<String> = story.models.iter().filter_map(part).collect();
    let look = match parts.is_empty() {
        true => words().article.scores_look().into(),
        false => words().article.scores_look_with(&parts.join(", ")),
    };
    html! { { look } }
}

fn aside() -> Aside {
    Aside { title: words().article.scores_aside(), text: html! { words().article.scores_aside_text() } }
}

fn formula() -> Html {
    let logit = || sub("f", "c");
    let (whole, without) = (chars("(x)−"), [sign("("), sub("x", "∖k"), sign(")"), sign(".")]);
    html! {
        <>
            <p>{ words().article.scores_formula(inline([logit()]), inline([name("c")]), inline([name("k")])) }</p>
            { block([sub("O", "k"), sign("="), logit()].into_iter().chain(whole).chain([logit()]).chain(without)) }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::records::tests::means;

    #[test]
    fn band_0_is_worth_what_the_claim_says() {
        // Claim 2 states 9.24 for the natural network.
        let sentence = lowest_sentence(&means()[0]);
        assert!(sentence.contains("10,000 test images") && sentence.contains("5.10 logits, 9.2 times"), "{sentence}");
    }
}
