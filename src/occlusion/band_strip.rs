//! The 63 bands as a row of cells: click, drag, or use the keyboard to select.

use crate::{
    charts::{
        drag::{Drag, toggled},
        pointing::{unfocusing, use_pointing},
        roving,
    },
    words::words,
};
use freqscope_core::spectrum::band::{Band, Bands};
use std::{cell::RefCell, rc::Rc};
use web_sys::Element;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The selected bands.
    pub bands: Bands,
    pub pointed: Option<Band>,
    pub on_select: Callback<Bands>,
    pub on_point: Callback<Option<Band>>,
}

#[component]
pub fn BandStrip(props: &Props) -> Html {
    let row = use_node_ref();
    let active = use_state(|| Band::LOWEST);
    let anchor = use_mut_ref(|| None::<Drag>);
    let pointing = use_pointing(row.clone(), props.bands, locate, props.on_select.clone(), props.on_point.clone());
    let cell = |band: Band| {
        let selected = props.bands.contains(band);
        let (on_point, active_now) = (props.on_point.clone(), active.clone());
        let onfocus = move |_: FocusEvent| {
            active_now.set(band);
            on_point.emit(Some(band));
        };
        let class = classes!("cell", (props.pointed == Some(band)).then_some("pointed"));
        html! {
            <button
                type="button" {class} data-testid="band-cell" data-band={band.to_string()}
                aria-label={words().occlusion.band(band.index())} aria-pressed={selected.to_string()}
                tabindex={if *active == band { "0" } else { "-1" }} {onfocus}
                onclick={by_keyboard(props, band)} onkeydown={on_key(props, &row, &anchor, band)}
            />
        }
    };
    let onfocusout = unfocusing(&props.on_point, props.pointed, *active);
    html! {
        <div
            ref={row.clone()} class="strip" role="group" aria-label={words().occlusion.bands_to_take_out()} {onfocusout}
            onpointerdown={pointing.onpointerdown} onpointermove={pointing.onpointermove}
            onpointerup={pointing.onpointerup} onpointercancel={pointing.onpointercancel}
            onpointerleave={pointing.onpointerleave}
        >{ for Band::all().map(cell) }</div>
    }
}

fn locate(x: f64, _y: f64) -> Band {
    Band::nearest((x * Band::COUNT as f64) as usize)
}

/// Toggles on Enter, Space and assistive technology, whose clicks count no presses; the pointer has its own way.
fn by_keyboard(props: &Props, band: Band) -> Callback<MouseEvent> {
    let (bands, on_select) = (props.bands, props.on_select.clone());
    Callback::from(move |event: MouseEvent| {
        if event.detail() == 0 {
            on_select.emit(toggled(bands, band));
        }
    })
}

/// Moves with the arrows, extends with Shift, clears with Escape.
fn on_key(props: &Props, row: &NodeRef, anchor: &Rc<RefCell<Option<Drag>>>, band: Band) -> Callback<KeyboardEvent> {
    let (bands, on_select, row, anchor) = (props.bands, props.on_select.clone(), row.clone(), anchor.clone());
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            on_select.emit(Bands::EMPTY);
        }
        let Some(next) = roving::step(&event.key(), band) else { return };
        event.prevent_default();
        let mut anchor = anchor.borrow_mut();
        *anchor = event.shift_key().then(|| anchor.unwrap_or(Drag::extend(band, bands)));
        anchor.iter().for_each(|drag| on_select.emit(drag.reach(next)));
        drop(anchor);
        row.cast::<Element>().iter().for_each(|row| roving::focus(row, next));
    })
}
