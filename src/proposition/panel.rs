//! The panel of Proposition 1.

use crate::{
    charts::{attack_change::AttackChange, band_bars::BandBars},
    picture::Picture,
    proposition::{
        budget::{EnergyBudget, number},
        settings::PropositionSettings,
        table::PropositionTable,
    },
    text::significant,
    widgets::{
        export_row::{ExportRow, Format},
        image_plate::ImagePlate,
    },
    words::words,
};
use freqscope_core::{figure::axis::Axis, image::similarity::Distance, proposition::BandBound, spectrum::band::Band};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub picture: Option<Rc<Picture>>,
    pub budget: EnergyBudget,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
    pub on_change: Callback<EnergyBudget>,
    pub on_export: Callback<Format>,
}

/// The settings, the chart of all bands, and the picture changed in one of them.
#[component]
pub fn PropositionPanel(props: &Props) -> Html {
    let key = (props.picture.clone(), props.budget.spec());
    let band_bounds =
        use_memo(key, |(picture, budget)| picture.as_ref().map(|picture| budget.band_bounds(&picture.image)));
    let band = props.pointed.unwrap_or(props.budget.band);
    html! {
        <section class="proposition" aria-labelledby="proposition-title" data-testid="proposition">
            <header>
                <h2 id="proposition-title">{ words().proposition.heading() }</h2>
                <p class="reading" translate="yes">{ words().proposition.intro() }</p>
            </header>
            <PropositionSettings budget={props.budget} on_change={props.on_change.clone()} />
            if let Some(band_bounds) = band_bounds.as_ref() {
                <p class="readout" data-testid="proposition-readout">{ readout(&band_bounds[band.index()]) }</p>
                { chart(props, band_bounds) }
                <PropositionTable band_bounds={band_bounds.clone()} />
                <ExportRow name="proposition-export" ready={props.picture.is_some()} on_export={props.on_export.clone()} />
            } else {
                <p class="meaning">{ words().proposition.choose_image() }</p>
            }
            <div class="columns">
                { meaning(band_bounds.as_ref().as_deref()) }
                { props.picture.as_ref().map(|picture| plates(picture, props.budget, band)).unwrap_or_default() }
            </div>
        </section>
    }
}

fn chart(props: &Props, band_bounds: &[BandBound]) -> Html {
    let budget = props.budget;
    let on_choose = props.on_change.reform(move |band| EnergyBudget { band, ..budget });
    html! {
        <div class="chart">
            <ul class="legend">
                <li><svg class="key" width="16" height="14" aria-hidden="true"><rect x="2" y="2" width="12" height="12" /></svg>
                    { words().proposition.price() }</li>
                <li><svg class="key" width="16" height="14" aria-hidden="true"><line x1="0" x2="16" y1="8" y2="8" /></svg>
                    { words().proposition.bound() }</li>
            </ul>
            <BandBars
                axis={Axis::covering(band_bounds.iter().map(|one| one.l1 as f32), 5)} tone="neutral"
                values={band_bounds.iter().map(|one| one.l1).collect::<Vec<_>>()}
                marks={band_bounds.iter().map(|one| one.bound).collect::<Vec<_>>()}
                label={words().proposition.chart()}
                testid="proposition-chart" bar_testid="proposition-bar" pointed={props.pointed} chosen={budget.band}
                on_point={props.on_point.clone()} {on_choose}
            />
        </div>
    }
}

fn readout(row: &BandBound) -> String {
    let BandBound { band, l1, bound } = *row;
    words().proposition.readout(&band.to_string(), &significant(l1, 3), &number(bound))
}

fn meaning(band_bounds: Option<&[BandBound]>) -> Html {
    let example = band_bounds.map(|band_bounds| {
        let price = |k: usize| significant(band_bounds[k].l1, 3);
        words().proposition.example(&price(1), &price(31), &price(62))
    });
    html! {
        <div class="said">
            <h3>{ words().proposition.says() }</h3>
            <p>{ words().proposition.says_text() }</p>
            <h3>{ words().proposition.says_not() }</h3>
            <p data-testid="proposition-example">
                { words().proposition.says_not_text() }
                { example.unwrap_or_default() }
            </p>
            <p>{ words().proposition.limits_text() }</p>
        </div>
    }
}

fn plates(picture: &Picture, budget: EnergyBudget, band: Band) -> Html {
    let image = budget.spec().spend(&picture.image, band);
    let largest = Distance::between(&picture.image, &image).linf;
    let note = if budget.clip { "" } else { words().proposition.outside_note() };
    html! {
        <div class="pair" data-testid="proposition-plates" data-band={band.to_string()}>
            <ImagePlate image={image.clone()} title={words().proposition.changed_in(&band.to_string())} {note} testid="proposition-image" />
            <AttackChange clean={picture.image.clone()} adversarial={image} {largest} testid="proposition-change" />
        </div>
    }
}
