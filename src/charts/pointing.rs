//! Selecting bands with mouse, pen or finger: one hook for everything that bands are drawn on.

use crate::charts::drag::Drag;
use freqscope_core::spectrum::band::{Band, Bands};
use web_sys::Element;
use yew::prelude::*;

/// The listeners of the element that bands are drawn on.
#[derive(Clone, PartialEq)]
pub struct Pointing {
    pub onpointerdown: Callback<PointerEvent>,
    /// Points, and extends the selection.
    pub onpointermove: Callback<PointerEvent>,
    pub onpointerup: Callback<PointerEvent>,
    /// The browser took the pointer, to scroll: the selection is as before.
    pub onpointercancel: Callback<PointerEvent>,
    pub onpointerleave: Callback<PointerEvent>,
}

/// Where a band lies: from the position in the element, both in [0, 1), to the band.
pub type Locate = fn(f64, f64) -> Band;

/// Selects bands by clicking and dragging on the element `area`.
///
/// Yew listens at the root, so an event's own `current_target` is not the element: hence the reference.
#[hook]
pub fn use_pointing(
    area: NodeRef,
    bands: Bands,
    locate: Locate,
    on_select: Callback<Bands>,
    on_point: Callback<Option<Band>>,
) -> Pointing {
    let drag = use_mut_ref(|| None::<Drag>);
    let onpointerdown = {
        let (area, drag, on_select) = (area.clone(), drag.clone(), on_select.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(band) = band_at(&area, &event, locate).filter(|_| event.button() == 0) else { return };
            capture(&area, &event);
            let started = Drag::start(band, bands);
            *drag.borrow_mut() = Some(started);
            on_select.emit(started.reach(band));
        })
    };
    let onpointermove = {
        let (drag, on_select, on_point) = (drag.clone(), on_select.clone(), on_point.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(band) = band_at(&area, &event, locate) else { return };
            on_point.emit(Some(band));
            let reached = drag.borrow().map(|drag| drag.reach(band));
            reached.into_iter().for_each(|bands| on_select.emit(bands));
        })
    };
    let onpointerup = {
        let drag = drag.clone();
        Callback::from(move |_| *drag.borrow_mut() = None)
    };
    let onpointercancel = Callback::from(move |_| {
        let cancelled = drag.borrow_mut().take();
        cancelled.into_iter().for_each(|drag| on_select.emit(drag.before()));
    });
    let onpointerleave = Callback::from(move |_| on_point.emit(None));
    Pointing { onpointerdown, onpointermove, onpointerup, onpointercancel, onpointerleave }
}

/// Stops pointing when the pointer leaves. A finger leaves when it lifts, and only then can the visitor read what it covered.
pub fn leaving(on_point: &Callback<Option<Band>>) -> Callback<PointerEvent> {
    let on_point = on_point.clone();
    Callback::from(move |event: PointerEvent| {
        if event.pointer_type() != "touch" {
            on_point.emit(None);
        }
    })
}

/// Stops pointing at the band that has the focus when it loses that. A finger takes the focus away only after it has pointed
/// elsewhere, and that must stay.
pub fn unfocusing(
    on_point: &Callback<Option<Band>>,
    pointed: Option<Band>,
    focused: Band,
) -> Option<Callback<FocusEvent>> {
    (pointed == Some(focused)).then(|| on_point.reform(|_: FocusEvent| None))
}

/// The band under the pointer; outside of the element, the nearest.
pub fn band_at(area: &NodeRef, event: &PointerEvent, locate: Locate) -> Option<Band> {
    let area = area.cast::<Element>()?.get_bounding_client_rect();
    let share = |at: i32, start: f64, size: f64| ((f64::from(at) - start) / size).clamp(0.0, 0.999_999);
    let x = share(event.client_x(), area.left(), area.width());
    let y = share(event.client_y(), area.top(), area.height());
    Some(locate(x, y))
}

/// Keeps the pointer's events coming while it is pressed, also outside of the element.
fn capture(area: &NodeRef, event: &PointerEvent) {
    if let Some(element) = area.cast::<Element>() {
        // It fails only when the pointer is gone already.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}
