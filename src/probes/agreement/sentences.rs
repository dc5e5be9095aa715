//! What the comparison says, in sentences: each follows from intervals.

use super::correlation;
use crate::words::words;
use freqscope_core::study::agreement::{
    Agreement, Correlation, CorruptionComparison, Direction, ImagesBehind, MapVerdict, Published, Tool,
};

/// Which tools put the networks in a similar order, what that says of Occluded Frequency, and of how many images that is.
pub fn agreement(found: &Agreement) -> String {
    if found.correlations.is_empty() {
        return words().probes.agree_unknown().into();
    }
    let [alike, contrary, open] = counts(found.correlations.iter().map(|one| one.correlation));
    let mut sentences = vec![words().probes.agree_counts(alike, contrary, open)];
    let others = |direction: Direction| -> Vec<&str> {
        let of = found.with_others(Tool::OccludedFrequency).filter(|(_, one)| one.correlation.direction() == direction);
        of.map(|(tool, _)| name(tool)).collect()
    };
    let images = found.images();
    let behind = images.map(|one| least_to_most(one.least, one.most)).unwrap_or_default();
    let said = [
        (Direction::Alike, words().probes.measure_alike(&behind, &listed(&others(Direction::Alike)))),
        (Direction::Contrary, words().probes.measure_contrary(&listed(&others(Direction::Contrary)))),
        (Direction::Open, words().probes.measure_open(&listed(&others(Direction::Open)))),
    ];
    sentences.extend(said.into_iter().filter(|(way, _)| !others(*way).is_empty()).map(|(_, sentence)| sentence));
    sentences.extend(images.and_then(few));
    sentences.join(" ")
}

/// How many of the networks rest on too few images; nothing of none.
fn few(images: ImagesBehind) -> Option<String> {
    let ImagesBehind { least, few, networks, .. } = images;
    (few > 0).then(|| words().probes.agree_few(few, networks, ImagesBehind::FEW, least))
}

/// How many images, where networks differ.
pub fn least_to_most(least: usize, most: usize) -> String {
    if least == most { most.to_string() } else { words().probes.least_to_most(least, most) }
}

