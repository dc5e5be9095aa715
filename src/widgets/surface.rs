//! Where a pointer is on an element. Yew listens at the root, so an event's own `current_target` is not the element: hence the reference.

use web_sys::Element;
use yew::prelude::*;

/// The pointer's place in the element, both in [0, 1); outside of it, the nearest.
pub fn place(area: &NodeRef, event: &PointerEvent) -> Option<[f64; 2]> {
    let area = area.cast::<Element>()?.get_bounding_client_rect();
    let share = |at: i32, start: f64, size: f64| ((f64::from(at) - start) / size).clamp(0.0, 0.999_999);
    let x = share(event.client_x(), area.left(), area.width());
    let y = share(event.client_y(), area.top(), area.height());
    Some([x, y])
}

/// Keeps the pointer's events coming while it is pressed, also outside of the element.
pub fn capture(area: &NodeRef, event: &PointerEvent) {
    if let Some(element) = area.cast::<Element>() {
        // It fails only when the pointer is gone already.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}
