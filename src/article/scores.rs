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
            task={html! { "Choose another class: which bands speak for “cat” in this picture? Then “Test set”: what remains when \
                            the scores of all test images are averaged." }}
            look={look(&story)}
            verdict={html! { <VerdictLines claims={story.claims.clone()} ids={vec!["fig1-lowest"]} /> }} {on_act} {on_read}
        />
    }
}

fn text(story: &Story) -> Html {
    html! {
        <>
            <p translate="yes">
                { "The fall of the logit is the band’s score: above zero, the band supports the class; below, it speaks against it. The \
                   paper calls the 63 scores Occluded Frequency. What “missing” means is a choice: zeros, as in the paper, or zeros \
                   in " }{ Word::NormalisedPixels.term() }{ ", the training pictures’ mean, or noise." }
            </p>
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
    format!(
        "Over {} test images the natural network’s mean score of band 0 is {} logits, {} times that of any other band: \
         a picture without its mean colour is black on average.",
        thousands(means.images as u64),
        plain(lowest as f32, 2),
        plain(times as f32, 1)
    )
}

fn look(story: &Story) -> Html {
    let part = |model: &ShownModel| Some(format!("{} for the {}", against(&model.scores(story.class)?), model.name));
    let parts: Vec<String> = story.models.iter().filter_map(part).collect();
    let counted = if parts.is_empty() { ".".into() } else { format!(": {}.", parts.join(", ")) };
    html! { { format!("The bands that speak against the class{counted} A single picture is jagged; the mean is smooth.") } }
}

fn aside() -> Aside {
    Aside {
        title: "The paper’s Fig. 4, right",
        text: html! {
            "There: the scores of one image. Here: those of the picture of this page for two networks on one scale, and the means over \
             the whole test set, which the paper shows by class in Fig. 1."
        },
    }
}

fn formula() -> Html {
    let logit = || sub("f", "c");
    let (whole, without) = (chars("(x)−"), [sign("("), sub("x", "∖k"), sign(")"), sign(".")]);
    html! {
        <>
            <p>
                { "With " }{ inline([logit()]) }{ " the logit of class " }{ inline([name("c")]) }{ ", the score of band " }
                { inline([name("k")]) }{ " is (eq. 7)" }
            </p>
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
