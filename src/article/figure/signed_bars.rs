//! Occluded Frequency of the picture, or its mean over the test images, as signed bars in logits: a chart for each network.

use crate::{
    action::Action,
    article::{
        awaiting,
        figure::{
            answers::tone,
            band_table::{BandTable, Column},
            heading::{FigureHeading, use_switch},
            multiple::{Multiple, use_pointed},
            props::FigureProps,
        },
        network::Network,
        number::largest_but_lowest,
        records::MeanScores,
        story::{Story, network_files},
    },
    charts::{
        small_chart::{Plotted, Shape, Tone},
        small_scale::{SmallScale, Unit},
    },
    networks::shown_model::ShownModel,
    occlusion::class_select::ClassSelect,
    platform::stored_result::StoredResult,
    text::{signed, thousands},
};
use freqscope_core::spectrum::band::Band;
use yew::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Picture,
    Mean,
}

impl Of {
    const ALL: [Self; 2] = [Self::Picture, Self::Mean];
}

/// The scores of a network.
struct Scored {
    title: String,
    tone: Tone,
    scores: Vec<f64>,
}

#[component]
pub fn SignedBars(props: &FigureProps) -> Html {
    let switch = use_switch("article-scores", ["This picture", "Test set"]);
    let (of, (pointed, on_point)) = (Of::ALL[switch.selected], use_pointed());
    html! {
        <figure data-testid="figure-scores" data-of={if of == Of::Picture { "picture" } else { "mean" }}>
            <FigureHeading title={title(&props.story, of)} {switch} />
            { body(props, of, pointed, &on_point) }
        </figure>
    }
}

fn title(story: &Story, of: Of) -> String {
    let images = awaiting::all(&story.profiles).and_then(|all| all.first().map(|profile| profile.all.n));
    match (of, story.class) {
        (Of::Picture, Some(class)) => format!("Score of each band for “{class}”, in logits"),
        (Of::Picture, None) => "Score of each band, in logits".into(),
        (Of::Mean, _) => {
            format!("Mean score over {} test images, in logits", images.map_or("all".into(), |n| thousands(n as u64)))
        }
    }
}

fn body(props: &FigureProps, of: Of, pointed: Option<Band>, on_point: &Callback<Option<Band>>) -> Html {
    let story = &props.story;
    let scored = match of {
        Of::Picture => of_picture(story),
        Of::Mean => of_test_set(story),
    };
    let choose = (of == Of::Picture).then(|| class_choice(props));
    if scored.is_empty() {
        return match of {
            Of::Picture => {
                html! { <p class="small" data-testid="figure-awaited">{ "The networks are still computing." }</p> }
            }
            Of::Mean => awaiting::instead(&story.profiles, &network_files(StoredResult::Profile), &props.on_act),
        };
    }
    let columns = scored.iter().map(|one| Column { title: one.title.clone().into(), values: one.scores.clone() });
    html! {
        <>
            { for choose }
            <div class="multiples">{ charts(&scored, pointed, on_point) }</div>
            <BandTable label="Scores by band" columns={columns.collect::<Vec<_>>()} unit={Unit::Logits} />
        </>
    }
}

fn of_picture(story: &Story) -> Vec<Scored> {
    let one = |model: &ShownModel| {
        let scores = model.scores(story.class)?.into_iter().map(f64::from).collect();
        Some(Scored { title: model.name.clone(), tone: tone(model.side), scores })
    };
    story.models.iter().filter_map(one).collect()
}

/// Of the natural network, and of the robust one that the page opens with.
fn of_test_set(story: &Story) -> Vec<Scored> {
    let Some(profiles) = awaiting::all(&story.profiles) else { return Vec::new() };
    let one = |network: Network| {
        let means = MeanScores::of(profiles.get(network as usize)?)?;
        Some(Scored { title: network.name().into(), tone: network.tone(), scores: means.mean })
    };
    [Network::Natural, Network::L2Half].into_iter().filter_map(one).collect()
}

/// The scale is that of bands 1 to 62: where band 0 goes beyond, its number says how far.
fn charts(scored: &[Scored], pointed: Option<Band>, on_point: &Callback<Option<Band>>) -> Html {
    let largest = scored.iter().map(|one| largest_but_lowest(&one.scores)).fold(0.0, f64::max);
    let values = scored.iter().flat_map(|one| one.scores.iter().copied()).filter(|score| score.abs() <= largest);
    let scale = SmallScale::covering(Unit::Logits, values);
    let chart = |one: &Scored| {
        let lowest = one.scores.first().copied().unwrap_or_default();
        let beyond = if scale.is_beyond(lowest) { " ↑" } else { "" };
        let plotted = vec![Plotted { tone: one.tone, shape: Shape::Bars, values: one.scores.clone(), name: None }];
        html! {
            <Multiple
                title={one.title.clone()} tone={one.tone} note={format!("band 0: {}{beyond}", signed(lowest as f32, 2))}
                label={format!("{}: score of each band in logits; the table below has the numbers", one.title)} {plotted}
                scale={scale.clone()} {pointed} on_point={on_point.clone()} testid="scores-chart"
            />
        }
    };
    scored.iter().map(chart).collect()
}

fn class_choice(props: &FigureProps) -> Html {
    html! {
        <ClassSelect
            chosen={props.story.chosen} predicted={props.story.models.first().and_then(ShownModel::predicted)}
            on_choose={props.on_act.reform(Action::ChooseClass)}
        />
    }
}
