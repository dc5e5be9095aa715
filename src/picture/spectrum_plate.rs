//! The spectrum of the picture, on which bands can be selected.

use crate::{
    charts::{colour_scale::ColourScale, pointing::use_pointing},
    widgets::pixels::Pixels,
    words::words,
};
use freqscope_core::{
    figure::colour::{DECADES, spectrum_rgba},
    image::Image,
    spectrum::{
        band::{Band, Bands},
        dct::Spectrum,
    },
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What is drawn; nothing before there is a picture.
    pub spectrum: Option<Spectrum>,
    /// The selected bands.
    pub bands: Bands,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
    pub on_select: Callback<Bands>,
}

/// The spectrum with the selected bands hatched, and its colour scale.
#[component]
pub fn SpectrumPlate(props: &Props) -> Html {
    let area = use_node_ref();
    let pointing = use_pointing(area.clone(), props.bands, locate, props.on_select.clone(), props.on_point.clone());
    let rgba = use_memo(props.spectrum.clone(), |spectrum| spectrum.as_ref().map(spectrum_rgba));
    let label = words().picture.spectrum_of_image();
    html! {
        <>
            <div class="frame">
                if let Some(rgba) = rgba.as_ref().clone() {
                    <Pixels {rgba} width={Image::SIDE as u32} {label} testid="plate-spectrum" />
                }
                <svg
                    ref={area} class="bands" viewBox="0 0 32 32" aria-hidden="true"
                    onpointerdown={pointing.onpointerdown} onpointermove={pointing.onpointermove}
                    onpointerup={pointing.onpointerup} onpointercancel={pointing.onpointercancel}
                    onpointerleave={pointing.onpointerleave}
                >
                    { hatching() }
                    <path class="removed" d={squares(props.bands)} />
                    <path class="hatched" d={squares(props.bands)} fill="url(#hatching)" />
                    <path class="pointed" d={squares(props.pointed.into_iter().collect())} />
                </svg>
            </div>
            <ColourScale decades={DECADES} />
        </>
    }
}

/// Row u and column v under the pointer give the band.
fn locate(x: f64, y: f64) -> Band {
    let cell = |share: f64| (share * Image::SIDE as f64) as usize;
    Band::of(cell(y), cell(x))
}

/// The outline of all coefficients of some bands, one unit square each.
fn squares(bands: Bands) -> String {
    bands.iter().flat_map(Band::coefficients).map(|(u, v)| format!("M{v} {u}h1v1h-1z")).collect()
}

fn hatching() -> Html {
    html! {
        <defs>
            <pattern id="hatching" width="1" height="1" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <line class="hatch" x1="0" x2="0" y1="0" y2="1" />
            </pattern>
        </defs>
    }
}
