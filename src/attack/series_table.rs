//! Four attacks on one picture in one table, and the band profiles of their changes.

use crate::{
    attack::{
        run::FinishedAttack,
        series::{Series, SeriesEntry},
    },
    charts::energy_profile::EnergyProfile,
    export::{Export, Subject},
    text::{local, percent},
    widgets::export_row::ExportRow,
    words::words,
};
use freqscope_core::{
    attack::report::Outcome,
    change::rct::{ImagePair, Map},
    figure::axis::Axis,
    protocol::JobId,
    spectrum::{band::Band, frequency_range::FrequencyRange},
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub series: Series,
    /// Those whose results are shown below.
    pub shown: Vec<JobId>,
    /// Whether a result can be opened: not while an attack is running.
    pub idle: bool,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
    pub on_open: Callback<JobId>,
    pub on_export: Callback<Export>,
}

const COLUMNS: usize = 11;

fn columns() -> [&'static str; COLUMNS] {
    let words = &words().attack;
    let (lowest, middle, highest) = (words.column_lowest(), words.column_middle(), words.column_highest());
    let [attack, outcome, says] = [words.column_attack(), words.column_outcome(), words.column_says()];
    [attack, outcome, says, "ℓ0", "ℓ2", "ℓ∞", "SSIM", words.column_queries(), lowest, middle, highest]
}

#[component]
pub fn SeriesTable(props: &Props) -> Html {
    let shares = use_memo(props.series.clone(), |series| series.entries().iter().map(shares).collect::<Vec<_>>());
    let rows = || props.series.entries().iter().zip(shares.iter());
    html! {
        <div class="attack-series" data-testid="attack-series">
            <h3>{ title(&props.series) }</h3>
            <p class="meaning" role="status" data-testid="series-words">{ props.series.status_text() }</p>
            <div class="scroll" tabindex="0" role="region" aria-label={words().attack.compared()}>
                <table class="figures" data-testid="series-table">
                    <thead><tr>{ for columns().into_iter().enumerate().map(head) }</tr></thead>
                    <tbody>{ for rows().map(|(entry, shares)| row(props, entry, shares.as_deref())) }</tbody>
                </table>
            </div>
            <p class="meaning">{ words().attack.thirds_meaning() }</p>
            { profiles(props, &shares) }
            <ExportRow
                name="comparison-export" ready={props.series.done().next().is_some()}
                on_export={props.on_export.reform(|format| Subject::Comparison.in_format(format))}
            />
        </div>
    }
}

/// The first columns hold text, the others numbers.
fn head((i, name): (usize, &'static str)) -> Html {
    html! { <th scope="col" class={(i < 3).then_some("words")}>{ name }</th> }
}

fn title(series: &Series) -> String {
    match series.setup() {
        Some(setup) => words().attack.four_against(&setup.picture.origin.title(), &setup.name),
        None => words().attack.four_attacks().into(),
    }
}

/// The share of each band in the energy of the change; none where there is no change.
fn shares(entry: &SeriesEntry) -> Option<Vec<f64>> {
    let finished = entry.stage.finished()?;
    let pair = ImagePair { clean: &finished.setup.picture.image, adversarial: &finished.report.image };
    Map::energy(&pair).map(|map| map.sums())
}

fn row(props: &Props, entry: &SeriesEntry, shares: Option<&[f64]>) -> Html {
    let stage = entry.stage.status_text().map(|text| {
        html! { <td class="words" colspan={(COLUMNS - 1).to_string()}>{ text }</td> }
    });
    let done = entry.stage.finished();
    html! {
        <tr data-testid="series-row" data-state={entry.stage.name()}>
            <th scope="row">{ name(props, entry, done) }</th>
            { stage.unwrap_or_default() }
            { done.map(|finished| cells(finished, shares)).unwrap_or_default() }
        </tr>
    }
}

/// The attack's name; once it has ended, a button that opens its result.
fn name(props: &Props, entry: &SeriesEntry, done: Option<&FinishedAttack>) -> Html {
    let title = entry.setup.form.title();
    let Some(job) = done.map(|finished| finished.job) else { return html! { title } };
    let onclick = props.on_open.reform(move |_: MouseEvent| job);
    html! {
        <button
            type="button" class="quiet" data-testid="series-open" aria-pressed={props.shown.contains(&job).to_string()}
            disabled={!props.idle} {onclick}
        >
            { title }
        </button>
    }
}

fn cells(finished: &FinishedAttack, shares: Option<&[f64]>) -> Html {
    let (report, distance) = (&finished.report, &finished.report.distance);
    let outcome = match report.outcome {
        Outcome::Succeeded => words().attack.has_succeeded(),
        Outcome::Resisted => words().attack.has_resisted(),
        Outcome::Misclassified => words().attack.was_left_alone(),
    };
    let share = |range: FrequencyRange| shares.map_or("–".into(), |shares| percent(range.sum(shares)));
    let numbers = [
        distance.l0.to_string(),
        local(format!("{:.3}", distance.l2)),
        local(format!("{:.4}", distance.linf)),
        local(format!("{:.4}", report.ssim)),
        report.queries.to_string(),
    ];
    html! {
        <>
            <td class="words">{ outcome }</td>
            <td class="words">{ words().classes.name(report.after.class()) }</td>
            { for numbers.into_iter().chain(FrequencyRange::ALL.map(share)).map(|text| html! { <td>{ text }</td> }) }
        </>
    }
}

/// One profile for each attack that changed the image, all on one axis.
fn profiles(props: &Props, shares: &[Option<Vec<f64>>]) -> Html {
    let axis = Axis::covering(shares.iter().flatten().flatten().map(|&share| share as f32), 4);
    let profile = |(entry, shares): (&SeriesEntry, &Option<Vec<f64>>)| {
        let shares = shares.clone()?;
        Some(html! {
            <EnergyProfile
                title={entry.setup.form.kind.name()} {shares} axis={axis.clone()} pointed={props.pointed}
                on_point={props.on_point.clone()}
            />
        })
    };
    html! {
        <div class="energy-profiles">{ for props.series.entries().iter().zip(shares).filter_map(profile) }</div>
    }
}
