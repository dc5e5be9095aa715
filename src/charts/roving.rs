//! Moving the keyboard focus within a row of 63 bands, of which only one can be reached with Tab.

use freqscope_core::spectrum::band::Band;
use web_sys::{Element, HtmlElement, wasm_bindgen::JsCast};

/// Where a key leads from `band`; none if the key does not move.
pub fn step(key: &str, band: Band) -> Option<Band> {
    let last = Band::COUNT - 1;
    let k = band.index();
    let target = match key {
        "ArrowRight" | "ArrowUp" => (k + 1).min(last),
        "ArrowLeft" | "ArrowDown" => k.saturating_sub(1),
        "PageUp" => (k + 10).min(last),
        "PageDown" => k.saturating_sub(10),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    u8::try_from(target).ok()?.try_into().ok()
}

/// Gives the focus to the descendant of `row` that stands for `band`.
pub fn focus(row: &Element, band: Band) {
    let found = row.query_selector(&format!("[data-band='{band}']")).ok().flatten();
    // SVG elements have `focus` too, but not the type HtmlElement.
    if let Some(element) = found {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_within_the_row() {
        let band = |k: u8| Band::try_from(k).unwrap();
        assert_eq!(step("ArrowLeft", band(0)), Some(band(0)));
        assert_eq!(step("ArrowRight", band(61)), Some(band(62)));
        assert_eq!(step("PageUp", band(58)), Some(band(62)));
        assert_eq!(step("Home", band(9)), Some(band(0)));
        assert_eq!(step("a", band(9)), None);
    }
}
