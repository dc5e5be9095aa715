//! Accuracy under each of CIFAR-10-C's corruptions as SVG: a row for each, with a mark for each network.

use crate::{
    corruption::Corruption,
    figure::{
        panel::COLOURS,
        svg::{self, Anchor, Drawing, Element, above, hundredths, path, text},
    },
    statistics::Proportion,
    study::corruption::{CorruptionCounts, SeverityCounts},
};

/// Left and right end of the axis in SVG units.
const AXIS: [f64; 2] = [140.0, 640.0];
/// Room above the first row for the title and the names of the networks.
const TOP: f64 = 44.0;
/// Height of a network's line in a row.
const LINE: f64 = 9.0;
/// Room between rows.
const GAP: f64 = 9.0;
/// Room below for the axis.
const FOOT: f64 = 44.0;
/// Room right of the axis.
const RIGHT: f64 = 24.0;

/// The chart as an SVG document: for each network a line from its accuracy at the severest to that at the mildest, and a disc at
/// the mean of the five severities. The first row is of images as they are, with their 95 % interval.
pub fn to_svg(studies: &[CorruptionCounts]) -> String {
    let corruptions = corruptions(studies);
    let (head, row) = (TOP + 16.0 * studies.len() as f64, LINE * studies.len() as f64 + GAP);
    let bottom = head + row * (corruptions.len() + 1) as f64;
    let mut drawing = Drawing::default();
    drawing.draw([above([AXIS[0], 24.0], "right, at severity 5 to 1, and their mean")]);
    drawing.draw(studies.iter().enumerate().map(|(i, counts)| key(i, counts)));
    draw_axis([head, bottom], &mut drawing);
    draw_row("as they are", head, studies.iter().map(Mark::clean), &mut drawing);
    for (i, &corruption) in corruptions.iter().enumerate() {
        let marks = studies.iter().map(|counts| Mark::of(counts, corruption));
        draw_row(corruption.name(), head + row * (i + 1) as f64, marks, &mut drawing);
    }
    svg::document(svg::root([AXIS[1] + RIGHT, bottom + FOOT], 12.0), &drawing)
}

/// All that any of them has, in CIFAR-10-C's order.
fn corruptions(studies: &[CorruptionCounts]) -> Vec<Corruption> {
    let has = |one: &&Corruption| studies.iter().any(|counts| counts.question.study.corruptions.contains(one));
    Corruption::ALL.iter().filter(has).copied().collect()
}

/// What is drawn of one network in a row, from 0 to 1.
struct Mark {
    middle: f64,
    ends: (f64, f64),
}

impl Mark {
    fn clean(counts: &CorruptionCounts) -> Option<Self> {
        let n = counts.question.data.images;
        let ends = Proportion::of(counts.clean, n).interval();
        (n > 0).then(|| Self { middle: counts.clean as f64 / n as f64, ends })
    }

    /// None of a network that was not asked about this corruption.
    fn of(counts: &CorruptionCounts, corruption: Corruption) -> Option<Self> {
        let SeverityCounts { right, .. } = counts.corruptions.iter().find(|one| one.corruption == corruption)?;
        let n = counts.question.data.images as f64;
        let (least, most) = (*right.iter().min()?, *right.iter().max()?);
        let middle = right.iter().map(|&right| right as f64).sum::<f64>() / (n * right.len() as f64);
        (n > 0.0).then(|| Self { middle, ends: (least as f64 / n, most as f64 / n) })
    }
}

fn x(share: f64) -> f64 {
    AXIS[0] + (AXIS[1] - AXIS[0]) * share
}

/// A line down at each fifth.
fn draw_axis([top, bottom]: [f64; 2], drawing: &mut Drawing) {
    for fifth in 0..=5 {
        let at = hundredths(x(f64::from(fifth) / 5.0));
        let line = path(format_args!("M{at} {top}V{bottom}")).with("stroke", if fifth == 0 { "#000" } else { "#ddd" });
        let label = text([at, hundredths(bottom + 16.0)], Anchor::Middle).saying(&format!("{} %", 20 * fifth));
        drawing.draw([line, label]);
    }
}

fn draw_row(name: &str, top: f64, marks: impl ExactSizeIterator<Item = Option<Mark>>, drawing: &mut Drawing) {
    let middle = top + GAP / 2.0 + LINE * marks.len() as f64 / 2.0 + 4.0;
    for (i, mark) in marks.enumerate() {
        let (y, colour) = (top + GAP / 2.0 + LINE * (i as f64 + 0.5), COLOURS[i % COLOURS.len()]);
        let Some(Mark { middle, ends: (low, high) }) = mark else { continue };
        let line = path(format_args!("M{:.2} {y:.2}H{:.2}", x(low), x(high))).with("stroke", colour);
        let disc = Element::new("circle").with("cx", hundredths(x(middle))).with("cy", hundredths(y));
        drawing.draw([line.with("stroke-width", 2), disc.with("r", 3).with("fill", colour)]);
    }
    drawing.draw([text([hundredths(AXIS[0] - 8.0), hundredths(middle)], Anchor::End).saying(name)]);
}

/// The name of the i-th network in its colour.
fn key(i: usize, counts: &CorruptionCounts) -> Element {
    let name = format!("{}, n = {}", counts.question.model.id, counts.question.data.images);
    text([AXIS[0], TOP - 8.0 + 16.0 * i as f64], Anchor::Start).with("fill", COLOURS[i % COLOURS.len()]).saying(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        class::Class,
        corruption::Corruptor,
        study::{
            self,
            corruption::{CorruptionRecord, CorruptionStudy},
        },
    };

    fn counts(id: &str, lost: usize) -> CorruptionCounts {
        let study = CorruptionStudy::of(&Corruptor::default());
        let right = |image: usize| (0..70).map(|i| (i / 5 + i % 5 + lost * image) % 8 < 5).collect();
        let record = |image| CorruptionRecord { image, label: Class::Cat, clean: image > 0, right: right(image) };
        let mut question = study::tests::question(4, study);
        question.model.id = id.into();
        CorruptionCounts::of(question, &[0, 1, 2, 3].map(record)).unwrap()
    }

    #[test]
    fn two_networks_are_drawn_under_fourteen_corruptions() {
        let svg = to_svg(&[counts("<a>", 1), counts("b", 2)]);
        assert_eq!(svg.matches("<circle").count(), 2 * 15);
        insta::assert_snapshot!(svg);
    }

    #[test]
    fn what_a_network_was_not_asked_has_no_mark() {
        let mut short = counts("short", 1);
        short.corruptions.truncate(3);
        short.question.study.corruptions.truncate(3);
        let svg = to_svg(&[short, counts("b", 2)]);
        assert_eq!(svg.matches("<circle").count(), 4 + 15);
        assert!(svg.contains("jpeg compression") && !svg.contains("frost") && !svg.contains("NaN"));
    }
}
