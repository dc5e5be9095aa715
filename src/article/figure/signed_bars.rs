//! Occluded Frequency of the picture, or its mean over the test images, as signed bars in logits: a chart for each network.

use crate::{
    action::Action,
    article::{
        awaiting,
        figure::{
            answers::tone,
            band_figure::BandFigure,
            band_table::Column,
            heading::{FigureHeading, use_switch},
            multiples::Multiples,
            props::FigureProps,
        },
        network::Network,
        number::largest_but_lowest,
        records::MeanScores,
        story::{Story, network_files},
    },
    charts::{
        small_chart::{NamedChart, Plotted, Shape, Tone},
        small_scale::{SmallScale, Unit},
    },
    export::Subject,
    networks::shown_model::ShownModel,
    occlusion::class_select::ClassSelect,
    platform::stored_result::StoredResult,
    text::{signed, thousands},
    words::words,
};
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
    let switch = use_switch("article-scores", [words().figures.this_picture(), words().figures.test_set()]);
    let of = Of::ALL[switch.selected];
    let Some(figure) = figure(&props.story, of) else {
        return html! {
            <figure data-testid="figure-scores">
                <FigureHeading title={title(&props.story, of)} {switch} />
                { instead(props, of) }
            </figure>
        };
    };
    let subject = match of {
        Of::Picture => Subject::Scores,
        Of::Mean => Subject::MeanScores(Unit::Logits),
    };
    html! {
        <Multiples {figure} {switch} {subject} on_act={props.on_act.clone()} testid="figure-scores" each="scores-chart">
            { for (of == Of::Picture).then(|| class_choice(props)) }
        </Multiples>
    }
}

fn title(story: &Story, of: Of) -> String {
    let images = awaiting::all(&story.profiles).and_then(|all| all.first().map(|profile| profile.all.n));
    match (of, story.class) {
        (Of::Picture, Some(class)) => words().figures.scores_for(words().classes.name(class)),
        (Of::Picture, None) => words().figures.scores().into(),
        (Of::Mean, _) => {
            let images = images.map_or(words().figures.all().into(), |n| thousands(n as u64));
            words().figures.mean_scores_over(&images)
        }
    }
}

/// What stands there before there is anything to draw.
fn instead(props: &FigureProps, of: Of) -> Html {
    match of {
        Of::Picture => {
            html! { <p class="small" data-testid="figure-awaited">{ words().figures.still_computing() }</p> }
        }
        Of::Mean => awaiting::instead(&props.story.profiles, &network_files(StoredResult::Profile), &props.on_act),
    }
}

/// None before any scores are there. The scale is that of bands 1 to 62: where band 0 goes beyond, its number says how far.
fn figure(story: &Story, of: Of) -> Option<BandFigure> {
    let scored = match of {
        Of::Picture => of_picture(story),
        Of::Mean => of_test_set(story),
    };
    let largest = scored.iter().map(|one| largest_but_lowest(&one.scores)).fold(0.0, f64::max);
    let values = scored.iter().flat_map(|one| one.scores.iter().copied()).filter(|score| score.abs() <= largest);
    let scale = SmallScale::covering(Unit::Logits, values);
    let column = |one: &Scored| Column { title: one.title.clone().into(), values: one.scores.clone() };
    let (charts, columns) = scored.iter().map(|one| (chart(one, &scale), column(one))).unzip();
    let figure = BandFigure { title: title(story, of), what: words().figures.scores_chart(), scale, charts, columns };
    (!scored.is_empty()).then_some(figure)
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

fn chart(one: &Scored, scale: &SmallScale) -> NamedChart {
    let lowest = one.scores.first().copied().unwrap_or_default();
    let value = signed(lowest as f32, 2);
    let note = match scale.is_beyond(lowest) {
        true => words().figures.band_zero_beyond(&value),
        false => words().figures.band_zero(&value),
    };
    NamedChart {
        title: one.title.clone(),
        tone: one.tone,
        note,
        plotted: vec![Plotted { tone: one.tone, shape: Shape::Bars, values: one.scores.clone(), name: None }],
    }
}

fn class_choice(props: &FigureProps) -> Html {
    html! {
        <ClassSelect
            chosen={props.story.chosen} predicted={props.story.models.first().and_then(ShownModel::predicted)}
            on_choose={props.on_act.reform(Action::ChooseClass)}
        />
    }
}
