//! Which classes of an answer are shown.

use freqscope_core::{class::Class, logits::Logits};

/// How many.
const SHOWN: usize = 3;

/// The most probable classes with their probabilities in [0, 1], the highest first; `home`, which the network sees in the whole
/// picture, always among them.
pub fn shown(logits: &Logits, home: Option<Class>) -> Vec<(Class, f64)> {
    let probabilities = logits.probabilities();
    let mut classes = Class::ALL.to_vec();
    classes.sort_by(|a, b| probabilities[b.index()].total_cmp(&probabilities[a.index()]));
    let mut shown = classes[..SHOWN].to_vec();
    if let Some(home) = home.filter(|home| !shown.contains(home)) {
        shown[SHOWN - 1] = home;
    }
    shown.into_iter().map(|class| (class, f64::from(probabilities[class.index()]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logits(tops: &[(Class, f32)]) -> Logits {
        let mut logits = Logits([-5.0; 10]);
        tops.iter().for_each(|&(class, value)| logits.0[class.index()] = value);
        logits
    }

    fn classes(logits: &Logits, home: Option<Class>) -> Vec<Class> {
        shown(logits, home).into_iter().map(|(class, _)| class).collect()
    }

    #[test]
    fn the_class_of_the_whole_picture_is_always_shown() {
        use Class::{Cat, Deer, Dog, Frog, Horse};
        let logits = logits(&[(Dog, 4.0), (Cat, 3.0), (Deer, 2.0), (Horse, 1.0)]);
        assert_eq!(classes(&logits, Some(Horse)), [Dog, Cat, Horse]);
        assert_eq!(classes(&logits, Some(Cat)), [Dog, Cat, Deer]);
        assert_eq!(classes(&logits, None), [Dog, Cat, Deer]);
        assert_eq!(classes(&logits, Some(Frog)), [Dog, Cat, Frog]);
        let first = shown(&logits, None)[0].1;
        assert!((first - f64::from(logits.probability(Dog))).abs() < 1e-9);
    }
}