/// Whether the heat maps are as published.
pub fn published(maps: &[MapVerdict]) -> String {
    let count = |robust: bool, verdict: Published| {
        maps.iter().filter(|one| one.robust == robust && one.as_published == verdict).count()
    };
    let all = [Published::Yes, Published::No, Published::Unknown];
    let [natural, robust] = [false, true].map(|robust| all.map(|verdict| count(robust, verdict)));
    let total = |counts: [usize; 3]| counts.iter().sum::<usize>();
    let sentence = |counts: [usize; 3], say: fn(usize, usize, usize, usize) -> String| {
        (total(counts) > 0).then(|| say(counts[0], total(counts), counts[1], counts[2]))
    };
    let natural = sentence(natural, |yes, all, no, open| words().probes.published_natural(yes, all, no, open));
    let robust = sentence(robust, |yes, all, no, open| words().probes.published_robust(yes, all, no, open));
    [natural, robust].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whether Occluded Frequency expects which corruption hurts which network.
pub fn corruptions(found: &CorruptionComparison) -> String {
    let words = &words().probes;
    let over_networks = counts(found.over_networks.iter().map(|one| one.correlation));
    let over_corruptions = counts(found.over_corruptions.iter().map(|one| one.correlation));
    let told = |counts: [usize; 3], say: &dyn Fn(usize, usize, usize) -> String| {
        (counts.iter().sum::<usize>() > 0).then(|| say(counts[0], counts[1], counts[2]))
    };
    let interaction = found.interaction.map(|one| {
        let [rho, interval] = correlation(one);
        match one.direction() {
            Direction::Alike => words.interaction_alike(&rho, &interval),
            Direction::Contrary => words.interaction_contrary(&rho, &interval),
            Direction::Open => words.interaction_open(&rho, &interval),
        }
    });
    let parts = [
        told(over_networks, &|alike, contrary, open| words.over_networks(alike, contrary, open)),
        told(over_corruptions, &|alike, contrary, open| words.over_corruptions(alike, contrary, open)),
        interaction,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return words.corruptions_unknown().into();
    }
    parts.into_iter().chain(found.images().and_then(few)).collect::<Vec<_>>().join(" ")
}

/// How many are above 0, below it, and neither.
fn counts(correlations: impl Iterator<Item = Correlation>) -> [usize; 3] {
    correlations.fold([0; 3], |mut counts, one| {
        counts[one.direction() as usize] += 1;
        counts
    })
}

/// A tool in a sentence.
pub fn name(tool: Tool) -> &'static str {
    words().probes.tools()[tool as usize]
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).into(),
        [first @ .., last] => words().probes.and(&first.join(", "), last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probes::tests::agreement as stored;
    use freqscope_core::study::agreement::{CleanAccuracy, Reading, ToolCorrelation};

    fn correlated(low: f64, high: f64) -> Correlation {
        Correlation { rho: Some((low + high) / 2.0), low: Some(low), high: Some(high) }
    }

    fn of(tools: [Tool; 2], low: f64, high: f64) -> ToolCorrelation {
        ToolCorrelation { tools, networks: 10, correlation: correlated(low, high) }
    }

    #[test]
    fn what_is_said_follows_from_intervals() {
        let mut found = stored();
        found.correlations = vec![
            of([Tool::OccludedFrequency, Tool::HeatMap], 0.4, 0.9),
            of([Tool::OccludedFrequency, Tool::HighPass], 0.2, 0.9),
            of([Tool::OccludedFrequency, Tool::Pgd], -0.2, 0.9),
            of([Tool::HeatMap, Tool::Pgd], -0.9, -0.2),
        ];
        let text = agreement(&found);
        assert!(
            text.contains("Of 4 pairs of tools 2 put the networks in a similar order, 1 in the opposite one"),
            "{text}"
        );
        assert!(text.contains("an order similar to that of the heat map and the high-pass filter"), "{text}");
        assert!(text.contains("Whether it says the same as PGD") && !text.contains("the opposite of"), "{text}");
        let few = images_of(&mut found, [4, 50]);
        assert!(
            few.contains("as far as 4 to 50 images a network tell")
                && few.contains("fewer than 30 images, only 4 at the least"),
            "{few}"
        );
        let enough = images_of(&mut found, [50, 50]);
        assert!(enough.contains("as far as 50 images a network tell") && !enough.contains("fewer than"), "{enough}");
        found.correlations.clear();
        assert_eq!(agreement(&found), words().probes.agree_unknown());
    }

    /// What is said where the first network, and all others, are asked about so many images.
    fn images_of(found: &mut Agreement, [first, others]: [usize; 2]) -> String {
        for (i, network) in found.networks.iter_mut().enumerate() {
            network.tools.values_mut().for_each(|one| one.upper.n = if i == 0 { first } else { others });
        }
        agreement(found)
    }

    #[test]
    fn verdicts_on_maps_are_counted_by_training() {
        let mut maps = stored().heat_maps;
        maps.retain(|one| !one.robust);
        maps.iter_mut().for_each(|one| one.as_published = Published::No);
        let text = published(&maps);
        assert!(text.contains(&format!("0 of {}", maps.len())) && !text.contains("Adversarially"), "{text}");
        assert_eq!(published(&[]), "");
    }

    #[test]
    fn which_hurts_which_is_answered_by_its_interval() {
        let empty = CorruptionComparison {
            images_of_bands: 5,
            clean: vec![],
            rows: vec![],
            over_networks: vec![],
            over_corruptions: vec![],
            interaction: None,
        };
        assert_eq!(corruptions(&empty), words().probes.corruptions_unknown());
        let said = |low, high| {
            corruptions(&CorruptionComparison { interaction: Some(correlated(low, high)), ..empty.clone() })
        };
        assert!(
            said(0.1, 0.5).contains("tells which corruption hurts which network") && said(0.1, 0.5).contains("0.30")
        );
        let clean = [4, 50].map(|n| CleanAccuracy {
            model: n.to_string(),
            accuracy: Reading { value: 0.5, low: None, high: None, n },
        });
        let interaction = Some(correlated(0.1, 0.5));
        let few = corruptions(&CorruptionComparison { interaction, clean: clean.into(), ..empty.clone() });
        assert!(few.contains("Behind 1 of the 2 networks are fewer than 30 images, only 4 at the least"), "{few}");
        assert_ne!(said(-0.1, 0.5).split('(').next(), said(0.1, 0.5).split('(').next());
        assert_ne!(said(-0.5, -0.1).split('(').next(), said(-0.1, 0.5).split('(').next());
    }
}
