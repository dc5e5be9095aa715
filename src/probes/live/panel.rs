//! The maps that grow, beside the stored ones, with their buttons and the numbers behind them.

use super::{LiveChoice, LiveNetwork, LivePhase, LiveProgress, Pictures, action::LiveAction};
use crate::{
    probes::{
        BASES, basis_title, noise_maps, place,
        rate_table::{Rate, RateTable, between},
    },
    text::percent,
    widgets::{
        clicks::first_click,
        drawn::{Drawn, document},
        export_row::{ExportRow, Format},
        segmented::Segmented,
    },
    words::words,
};
use freqscope_core::{
    figure::heatmap::{FONT, Heatmaps},
    spectrum::basis::Basis,
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Those on show.
    pub networks: Vec<LiveNetwork>,
    pub progress: LiveProgress,
    pub on_act: Callback<LiveAction>,
    pub on_export: Callback<Format>,
}

#[component]
pub fn LivePanel(props: &Props) -> Html {
    let any = props.networks.iter().any(|network| network.rates.is_some());
    html! {
        <section class="probe" aria-labelledby="live-maps-title" data-testid="live-maps">
            <h3 id="live-maps-title">{ words().probes.live_heading() }</h3>
            <p class="reading" translate="yes">{ words().probes.live_reading() }</p>
            { controls(props) }
            if any {
                <div class="live-maps">{ for props.networks.iter().flat_map(figures) }</div>
                { table(props) }
                <ExportRow name="live-maps-export" ready=true on_export={props.on_export.clone()} />
                <p class="meaning">{ words().probes.live_pictures() }</p>
            }
        </section>
    }
}

/// The button that starts also stops, so that the focus stays on it.
fn controls(props: &Props) -> Html {
    let progress = &props.progress;
    let (running, whole) =
        (progress.phase == LivePhase::Running, progress.total > 0 && progress.done >= progress.total);
    let (act, name) = match progress.phase {
        LivePhase::Running => (LiveAction::Stop, words().probes.live_stop()),
        _ if progress.done > 0 => (LiveAction::Start, words().probes.live_go_on()),
        _ => (LiveAction::Start, words().probes.live_start()),
    };
    html! {
        <>
            <div class="survey-view">{ basis(props) }{ pictures(props) }</div>
            <div class="buttons">
                { button(props, "live-maps-run", act, name, !running && (whole || !progress.ready)) }
                { button(props, "live-maps-clear", LiveAction::Clear, words().probes.live_clear(), progress.done == 0) }
            </div>
            <div class="survey-progress">
                <progress
                    value={progress.done.to_string()} max={progress.total.max(1).to_string()} aria-label={words().probes.live_measured()}
                />
                <p role="status" data-testid="live-maps-words" data-done={progress.done.to_string()}>{ status(progress) }</p>
            </div>
        </>
    }
}

fn basis(props: &Props) -> Html {
    let (choice, selected) = (props.progress.choice, place(props.progress.choice.basis));
    let meanings = [words().probes.live_fourier_meaning(), words().probes.live_dct_meaning()];
    let on_choose = props.on_act.reform(move |i: usize| LiveAction::Choose(LiveChoice { basis: BASES[i], ..choice }));
    html! {
        <Segmented
            legend={words().probes.live_basis()} name="live-basis" options={BASES.map(|basis| basis_title(basis).into()).to_vec()}
            {selected} meaning={meanings[selected]} {on_choose}
        />
    }
}

fn pictures(props: &Props) -> Html {
    let (choice, counts) = (props.progress.choice, props.progress.pictures);
    let selected = usize::from(choice.pictures == Pictures::All);
    let meanings = [words().probes.live_one_a_class(), words().probes.live_all()];
    let on_choose =
        props.on_act.reform(move |i: usize| LiveAction::Choose(LiveChoice { pictures: Pictures::ALL[i], ..choice }));
    html! {
        <Segmented
            legend={words().probes.live_of()} name="live-pictures" options={counts.map(|count| count.to_string().into()).to_vec()}
            {selected} meaning={meanings[selected]} {on_choose}
        />
    }
}

