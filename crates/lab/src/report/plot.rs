//! Values of the bands as a drawing, by the page's own code.

use freqscope_core::figure::{
    band_plot::{BandPlot, FOOT},
    svg,
};

/// Width and height of the values, in the drawing's own units.
const SIZE: [f64; 2] = [720.0, 180.0];
/// Room at the sides, and above for the title.
const MARGIN: f64 = 8.0;
const TITLE: f64 = 26.0;

/// The plot as an SVG document.
pub fn drawn(plot: &BandPlot) -> String {
    let [width, height] = SIZE;
    let top = TITLE + plot.head();
    let size = [width + 2.0 * MARGIN, top + height + FOOT];
    svg::document(svg::root(size, 12.0), &plot.at([MARGIN, top], SIZE))
}
