//! Accuracy under low-pass and high-pass filters as SVG (Wang et al., 2020): several networks on one axis, with 95 % intervals.

use crate::{
    figure::panel::{self, Curve, Keys, Panel, Point},
    spectrum::partition::Partition,
    statistics::Proportion,
    study::filter::FilterCurves,
};

/// The curves as an SVG document: the low-pass filters on the left, the high-pass ones on the right.
///
/// All are of one partition.
pub fn to_svg(studies: &[FilterCurves]) -> String {
    let low = panel(studies, "bands 0 to k kept", Keys::Bottom, |curves| &curves.low);
    let high = panel(studies, "bands k and above kept", Keys::Top, |curves| &curves.high);
    panel::to_svg(&[low, high])
}

/// How many panels the document has.
pub const PANELS: usize = 2;

fn panel(studies: &[FilterCurves], name: &str, keys: Keys, counts: fn(&FilterCurves) -> &[usize]) -> Panel {
    let partition = studies.first().map_or(Partition::default(), |curves| curves.question.study.partition);
    Panel {
        name: name.into(),
        across: panel::across(partition),
        upwards: "right (%)",
        keys,
        curves: studies.iter().map(|curves| curve(curves, counts(curves))).collect(),
    }
}

fn curve(curves: &FilterCurves, counts: &[usize]) -> Curve {
    let n = curves.question.data.images;
    let point = |(band, &count): (_, &usize)| {
        let (low, high) = Proportion::of(count, n).interval();
        Point { band, mean: 100.0 * count as f64 / n as f64, interval: Some((100.0 * low, 100.0 * high)) }
    };
    let points = curves.question.study.partition.bands().zip(counts).map(point).collect();
    Curve { name: format!("{}, n = {n}", curves.question.model.id), points }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        class::Class,
        occlusion::ablation::Baseline,
        study::{
            self,
            filter::{FilterRecord, FilterStudy},
        },
    };

    /// Of two images that are right from some band on: sooner where `ahead` is more.
    fn curves(id: &str, partition: Partition, ahead: usize) -> FilterCurves {
        let study = FilterStudy { baseline: Baseline::default(), partition };
        let count = partition.count();
        let right = |image: usize| -> Vec<bool> {
            let low = (0..count).map(move |k| k + ahead > 20 + 10 * image);
            low.chain((1..count).map(move |k| k < 5 + ahead + 5 * image)).collect()
        };
        let records = [0, 1].map(|image| FilterRecord::of(&study, (image, Class::Dog), &right(image)));
        let mut question = study::tests::question(2, study);
        question.model.id = id.into();
        FilterCurves::of(question, &records).unwrap()
    }

    #[test]
    fn both_filters_of_two_networks_are_drawn() {
        let studies = [curves("<a>", Partition::Diagonal, 0), curves("b", Partition::Diagonal, 8)];
        insta::assert_snapshot!(to_svg(&studies));
    }

    #[test]
    fn rings_have_their_own_axis() {
        let svg = to_svg(&[curves("net", Partition::Radial, 3)]);
        assert!(svg.contains("band r = √(u² + v²), rounded") && svg.contains("right (%)"), "{svg}");
        // 45 rings, each with its interval: the area has both ends of each.
        let area = svg.split("<polygon points=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(area.split_whitespace().count(), 2 * 45);
    }
}