fn button(props: &Props, testid: &'static str, act: LiveAction, text: &'static str, idle: bool) -> Html {
    let onclick = (!idle).then(|| first_click(&props.on_act, move || act));
    html! {
        <button type="button" class="button" data-testid={testid} aria-disabled={idle.to_string()} {onclick}>
            { text }
        </button>
    }
}

fn status(progress: &LiveProgress) -> String {
    let (done, total, words) = (progress.done, progress.total, &words().probes);
    match &progress.phase {
        LivePhase::Failed(why) => words.live_failed(done, total, why),
        LivePhase::Running if progress.waiting => words.live_waiting(done, total),
        LivePhase::Running => words.live_running(done, total),
        LivePhase::Idle if !progress.ready => words.live_not_ready().into(),
        LivePhase::Idle if done >= total => words.live_whole(total),
        LivePhase::Idle => words.live_some(done, total),
    }
}

/// The map that grows and, where there is one, the stored one.
fn figures(network: &LiveNetwork) -> Vec<Html> {
    let stored = network.stored.as_ref().map(|map| {
        let (title, label) = (network.stored_title(map), words().probes.map_label(&network.card.name));
        let testid = network.side.testid("live-map-stored");
        html! { <MapFigure key={network.side.testid("stored")} basis={network.basis} {title} map={map.rates()} {label} {testid} told="" /> }
    });
    let map = network.rates.as_ref().map(|rates| rates.map()).unwrap_or_default();
    let (title, label) = (network.live_title(), words().probes.live_label(&network.card.name));
    let testid = network.side.testid("live-map");
    let live = html! { <MapFigure key={network.side.testid("live")} basis={network.basis} {title} {map} {label} {testid} told={told(network)} /> };
    std::iter::once(live).chain(stored).collect()
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct MapProps {
    basis: Basis,
    title: String,
    map: Vec<Vec<Option<f64>>>,
    label: String,
    testid: String,
    told: String,
}

/// One map. Drawn anew only when it has changed.
#[component]
fn MapFigure(props: &MapProps) -> Html {
    let maps = Heatmaps::of_rates(basis_title(props.basis), vec![(String::new(), props.map.clone())]);
    let (drawing, size) = maps.drawn();
    html! {
        <figure>
            <h4>{ &props.title }</h4>
            <Drawn svg={document(&drawing, size, FONT)} label={props.label.clone()} testid={props.testid.clone()} />
            <figcaption data-testid={format!("{}-told", props.testid)}>{ &props.told }</figcaption>
        </figure>
    }
}

/// How far the map is, and what is known of its parts.
fn told(network: &LiveNetwork) -> String {
    let Some(rates) = &network.rates else { return words().probes.live_nothing_yet().into() };
    let rate = |rate: Rate| words().probes.rate(&percent(rate.value), &between(rate.interval));
    let low = rates.basis.low();
    let [of_low, of_high] = rates.low_and_high();
    let parts = [
        Some(words().probes.live_rows(rates.rows[0], rates.rows[1])),
        rates.clean_rate().map(|clean| words().probes.live_clean(&rate(clean))),
        of_low.map(|of_low| words().probes.live_low(low, &rate(of_low))),
        of_high.map(|of_high| words().probes.live_high(&rate(of_high))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The rates of each ring, live and stored, of each network.
fn table(props: &Props) -> Html {
    let basis = props.progress.choice.basis;
    let columns = props.networks.iter().flat_map(|one| {
        let stored = one.stored.as_ref().map(|map| one.stored_title(map));
        std::iter::once(one.live_title()).chain(stored)
    });
    let row = |ring: usize| {
        let of = |one: &LiveNetwork| {
            let stored = one.stored.as_ref().map(|map| noise_maps::rate(map, ring));
            std::iter::once(one.rates.as_ref().and_then(|rates| rates.ring(ring))).chain(stored).collect::<Vec<_>>()
        };
        props.networks.iter().flat_map(of).collect::<Vec<_>>()
    };
    let words = &words().probes;
    let name = if basis == Basis::Fourier { words.ring() } else { words.band() };
    html! {
        <RateTable
            summary={words.live_table()} row={name} columns={columns.collect::<Vec<_>>()}
            rates={(0..basis.rings()).map(row).collect::<Vec<_>>()} testid="live-maps-table"
        />
    }
}
