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
    panel::to_svg(&panels(studies, &Labels::of(studies)))
}

/// How many panels the document has.
pub const PANELS: usize = 2;

/// What stands in the panels.
#[derive(Debug)]
pub struct Labels {
    /// What is done to the images: of low-pass filters, and of high-pass ones.
    pub titles: [String; PANELS],
    /// The name of the axis of bands.
    pub across: &'static str,
    /// That of the other axis, with its unit.
    pub upwards: &'static str,
    /// A name for each of the curves, in their order.
    pub names: Vec<String>,
    /// Their colours.
    pub colours: Vec<&'static str>,
}

impl Labels {
    /// In English, with the ids of the networks.
    fn of(studies: &[FilterCurves]) -> Self {
        let partition = studies.first().map_or(Partition::default(), |curves| curves.question.study.partition);
        let name = |one: &FilterCurves| format!("{}, n = {}", one.question.model.id, one.question.data.images);
        Self {
            titles: ["bands 0 to k kept", "bands k and above kept"].map(str::to_owned),
            across: panel::across(partition),
            upwards: "right (%)",
            names: studies.iter().map(name).collect(),
            colours: panel::COLOURS.to_vec(),
        }
    }
}

/// Accuracy behind low-pass filters, and behind high-pass ones.
pub fn panels(studies: &[FilterCurves], labels: &Labels) -> [Panel; PANELS] {
    let [low, high] = &labels.titles;
    [labelled(studies, labels, low, |curves| &curves.low), labelled(studies, labels, high, |curves| &curves.high)]
}

fn labelled(studies: &[FilterCurves], labels: &Labels, title: &str, counts: fn(&FilterCurves) -> &[usize]) -> Panel {
    let curve = |(one, name): (&FilterCurves, &String)| Curve { name: name.clone(), points: points(one, counts(one)) };
    Panel {
        name: title.into(),
        across: labels.across,
        upwards: labels.upwards,
        keys: Keys::Above,
        curves: studies.iter().zip(&labels.names).map(curve).collect(),
        colours: labels.colours.clone(),
    }
}

fn points(curves: &FilterCurves, counts: &[usize]) -> Vec<Point> {
    let n = curves.question.data.images;
    let point = |(band, &count): (_, &usize)| {
        let (low, high) = Proportion::of(count, n).interval();
        Point { band, mean: 100.0 * count as f64 / n as f64, interval: Some((100.0 * low, 100.0 * high)) }
    };
    curves.question.study.partition.bands().zip(counts).map(point).collect()
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
