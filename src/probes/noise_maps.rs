//! Error rates with noise along each wave, as maps of both bases.

use crate::{
    probes::{
        BASES, Probed,
        rate_table::{Rate, RateTable, between},
    },
    text::{percent, thousands},
    widgets::{
        drawn::{Drawn, document},
        export_row::{ExportRow, Format},
    },
    words::words,
};
use freqscope_core::{
    figure::heatmap::{FONT, Heatmaps},
    spectrum::basis::Basis,
    statistics::{Estimate, Proportion},
    study::heat_map::HeatMap,
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub networks: Vec<Probed>,
    pub on_export: Callback<Format>,
}

/// The maps of the networks side by side; nothing before one is there.
#[component]
pub fn NoiseMaps(props: &Props) -> Html {
    let there: Vec<&Probed> = props.networks.iter().filter(|one| !maps(one).is_empty()).collect();
    if there.is_empty() {
        return html! {};
    }
    html! {
        <section class="probe" aria-labelledby="noise-maps-title" data-testid="noise-maps">
            <h3 id="noise-maps-title">{ words().probes.maps_heading() }</h3>
            <p class="reading" translate="yes">{ words().probes.maps_reading() }</p>
            <div class="drawn-row">
                { for there.iter().map(|one| html! { <NetworkMaps key={one.card.id.clone()} probed={(*one).clone()} /> }) }
            </div>
            { for BASES.map(|basis| table(&there, basis)) }
            <ExportRow name="noise-maps-export" ready=true on_export={props.on_export.clone()} />
        </section>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct NetworkProps {
    probed: Probed,
}

/// The maps of one network, one below the other, and its numbers in words. Drawn anew only when they change.
#[component]
fn NetworkMaps(props: &NetworkProps) -> Html {
    let Probed { side, card, .. } = &props.probed;
    let maps = maps(&props.probed);
    let named: Vec<(String, &HeatMap)> = maps.iter().map(|map| (images(map), &**map)).collect();
    let (drawing, size) = Heatmaps::of_named_errors(&named, words().probes.bases()).drawn();
    let told: Vec<String> = maps.iter().map(|map| told(map)).collect();
    html! {
        <figure>
            <h4 class={side.class()}>{ &card.name }</h4>
            <Drawn
                svg={document(&drawing, size, FONT)} label={words().probes.map_label(&card.name)} testid={side.testid("noise-map")}
            />
            <figcaption data-testid={side.testid("noise-told")}>{ told.join(" ") }</figcaption>
        </figure>
    }
}

/// Those of a network that are there.
fn maps(probed: &Probed) -> Vec<Rc<HeatMap>> {
    probed.stored.maps.iter().filter_map(|map| map.get().cloned()).collect()
}

fn images(map: &HeatMap) -> String {
    words().probes.images(&thousands(map.question.data.images as u64))
}

/// How often the network is wrong along low waves, and along the others.
fn told(map: &HeatMap) -> String {
    let (n, basis) = (map.question.data.images, map.question.study.basis);
    let clean = Proportion::of(map.clean, n);
    let rate = |estimate: Estimate| {
        words().probes.rate(&estimate.mean.map_or("–".into(), percent), &between(estimate.rate_interval(n)))
    };
    let clean = words().probes.rate(&percent(map.clean as f64 / n.max(1) as f64), &between(Some(clean.interval())));
    let (low, high) = (rate(map.low), rate(map.high));
    match basis {
        Basis::Fourier => words().probes.told_fourier(&thousands(n as u64), &clean, basis.low(), &low, &high),
        Basis::Dct => words().probes.told_dct(basis.low(), &low, &high),
    }
}

/// The rates of each ring of the networks of which this map is there.
fn table(networks: &[&Probed], basis: Basis) -> Html {
    let there = networks.iter().filter_map(|one| {
        let found = maps(one).into_iter().find(|map| map.question.study.basis == basis)?;
        Some((column(&one.card.name, &found), found))
    });
    let (columns, found): (Vec<String>, Vec<Rc<HeatMap>>) = there.unzip();
    let rates = (0..basis.rings()).map(|ring| found.iter().map(|map| rate(map, ring)).collect()).collect::<Vec<_>>();
    let words = &words().probes;
    let (summary, row, testid) = match basis {
        Basis::Fourier => (words.fourier_table(), words.ring(), "noise-table-fourier"),
        Basis::Dct => (words.dct_table(), words.band(), "noise-table-dct"),
    };
    html! { <RateTable {summary} {row} {columns} {rates} {testid} /> }
}

/// What heads the column of a network: its name, and how many images its map is of.
fn column(name: &str, map: &HeatMap) -> String {
    words().probes.of_images(name, map.question.data.images)
}

/// The error rate along the waves of a ring.
pub fn rate(map: &HeatMap, ring: usize) -> Option<Rate> {
    let mean = *map.profile.mean.get(ring)?;
    let standard_error = map.profile.standard_error.get(ring).copied().flatten();
    let interval = Estimate { mean, standard_error }.rate_interval(map.question.data.images);
    Some(Rate { value: mean?, interval })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probes::tests::stored;

    #[test]
    fn a_map_is_told_with_its_stored_numbers() {
        for map in stored("resnet18-natural").maps {
            let map = map.get().unwrap();
            let text = told(map);
            for rate in [map.low, map.high] {
                assert!(text.contains(&percent(rate.mean.unwrap())), "{text}");
            }
            let lowest = rate(map, 0).unwrap();
            let (low, high) = lowest.interval.unwrap();
            assert!(0.0 <= low && low <= lowest.value && lowest.value <= high && high <= 1.0, "{lowest:?}");
            assert_eq!(rate(map, map.question.study.basis.rings()), None);
        }
    }

    #[test]
    fn four_images_that_agree_make_no_certainty_and_the_column_says_that_they_are_four() {
        for map in stored("resnet18-natural").maps {
            let mut map = HeatMap::clone(map.get().unwrap());
            map.question.data.images = 4;
            (map.profile.mean[0], map.profile.standard_error[0]) = (Some(0.0), Some(0.0));
            map.low = Estimate { mean: Some(1.0), standard_error: Some(0.0) };
            let (low, high) = rate(&map, 0).unwrap().interval.unwrap();
            assert!(low == 0.0 && (high - 0.4899).abs() < 1e-4, "{high}");
            assert!(told(&map).contains("100.0\u{a0}% (51.0\u{a0}% to 100.0\u{a0}%)"), "{}", told(&map));
            assert_eq!(column("a network", &map), "a network, n = 4");
        }
    }
}
