//! Error rates of a map that grows, as far as they are known.

use super::Found;
use crate::probes::rate_table::Rate;
use freqscope_core::{
    image::Image,
    spectrum::basis::{Basis, Place, places},
    statistics::{Estimate, Proportion},
};

/// What one network has said of some pictures.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveRates {
    pub basis: Basis,
    /// Pictures.
    pub n: usize,
    /// How many rows are known of all pictures, and how many there are.
    pub rows: [usize; 2],
    /// How many pictures the network is wrong about as they are.
    pub clean: Option<usize>,
    /// Of each distinct wave, once all pictures are answered about.
    errors: Vec<Option<usize>>,
    /// Of each ring, a share of its waves a picture.
    rings: Vec<Option<Estimate>>,
    /// Along the low rings, and along the others.
    parts: [Option<Estimate>; 2],
}

impl LiveRates {
    pub(super) fn of(basis: Basis, found: &[&Found]) -> Self {
        let distinct: Vec<Place> = basis.distinct().collect();
        let wave = |i: usize| count(found.iter().map(|one| one.wrong[i]));
        let errors: Vec<Option<usize>> = (0..distinct.len()).map(wave).collect();
        let over = |holds: &dyn Fn(usize) -> bool| {
            let waves: Vec<usize> = (0..distinct.len()).filter(|&i| holds(basis.ring(distinct[i]))).collect();
            estimate(found, &waves)
        };
        let is_there = |row: &&std::ops::Range<usize>| errors[(*row).clone()].iter().all(Option::is_some);
        let rows = basis.rows();
        Self {
            basis,
            n: found.len(),
            rows: [rows.iter().filter(is_there).count(), rows.len()],
            clean: count(found.iter().map(|one| one.clean)),
            rings: (0..basis.rings()).map(|ring| over(&|other| other == ring)).collect(),
            parts: [over(&|ring| ring < basis.low()), over(&|ring| ring >= basis.low())],
            errors,
        }
    }

    /// How many pictures the network is wrong about with noise along the wave of a place.
    pub fn errors(&self, place: Place) -> Option<usize> {
        let first = self.basis.first(place);
        self.basis.distinct().position(|other| other == first).and_then(|i| self.errors[i])
    }

    /// 32 rows of 32 rates.
    pub fn map(&self) -> Vec<Vec<Option<f64>>> {
        let mut map = vec![vec![None; Image::SIDE]; Image::SIDE];
        for ((row, column), errors) in self.basis.distinct().zip(&self.errors) {
            map[row][column] = errors.map(|errors| errors as f64 / self.n as f64);
        }
        for (row, column) in places() {
            let first = self.basis.first((row, column));
            map[row][column] = map[first.0][first.1];
        }
        map
    }

    pub fn clean_rate(&self) -> Option<Rate> {
        let count = self.clean?;
        let interval = Some(Proportion::of(count, self.n).interval());
        Some(Rate { value: count as f64 / self.n as f64, interval })
    }

    pub fn ring(&self, ring: usize) -> Option<Rate> {
        self.rate(*self.rings.get(ring)?)
    }

    /// Along the low rings, and along the others.
    pub fn low_and_high(&self) -> [Option<Rate>; 2] {
        self.parts.map(|part| self.rate(part))
    }

    fn rate(&self, estimate: Option<Estimate>) -> Option<Rate> {
        let estimate = estimate?;
        Some(Rate { value: estimate.mean?, interval: estimate.rate_interval(self.n) })
    }
}

/// How many are wrong; none before all are known.
fn count(wrong: impl Iterator<Item = Option<bool>>) -> Option<usize> {
    wrong.map(|wrong| wrong.map(usize::from)).sum()
}

/// Of the share of these waves that misleads, a number a picture; none before all are known.
fn estimate(found: &[&Found], waves: &[usize]) -> Option<Estimate> {
    let share = |one: &&Found| Some(count(waves.iter().map(|&i| one.wrong[i]))? as f64 / waves.len() as f64);
    Some(Estimate::of(&found.iter().map(share).collect::<Option<Vec<f64>>>()?))
}

#[cfg(test)]
mod tests {
    use super::{super::tests::*, *};
    use crate::{
        picture::sample_images::SampleImages,
        probes::live::{LiveMaps, LiveStep, Pictures},
    };
    use freqscope_core::{logits::Logits, protocol::JobId};

    #[test]
    fn rates_are_those_of_all_pictures_at_both_places_of_a_pair() {
        let (basis, mut maps) = (Basis::Fourier, LiveMaps::default());
        maps.choice.pictures = Pictures::All;
        let constant = basis.distinct().position(|place| place == (16, 16)).unwrap();
        run(&mut maps, &["a".into(), "b".into()], &[0, constant]);
        let (a, b) = (maps.rates("a", &samples()).unwrap(), maps.rates("b", &samples()).unwrap());
        assert_eq!((a.n, a.rows, a.clean, b.clean), (3, [17, 17], Some(0), Some(3)));
        assert_eq!((a.errors((16, 16)), a.errors((0, 0)), a.errors((16, 17))), (Some(3), Some(3), Some(0)));
        assert!(a.map()[16][16] == Some(1.0) && b.map().iter().flatten().all(|rate| *rate == Some(1.0)));
        assert_eq!(a.ring(0).unwrap(), Rate { value: 1.0, interval: Some(Proportion::of(3, 3).interval()) });
        // One of the 57 waves of the low rings, and of the 457 others that of (0, 0).
        let [low, high] = a.low_and_high().map(|rate| rate.unwrap().value);
        assert!((low - 1.0 / 57.0).abs() < 1e-12 && (high - 1.0 / 457.0).abs() < 1e-12);
        assert_eq!(a.ring(33), None);
    }

    #[test]
    fn what_not_all_pictures_are_answered_about_is_not_drawn() {
        let (mut maps, samples, mut images) = (LiveMaps::default(), samples(), SampleImages::default());
        maps.choice.pictures = Pictures::All;
        samples.iter().for_each(|sample| images.put(sample, Image::from_fn(|_, _, _| 0.5)));
        let logits = |count| vec![Logits([0.0; 10]); count];
        // The pictures as they are, then the first row of all but one of them.
        for job in 0..5 {
            let Some(LiveStep::Ask(..)) = maps.next(JobId(job), &samples, &["a".into()], &images) else { panic!() };
            maps.classified(JobId(job), &logits(17));
        }
        let rates = maps.rates("a", &samples).unwrap();
        assert_eq!((rates.clean, rates.rows, rates.ring(0)), (Some(3), [0, 17], None));
        assert!(rates.map().iter().flatten().all(Option::is_none));
        maps.next(JobId(5), &samples, &["a".into()], &images);
        maps.classified(JobId(5), &logits(17));
        let rates = maps.rates("a", &samples).unwrap();
        assert_eq!(rates.rows, [1, 17]);
        assert_eq!(rates.map().iter().flatten().flatten().count(), 32, "the whole row in the middle");
        assert!(rates.ring(0).is_some() && rates.ring(1).is_none() && rates.low_and_high() == [None, None]);
    }
}
