//! Accuracy under each of CIFAR-10-C's corruptions as SVG: a row for each, with a mark for each network.

use crate::{
    corruption::Corruption,
    figure::{
        panel::COLOURS,
        svg::{self, Anchor, Drawing, Element, above, hundredths, path, text},
    },
    statistics::Estimate,
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

/// The chart as an SVG document: for each network a disc at the mean of the five severities, a thick line from its accuracy at the severest
/// to that at the mildest, and a thin one over the 95 % interval. The first row is of images as they are.
///
/// The interval is Wilson's, as if an image had been right at all severities or at none. What each image says is not in the counts; whatever
/// it is, the mean over severities varies no more than that.
pub fn to_svg(studies: &[CorruptionCounts]) -> String {
    let corruptions = corruptions(studies);
    let (head, row) = (TOP + 16.0 * studies.len() as f64, LINE * studies.len() as f64 + GAP);
    let bottom = head + row * (corruptions.len() + 1) as f64;
    let mut drawing = Drawing::default();
    drawing.draw([above(
        [AXIS[0], 24.0],
        "right: mean of severities 1 to 5 (disc), from one to the other (thick), 95 % interval (thin)",
    )]);
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
    /// From the least to the most accurate severity; none of images as they are.
    severities: Option<(f64, f64)>,
    interval: (f64, f64),
}

impl Mark {
    fn clean(counts: &CorruptionCounts) -> Option<Self> {
        Self::at(counts, counts.clean as f64, None)
    }

    /// None of a network that was not asked about this corruption.
    fn of(counts: &CorruptionCounts, corruption: Corruption) -> Option<Self> {
        let SeverityCounts { right, .. } = counts.corruptions.iter().find(|one| one.corruption == corruption)?;
        let mean = right.iter().map(|&right| right as f64).sum::<f64>() / right.len() as f64;
        Self::at(counts, mean, Some((*right.iter().min()?, *right.iter().max()?)))
    }

    /// Of how many images the network is right about; none without an image.
    fn at(counts: &CorruptionCounts, right: f64, severities: Option<(usize, usize)>) -> Option<Self> {
        let n = counts.question.data.images;
        let share = |right: f64| right / n as f64;
        let middle = share(right);
        let interval = Estimate { mean: Some(middle), standard_error: None }.counted(n).interval();
        let severities = severities.map(|(least, most)| (share(least as f64), share(most as f64)));
        (n > 0).then_some(Self { middle, severities, interval })
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
        let Some(Mark { middle, severities, interval }) = mark else { continue };
        let line = |(low, high), width: usize| {
            let line = path(format_args!("M{:.2} {y:.2}H{:.2}", x(low), x(high))).with("stroke", colour);
            line.with("stroke-width", width)
        };
        let disc = Element::new("circle").with("cx", hundredths(x(middle))).with("cy", hundredths(y));
        drawing.draw([line(interval, 1)]);
        drawing.draw(severities.map(|ends| line(ends, 3)));
        drawing.draw([disc.with("r", 3).with("fill", colour)]);
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
    fn two_images_that_agree_are_drawn_with_an_interval() {
        let mut both = counts("both", 1);
        both.question.data.images = 2;
        (both.clean, both.corruptions[0].right) = (2, vec![2; 5]);
        both.corruptions[1].right = vec![0; 5];
        // Wilson's of 2 of 2, and of 0 of 2: 34.24 to 100 %, and 0 to 65.76 %.
        for (mark, low, high) in [
            (Mark::clean(&both), 0.342_380, 1.0),
            (Mark::of(&both, both.corruptions[0].corruption), 0.342_380, 1.0),
            (Mark::of(&both, both.corruptions[1].corruption), 0.0, 0.657_620),
        ] {
            let found = mark.unwrap().interval;
            assert!((found.0 - low).abs() + (found.1 - high).abs() < 1e-5, "{found:?}");
        }
        assert!(to_svg(&[both]).contains(&format!("H{:.2}", x(0.657_620))));
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
