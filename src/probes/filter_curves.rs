//! Accuracy behind low-pass and high-pass filters, as curves.

use crate::{
    networks::side::Side,
    probes::rate_table::{Rate, RateTable},
    text::thousands,
    widgets::{
        drawn::{Drawn, document},
        export_row::{ExportRow, Format},
    },
    words::words,
};
use freqscope_core::{
    figure::{
        band_plot::{FIRST, SECOND},
        filters::{self, Labels},
        panel::{self, Panel},
    },
    statistics::Proportion,
    study::filter::FilterCurves,
};
use std::rc::Rc;
use yew::prelude::*;

/// Width of a panel in SVG units: that of a phone.
pub const WIDTH: f64 = 356.0;

/// The curves of one network.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedCurves {
    pub side: Side,
    pub name: String,
    pub curves: Rc<FilterCurves>,
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub networks: Vec<NamedCurves>,
    /// Unique on the page.
    pub name: AttrValue,
    pub on_export: Callback<Format>,
}

/// Both filters side by side; nothing without a network.
#[component]
pub fn FilterFigure(props: &Props) -> Html {
    if props.networks.is_empty() {
        return html! {};
    }
    let labels = [words().probes.low_label(), words().probes.high_label()];
    let panel = |(panel, label): (Panel, &'static str)| {
        let (drawing, size) = panel::drawn(&[panel], 1, WIDTH);
        html! { <Drawn svg={document(&drawing, size, panel::FONT)} {label} testid={format!("{}-panel", props.name)} /> }
    };
    html! {
        <figure class="filters" data-testid={&props.name}>
            <h4>{ words().probes.filters_title() }</h4>
            <div class="drawn-row">{ for panels(&props.networks).into_iter().zip(labels).map(panel) }</div>
            { table(props) }
            <ExportRow name={format!("{}-export", props.name)} ready=true on_export={props.on_export.clone()} />
        </figure>
    }
}

/// As core draws them, in the page's words and colours.
pub fn panels(networks: &[NamedCurves]) -> [Panel; filters::PANELS] {
    let studies: Vec<FilterCurves> = networks.iter().map(|one| FilterCurves::clone(&one.curves)).collect();
    let labels = Labels {
        titles: [words().probes.low_pass(), words().probes.high_pass()].map(str::to_owned),
        across: words().probes.across(),
        upwards: words().probes.right_percent(),
        names: networks.iter().map(title).collect(),
        colours: colours(networks),
    };
    filters::panels(&studies, &labels)
}

/// Those of the sides, where only the second has curves too.
fn colours(networks: &[NamedCurves]) -> Vec<&'static str> {
    match networks.first().map(|one| one.side) {
        Some(Side::B) => vec![SECOND],
        _ => vec![FIRST, SECOND],
    }
}

fn title(one: &NamedCurves) -> String {
    format!("{}, {}", one.name, words().probes.images(&thousands(one.curves.question.data.images as u64)))
}

fn table(props: &Props) -> Html {
    let words = &words().probes;
    let columns = props.networks.iter().flat_map(columns);
    let bands = props.networks.iter().map(|one| one.curves.low.len()).max().unwrap_or_default();
    let row = |band: usize| {
        let rates =
            |one: &NamedCurves| [rate(&one.curves, &one.curves.low, band), rate(&one.curves, &one.curves.high, band)];
        props.networks.iter().flat_map(rates).collect()
    };
    let rates: Vec<Vec<Option<Rate>>> = (0..bands).map(row).collect();
    html! {
        <RateTable
            summary={words.filter_table()} row={words.cut()} columns={columns.collect::<Vec<_>>()} {rates}
            testid={format!("{}-table", props.name)}
        />
    }
}

/// What heads the columns of a network: both kinds of filters, and how many images they are of.
fn columns(one: &NamedCurves) -> [String; 2] {
    let words = &words().probes;
    [words.low_of(&one.name), words.high_of(&one.name)]
        .map(|name| words.of_images(&name, one.curves.question.data.images))
}

/// How often the network is right behind the filter of a band; `counts` are of one kind of filters.
pub fn rate(curves: &FilterCurves, counts: &[usize], band: usize) -> Option<Rate> {
    let (&count, n) = (counts.get(band)?, curves.question.data.images);
    (n > 0).then(|| Rate { value: count as f64 / n as f64, interval: Some(Proportion::of(count, n).interval()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probes::tests::stored;

    fn named(side: Side) -> NamedCurves {
        let curves = stored("resnet18-natural").curves.get().unwrap().clone();
        NamedCurves { side, name: "a network".into(), curves }
    }

    #[test]
    fn both_panels_have_a_curve_for_each_network_in_its_colour() {
        let both = [named(Side::A), named(Side::B)];
        let n = both[0].curves.question.data.images;
        for panel in panels(&both) {
            assert_eq!((panel.curves.len(), panel.curves[0].points.len()), (2, 63));
            assert!(panel.curves[0].name.contains(&n.to_string()), "{}", panel.curves[0].name);
            assert_eq!(panel.colours, [FIRST, SECOND]);
        }
        assert_eq!(panels(&both[1..])[0].colours, [SECOND]);
        assert!(columns(&both[0]).iter().all(|column| column.ends_with(&format!(", n = {n}"))));
    }

    #[test]
    fn the_whole_image_is_the_end_of_one_filter_and_the_start_of_the_other() {
        let one = named(Side::A);
        let (last, first) = (rate(&one.curves, &one.curves.low, 62), rate(&one.curves, &one.curves.high, 0));
        assert!(last.is_some() && last == first);
        assert_eq!(rate(&one.curves, &one.curves.low, 63), None);
    }
}
