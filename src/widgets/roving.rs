//! One stop of Tab for a row of controls: the arrow keys, Home and End go from one to the next.

use web_sys::{Element, HtmlElement, wasm_bindgen::JsCast};

/// Where a key leads; from the last on to the first.
pub fn step(key: &str, from: usize, count: usize) -> Option<usize> {
    match key {
        "ArrowRight" | "ArrowDown" => Some((from + 1) % count),
        "ArrowLeft" | "ArrowUp" => Some((from + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

/// Gives the focus to the button at a place among all that are within `row`.
pub fn focus(row: &Element, place: usize) {
    let buttons = row.query_selector_all("button").ok();
    let button = buttons.and_then(|buttons| buttons.item(place as u32)?.dyn_into::<HtmlElement>().ok());
    // It fails only where the button is gone.
    button.iter().for_each(|button| drop(button.focus()));
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn arrow_keys_go_round() {
        let table = [("ArrowRight", 6, Some(0)), ("ArrowLeft", 0, Some(6)), ("Home", 3, Some(0)), ("End", 3, Some(6))];
        for (key, from, to) in table {
            assert_eq!(step(key, from, 7), to, "{key} from {from}");
        }
        assert_eq!(step("Enter", 3, 7), None);
    }
}
