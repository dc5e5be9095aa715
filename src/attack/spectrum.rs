//! Which frequencies an attack changed: the relative change of the DCT (paper, eq. 8) and the energy of the change, by
//! band and by coefficient.

use crate::{
    attack::{band_profile::BandProfile, model_attack::ComparedScores},
    charts::{change_map::ChangeMap, measure::Measure},
    networks::side::Side,
    text::percent,
    widgets::segmented::Segmented,
    words::words,
};
use freqscope_core::{
    change::rct::{ImagePair, Map},
    figure::axis::Axis,
    image::Image,
    spectrum::{band::Band, frequency_range::FrequencyRange},
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Of the attacked model.
    pub side: Side,
    pub clean: Image,
    pub adversarial: Image,
    pub measure: Measure,
    /// Of the profile, the same for all attacks that are compared.
    pub axis: Axis,
    /// The scores that the change is compared with.
    pub scores: Option<ComparedScores>,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
    pub on_measure: Callback<Measure>,
}

/// The band profile under the same axis as Occluded Frequency, the map of all coefficients, and the energy of each third of the bands.
#[component]
pub fn AttackSpectrum(props: &Props) -> Html {
    let (side, measure) = (props.side, props.measure);
    let map = use_memo((props.clean.clone(), props.adversarial.clone(), measure), |(clean, adversarial, measure)| {
        measure.map(&ImagePair { clean, adversarial })
    });
    let energy = use_memo((props.clean.clone(), props.adversarial.clone()), |(clean, adversarial)| {
        Map::energy(&ImagePair { clean, adversarial }).map(|map| map.sums())
    });
    let names = Measure::ALL.map(|measure| measure.name().into()).to_vec();
    let selected = Measure::ALL.iter().position(|&one| one == measure).unwrap_or_default();
    html! {
        <div class="attack-spectrum">
            <h3>{ words().attack.where_it_landed() }</h3>
            if let Some(shares) = energy.as_ref() { { ranges(side, shares) } }
            <Segmented
                legend={words().attack.measures()} name={side.testid("rct")} options={names} {selected}
                meaning={measure.meaning()} on_choose={props.on_measure.reform(|i: usize| Measure::ALL[i])}
            />
            if let Some(map) = map.as_ref() {
                <BandProfile
                    {side} {measure} profile={measure.profile(map)} axis={props.axis.clone()} scores={props.scores.clone()}
                    pointed={props.pointed} on_point={props.on_point.clone()}
                />
                <ChangeMap map={map.clone()} {measure} testid={side.testid("rct-map")} />
            }
        </div>
    }
}

/// The share of each third of the bands in the energy of the change.
fn ranges(side: Side, shares: &[f64]) -> Html {
    let share = |range: FrequencyRange| {
        let (first, last) = range.ends();
        words().attack.third(words().charts.third(range), first, last, &percent(range.sum(shares)))
    };
    html! {
        <p data-testid={side.testid("attack-thirds")}>
            { words().attack.energy_of_change(&FrequencyRange::ALL.map(share).join(", ")) }
        </p>
    }
}
