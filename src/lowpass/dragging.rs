//! Moving the line by a pointer anywhere in the plot.

use crate::charts::drag::Intent;
use freqscope_core::spectrum::{band::Band, cutoff::Cutoff};
use std::{cell::Cell, rc::Rc};
use web_sys::Element;
use yew::prelude::*;

/// A pointer that is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Press {
    /// A finger of which it is not clear yet whether it moves the line or scrolls; where it came down, in pixels.
    Undecided(i32, i32),
    Dragging,
}

/// The listeners of the plot.
#[derive(Clone)]
pub struct Dragging {
    pub onpointerdown: Callback<PointerEvent>,
    pub onpointermove: Callback<PointerEvent>,
    pub onpointerup: Callback<PointerEvent>,
    /// The browser took the pointer, to scroll.
    pub onpointercancel: Callback<PointerEvent>,
}

#[derive(Clone)]
struct Plot {
    area: NodeRef,
    press: Rc<Cell<Option<Press>>>,
    on_cut: Callback<Cutoff>,
}

/// The line follows a mouse or a pen that is pressed in `area`, and a finger that goes across or taps.
#[hook]
pub fn use_dragging(area: NodeRef, on_cut: Callback<Cutoff>) -> Dragging {
    let press = use_memo((), |()| Cell::new(None));
    let plot = Plot { area, press, on_cut };
    let [down, moving, up, gone] = [(); 4].map(|()| plot.clone());
    Dragging {
        onpointerdown: Callback::from(move |event: PointerEvent| down.pressed(&event)),
        onpointermove: Callback::from(move |event: PointerEvent| moving.moved(&event)),
        onpointerup: Callback::from(move |event: PointerEvent| up.lifted(&event)),
        onpointercancel: Callback::from(move |_| gone.press.set(None)),
    }
}

impl Plot {
    fn pressed(&self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        if event.pointer_type() == "touch" {
            self.press.set(Some(Press::Undecided(event.client_x(), event.client_y())));
        } else {
            self.press.set(Some(Press::Dragging));
            self.cut(event);
        }
    }

    fn moved(&self, event: &PointerEvent) {
        let to = (event.client_x(), event.client_y());
        // A mouse may have been let go elsewhere.
        let held = self.press.get().filter(|_| event.buttons() & 1 == 1);
        self.press.set(held.and_then(|press| press.moved(to)));
        if self.press.get() == Some(Press::Dragging) {
            self.cut(event);
        }
    }

    /// A finger that has hardly moved has tapped.
    fn lifted(&self, event: &PointerEvent) {
        if let Some(Press::Undecided(..)) = self.press.take() {
            self.cut(event);
        }
    }

    fn cut(&self, event: &PointerEvent) {
        let Some(area) = self.area.cast::<Element>().map(|area| area.get_bounding_client_rect()) else { return };
        let place = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0);
        self.on_cut.emit(Cutoff::nearest((place * Band::COUNT as f64).round().max(0.0) as usize));
    }
}

impl Press {
    /// What becomes of it at another place; none where the page scrolls.
    fn moved(self, to: (i32, i32)) -> Option<Self> {
        let Self::Undecided(x, y) = self else { return Some(self) };
        match Intent::of(to.0 - x, to.1 - y) {
            Intent::Unknown => Some(self),
            Intent::Select => Some(Self::Dragging),
            Intent::Scroll => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Press;

    #[test]
    fn a_finger_moves_the_line_where_it_goes_across() {
        let down = Press::Undecided(100, 100);
        assert_eq!(down.moved((103, 102)), Some(down));
        assert_eq!(down.moved((120, 110)), Some(Press::Dragging));
        assert_eq!(down.moved((104, 60)), None);
        assert_eq!(Press::Dragging.moved((0, 900)), Some(Press::Dragging), "it has been decided");
    }
}
