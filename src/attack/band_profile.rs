//! The change of each band, on the same horizontal axis as Occluded Frequency, and the score of the same band.

use crate::{
    attack::model_attack::ComparedScores,
    charts::{band_bars::BandBars, measure::Measure},
    networks::side::Side,
    text::signed,
    words::words,
};
use freqscope_core::{figure::axis::Axis, spectrum::band::Band};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Of the attacked model.
    pub side: Side,
    pub measure: Measure,
    /// Of bands 0 to 62, none below 0.
    pub profile: Vec<f64>,
    /// The same for all profiles that are compared.
    pub axis: Axis,
    /// The scores that the values are compared with.
    pub scores: Option<ComparedScores>,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
}

/// The values as bars, those of one band beside its score, and all of them as a table.
#[component]
pub fn BandProfile(props: &Props) -> Html {
    let (title, side) = (props.measure.title(), props.side);
    html! {
        <div class="chart band-profile">
            <p class="readout" data-testid={side.testid("rct-readout")}>{ readout(props) }</p>
            <p class="axis-title">{ title }</p>
            <BandBars
                values={props.profile.clone()} axis={props.axis.clone()} tone={side.class()} label={words().attack.profile_label(title)}
                testid={side.testid("rct-profile")} bar_testid={side.testid("rct-bar")} pointed={props.pointed}
                on_point={props.on_point.clone()}
            />
            { table(props) }
        </div>
    }
}

fn readout(props: &Props) -> String {
    // Where nothing is pointed at, the band that says most.
    let largest = || Band::all().max_by(|a, b| props.profile[a.index()].total_cmp(&props.profile[b.index()]));
    let Some(band) = props.pointed.or_else(largest) else { return String::new() };
    let (name, value) = (props.measure.name(), props.measure.number(props.profile[band.index()]));
    let change = match props.pointed {
        Some(_) => words().attack.band_change(&band.to_string(), name, &value),
        None => words().attack.largest_band_change(&band.to_string(), name, &value),
    };
    let score = score(props);
    match &props.scores {
        Some(compared) => format!("{change} · {score} {}", signed(compared.scores[band.index()], 2)),
        None => format!("{change} · {}", words().attack.no_scores()),
    }
}

/// Which score stands beside the change.
fn score(props: &Props) -> String {
    let of = |compared: &ComparedScores| {
        words().attack.scores_of(compared.image.name(), words().classes.name(compared.class))
    };
    props.scores.as_ref().map(of).unwrap_or_default()
}

fn table(props: &Props) -> Html {
    let scores = props.scores.as_ref().map(|compared| &compared.scores);
    let row = |(band, &value): (Band, &f64)| {
        let score = scores.map(|scores| signed(scores[band.index()], 3));
        html! {
            <tr>
                <th scope="row">{ band.to_string() }</th>
                <td>{ props.measure.number(value) }</td>
                if let Some(score) = score { <td>{ score }</td> }
            </tr>
        }
    };
    html! {
        <details class="chart-table">
            <summary>{ words().attack.change_table() }</summary>
            <div class="scroll" tabindex="0" role="region" aria-label={words().attack.change_by_band()}>
                <table data-testid={props.side.testid("rct-table")}>
                    <thead>
                        <tr>
                            <th scope="col">{ words().attack.band() }</th>
                            <th scope="col">{ props.measure.title() }</th>
                            if scores.is_some() { <th scope="col">{ score(props) }</th> }
                        </tr>
                    </thead>
                    <tbody>{ for Band::all().zip(&props.profile).map(row) }</tbody>
                </table>
            </div>
        </details>
    }
}
