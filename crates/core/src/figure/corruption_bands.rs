//! Where in the spectrum each of CIFAR-10-C's corruptions changes images, as SVG: each band's share of the change, corruption by
//! corruption, over one axis.

use crate::{
    corruption::Severity,
    figure::{
        axis::Axis,
        band_plot::{BandPlot, FIRST, FOOT, Layer, Look, Point, STEPS},
        svg::{self, Drawing},
    },
    spectrum::band::Band,
    statistics::Estimate,
    study::corruption_bands::{BandChange, CorruptionBands, SeverityBands},
};

/// Plots in a row.
const COLUMNS: usize = 3;
/// Width and height of a plot's values in SVG units.
const SIZE: [f64; 2] = [280.0, 110.0];
/// Around a plot.
const MARGIN: f64 = 16.0;
/// Room for a title.
const TITLE: f64 = 22.0;

/// The plots as an SVG document, at severity 3, with 95 % intervals.
pub fn to_svg(bands: &CorruptionBands) -> String {
    let plots: Vec<BandPlot> = bands.corruptions.iter().map(plot).collect();
    let axis = shared(&plots);
    let (column, row) = (SIZE[0] + 2.0 * MARGIN, TITLE + SIZE[1] + FOOT + MARGIN);
    let mut drawing = Drawing::default();
    for (i, plot) in plots.into_iter().enumerate() {
        let corner = [column * (i % COLUMNS) as f64 + MARGIN, row * (i / COLUMNS) as f64 + TITLE];
        drawing.append(&plot.over(axis.clone()).at(corner, SIZE));
    }
    let rows = bands.corruptions.len().div_ceil(COLUMNS);
    svg::document(svg::root([column * COLUMNS as f64, row * rows as f64], 11.0), &drawing)
}

fn plot(one: &SeverityBands) -> BandPlot {
    let change = &one.severities[Severity::COUNT / 2];
    let l2 = change.l2.mean.map_or(String::new(), |l2| format!(", ℓ2 {l2:.2}"));
    let layer = Layer { name: String::new(), look: Look::Line, colour: FIRST, points: points(change) };
    BandPlot::new(format!("{}{l2}", one.corruption.name()), vec![layer]).in_percent()
}

fn points(change: &BandChange) -> Vec<Point> {
    let point = |(band, (&mean, &standard_error)): (Band, (&Option<f64>, &Option<f64>))| {
        // A share ends at 0 and 1, and so does what is known of it.
        let interval = Estimate { mean, standard_error }.interval(change.n);
        let interval = interval.map(|(low, high)| (low.max(0.0), high.min(1.0)));
        mean.map(|value| Point { band, value, interval })
    };
    Band::all().zip(change.energy.mean.iter().zip(&change.energy.standard_error)).filter_map(point).collect()
}

/// The axis that all fit on.
fn shared(plots: &[BandPlot]) -> Axis {
    Axis::covering(plots.iter().map(|plot| plot.axis.high() as f32), STEPS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        corruption::{Corruption, Corruptor},
        image::Image,
        study::{
            self,
            corruption::CorruptionStudy,
            corruption_bands::{CorruptionBandsSum, ImageChanges},
        },
    };

    #[test]
    fn each_corruption_has_a_plot_on_one_axis() {
        let corruptor = Corruptor::default();
        let mut study = CorruptionStudy::of(&corruptor);
        study.corruptions = vec![Corruption::Contrast, Corruption::Pixelate];
        let mut sum = CorruptionBandsSum::new(study.clone());
        for image in 0..2 {
            let image = Image::from_fn(|c, y, x| ((c + y * 3 + x * image) % 9) as f32 / 9.0).rounded();
            sum.add(ImageChanges::of(&study, &corruptor, &image));
        }
        let question = study::tests::question(2, ());
        let svg = to_svg(&sum.means(question.program, question.data));
        assert!(svg.contains("contrast, ℓ2 ") && svg.contains("pixelate, ℓ2 "), "{svg}");
        insta::assert_snapshot!(svg);
    }
}
