//! Where in the spectrum an attack landed: the relative change of the DCT (paper, eq. 8) by band and by coefficient.

use crate::{
    frequency::Band,
    image::Image,
    page::{
        colour::map_rgba,
        components::{BandProfile, ColourScale, Pixels, Segmented},
    },
    rct::{Form, Map, Pair},
};
use yew::prelude::*;

/// Properties of [`AttackSpectrum`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The image before the attack.
    pub clean: Image,
    /// The image after the attack.
    pub adversarial: Image,
    /// The band that the visitor points at.
    pub pointed: Option<Band>,
    /// Receives the band that the visitor points at.
    pub on_point: Callback<Option<Band>>,
}

/// One way to measure the change of a coefficient.
struct Measure {
    form: Form,
    name: &'static str,
    meaning: &'static str,
    /// Name of its values on an axis.
    title: &'static str,
    /// Base-10 logarithms of the dark and the light end of the map. Fixed, so that attacks can be compared.
    decades: (f32, f32),
}

static MEASURES: [Measure; 2] = [
    Measure {
        form: Form::GUARDED,
        name: "Relative",
        meaning: "Guarded RCT: the change of a coefficient divided by its size before, at least 0.001.",
        title: "Guarded RCT, mean over the coefficients of band k",
        decades: (-3.0, 2.0),
    },
    Measure {
        form: Form::Absolute,
        name: "Absolute",
        meaning: "Absolute RCT: the change of a coefficient itself, in pixel units.",
        title: "Absolute change, mean over the coefficients of band k",
        decades: (-4.0, 0.0),
    },
];

/// The band profile under the same axis as Occluded Frequency, and the map of all coefficients.
#[component]
pub fn AttackSpectrum(props: &Props) -> Html {
    let chosen = use_state(|| 0);
    let (selected, measure) = (*chosen, &MEASURES[*chosen]);
    let map = use_memo((props.clean.clone(), props.adversarial.clone(), *chosen), |(clean, adversarial, chosen)| {
        Map::of(MEASURES[*chosen].form, &[Pair { clean, adversarial }])
    });
    let names = MEASURES.iter().map(|measure| measure.name.into()).collect::<Vec<AttrValue>>();
    let on_choose = Callback::from(move |i: usize| chosen.set(i));
    html! {
        <div class="attack-spectrum">
            <h3>{ "Where in the spectrum it landed" }</h3>
            <Segmented legend="Change of the spectrum" name="rct" options={names} {selected} meaning={measure.meaning} {on_choose} />
            <BandProfile title={measure.title} profile={map.profile()} pointed={props.pointed} on_point={props.on_point.clone()} />
            { plate(&map, measure) }
        </div>
    }
}

fn plate(map: &Map, measure: &Measure) -> Html {
    let rgba = map_rgba(map.rows().flatten().map(|&value| value as f32), measure.decades);
    let label = "Change of each DCT coefficient, coarse at the top left, fine at the bottom right";
    html! {
        <figure class="rct">
            <div class="frame"><Pixels {rgba} width={Image::SIDE as u32} {label} testid="rct-map" /></div>
            <ColourScale decades={measure.decades} />
            <figcaption>
                <strong>{ "Each coefficient." }</strong>
                { format!(" {} RCT, mean of the three channels, logarithmic; coarse at the top left.", measure.name) }
            </figcaption>
        </figure>
    }
}
