//! Selecting bands with mouse, pen or finger: one hook for everything that bands are drawn on.

use crate::{
    charts::drag::{Drag, Intent},
    widgets::surface,
};
use freqscope_core::spectrum::band::{Band, Bands};
use gloo::events::{EventListener, EventListenerOptions};
use std::{cell::RefCell, rc::Rc};
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

/// Selects bands by clicking and dragging on the element `area`. A finger selects where it goes across or slants, and scrolls the
/// page where it goes up or down; two zoom.
#[hook]
pub fn use_pointing(
    area: NodeRef,
    bands: Bands,
    locate: Locate,
    on_select: Callback<Bands>,
    on_point: Callback<Option<Band>>,
) -> Pointing {
    let press = use_mut_ref(|| None::<Press>);
    use_still_page(&area, &press);
    let surface = Surface { area, locate, press, on_select, on_point };
    let [down, moving, up, gone, leaving] = [(); 5].map(|()| surface.clone());
    Pointing {
        onpointerdown: Callback::from(move |event: PointerEvent| down.pressed(&event, bands)),
        onpointermove: Callback::from(move |event: PointerEvent| moving.moved(&event)),
        onpointerup: Callback::from(move |_| up.lifted()),
        onpointercancel: Callback::from(move |_| gone.cancelled()),
        onpointerleave: Callback::from(move |_| leaving.on_point.emit(None)),
    }
}

/// What bands are drawn on, and what happens to it.
#[derive(Clone)]
struct Surface {
    area: NodeRef,
    locate: Locate,
    press: Rc<RefCell<Option<Press>>>,
    on_select: Callback<Bands>,
    on_point: Callback<Option<Band>>,
}

impl Surface {
    /// A mouse and a pen select at once; of a finger it is not known yet what it wants.
    fn pressed(&self, event: &PointerEvent, bands: Bands) {
        let Some(band) = band_at(&self.area, event, self.locate).filter(|_| event.button() == 0) else { return };
        let drag = Drag::start(band, bands);
        let press = if event.pointer_type() == "touch" {
            Press::Undecided { at: place(event), drag, band }
        } else {
            surface::capture(&self.area, event);
            self.on_select.emit(drag.reach(band));
            Press::Dragging(drag)
        };
        *self.press.borrow_mut() = Some(press);
    }

    fn moved(&self, event: &PointerEvent) {
        let Some(band) = band_at(&self.area, event, self.locate) else { return };
        let before = *self.press.borrow();
        let now = before.and_then(|press| press.moved(place(event)));
        *self.press.borrow_mut() = now;
        if !matches!(now, Some(Press::Undecided { .. })) {
            self.on_point.emit(Some(band));
        }
        if let Some(Press::Dragging(drag)) = now {
            self.on_select.emit(drag.reach(band));
        }
    }

    /// A finger that has not moved has tapped.
    fn lifted(&self) {
        let press = self.press.borrow_mut().take();
        if let Some(Press::Undecided { drag, band, .. }) = press {
            self.on_select.emit(drag.reach(band));
        }
    }

    fn cancelled(&self) {
        let press = self.press.borrow_mut().take();
        if let Some(Press::Dragging(drag)) = press {
            self.on_select.emit(drag.before());
        }
    }
}

/// A pointer that is pressed.
#[derive(Debug, Clone, Copy)]
enum Press {
    /// A finger of which it is not clear yet whether it selects or scrolls.
    Undecided {
        /// Where it came down, in pixels.
        at: (i32, i32),
        drag: Drag,
        band: Band,
    },
    Dragging(Drag),
}

impl Press {
    /// What becomes of it at another place; none where the page scrolls.
    fn moved(self, to: (i32, i32)) -> Option<Self> {
        let Self::Undecided { at, drag, .. } = self else { return Some(self) };
        match Intent::of(to.0 - at.0, to.1 - at.1) {
            Intent::Unknown => Some(self),
            Intent::Select => Some(Self::Dragging(drag)),
            Intent::Scroll => None,
        }
    }
}

fn place(event: &PointerEvent) -> (i32, i32) {
    (event.client_x(), event.client_y())
}

/// Keeps the page from scrolling while a finger selects, which the browser would do as soon as it slants.
#[hook]
fn use_still_page(area: &NodeRef, press: &Rc<RefCell<Option<Press>>>) {
    let press = press.clone();
    use_effect_with(area.clone(), move |area| {
        let hold = move |event: &Event| {
            if matches!(*press.borrow(), Some(Press::Dragging(_))) {
                event.prevent_default();
            }
        };
        let options = EventListenerOptions::enable_prevent_default();
        let listen = |element: Element| EventListener::new_with_options(&element, "touchmove", options, hold);
        let listener = area.cast::<Element>().map(listen);
        move || drop(listener)
    });
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
    surface::place(area, event).map(|[x, y]| locate(x, y))
}
