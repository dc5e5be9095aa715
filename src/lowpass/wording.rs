//! What the first screen says, put together from [`crate::words::lowpass`].

use crate::{
    lowpass::{names::Name, network::ScreenNetwork, stretches::Stretch},
    networks::side::Side,
    text::{self, local, signed},
    words::{Words, words},
};
use freqscope_core::{
    attack::threat::{Norm, ThreatModel},
    class::Class,
    model::{ModelCard, ModelSource, Training},
    spectrum::{band::Band, cutoff::Cutoff},
};

const UNKNOWN: &str = "…";

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Text(String),
    /// A network, in its colour.
    Network(Side, String),
    /// A class, in the colour of the network that answers it, or of none where both do.
    Class(Option<Side>, String),
}

/// What a network says at the cut-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub side: Side,
    pub name: Name,
    /// None while that is not known.
    pub class: Option<Class>,
    /// Whether it says so of the whole picture too.
    pub still: bool,
}

impl Said {
    /// None of it is known before the network has answered.
    pub fn of(network: &ScreenNetwork, cutoff: Cutoff) -> Self {
        let class = |cutoff| network.answer(cutoff).map(|logits| logits.class());
        let (said, home) = (class(cutoff), class(Cutoff::WHOLE));
        Self { side: network.side, name: network.name.clone(), class: said, still: said.is_some() && said == home }
    }
}

/// “Without bands 16–62, the natural network says dog; the robust one still says horse.”
pub fn sentence(cutoff: Cutoff, said: &[Said]) -> Vec<Part> {
    let words = &words().lowpass;
    let mut parts = vec![Part::Text(words.begin(&without(cutoff)))];
    match said {
        [a, b] if a.class.is_some() && a.class == b.class => {
            parts.push(Part::Text(words.both_say(still(cutoff, a.still && b.still)).into()));
            parts.push(Part::Class(None, class(a.class)));
        }
        _ => {
            for (i, one) in said.iter().enumerate() {
                parts.extend((i > 0).then(|| Part::Text("; ".into())));
                parts.extend(clause(cutoff, one, i == 0));
            }
        }
    }
    // An ellipsis ends it as well.
    parts.extend(said.iter().all(|said| said.class.is_some()).then(|| Part::Text(".".into())));
    parts.retain(|part| *part != Part::Text(String::new()));
    parts
}

/// `first`: whether it is about the first network of the sentence.
fn clause(cutoff: Cutoff, said: &Said, first: bool) -> Vec<Part> {
    let (side, still, words) = (said.side, still(cutoff, said.still), &words().lowpass);
    let around = |[before, word, after]: [&str; 3]| {
        vec![Part::Text(before.into()), Part::Network(side, word.into()), Part::Text(after.into())]
    };
    let mut parts = match &said.name {
        Name::Natural => around(words.natural_says(first, still)),
        Name::Robust => around(words.robust_says(first, still)),
        Name::Only => vec![Part::Text(words.only_says(still).into())],
        Name::Own(name) => {
            let [before, after] = words.own_says(first, still);
            around([before, &words.quoted(name), after])
        }
    };
    parts.push(Part::Class(Some(side), class(said.class)));
    parts
}

/// Where nothing is taken away, nothing could have changed.
fn still(cutoff: Cutoff, still: bool) -> bool {
    still && cutoff != Cutoff::WHOLE
}

fn class(class: Option<Class>) -> String {
    class.map_or(UNKNOWN, |class| words().classes.name(class)).into()
}

pub fn without(cutoff: Cutoff) -> String {
    let words = &words().lowpass;
    let highest = Band::HIGHEST.index();
    match cutoff.kept() {
        k if k > highest => words.with_all().into(),
        k if k == highest => words.without_one(k),
        k => words.without_from(k, highest),
    }
}

/// A sentence as plain text.
pub fn plain(parts: &[Part]) -> String {
    let text = |part: &Part| match part {
        Part::Text(text) | Part::Network(_, text) | Part::Class(_, text) => text.clone(),
    };
    parts.iter().map(text).collect()
}

/// A probability in [0, 1] with one decimal; never “100.0” or “0.0”.
pub fn probability(share: f64) -> String {
    let text = match share {
        share if share > 0.9995 => local("> 99.9 %".into()),
        share if share < 0.0005 => local("< 0.1 %".into()),
        share => text::percent(share),
    };
    unbroken(&text)
}

/// Whole percent.
pub fn percent(value: u32) -> String {
    text::in_percent(&value.to_string())
}

fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// Above a network's answer.
pub fn heading(name: &Name, card: Option<&ModelCard>) -> String {
    match name {
        Name::Natural => words().lowpass.natural_network().into(),
        Name::Robust => words().lowpass.robust_network().into(),
        Name::Only => own_name(card),
        Name::Own(name) => name.clone(),
    }
}

/// In the chart and after a share.
pub fn short(name: &Name) -> &str {
    match name {
        Name::Natural => words().lowpass.natural(),
        Name::Robust => words().lowpass.robust(),
        Name::Only => "",
        Name::Own(name) => name,
    }
}

/// After the share of a network; a name of its own would be too long, and the colour says it too.
pub fn of_network(name: &Name) -> String {
    match name {
        Name::Natural => unbroken(words().lowpass.of_natural()),
        Name::Robust => unbroken(words().lowpass.of_robust()),
        Name::Only | Name::Own(_) => String::new(),
    }
}

/// At the end of a strip.
pub fn strip_name(name: &Name, card: Option<&ModelCard>) -> String {
    match name {
        Name::Natural => words().lowpass.natural_strip().into(),
        Name::Robust => words().lowpass.robust_strip().into(),
        Name::Only => own_name(card),
        Name::Own(name) => name.clone(),
    }
}

fn own_name(card: Option<&ModelCard>) -> String {
    card.map_or(words().lowpass.network().into(), |card| card.name.clone())
}

/// How a network was trained.
pub fn training(card: &ModelCard) -> String {
    match &card.source {
        ModelSource::Visitor { .. } => words().lowpass.own_training().into(),
        ModelSource::Shipped { training: Training::Natural, .. } => words().lowpass.natural_training().into(),
        ModelSource::Shipped { training: Training::Adversarial(threat), .. } => {
            words().lowpass.robust_training(&radius(threat))
        }
    }
}

fn radius(threat: &ThreatModel) -> String {
    let levels = 255.0 * threat.epsilon;
    match threat.norm {
        Norm::Linf if (levels - levels.round()).abs() < 1e-3 => format!("ℓ∞ {levels:.0}/255"),
        Norm::Linf => format!("ℓ∞ {}", local(threat.epsilon.to_string())),
        Norm::L2 => format!("ℓ2 {}", local(threat.epsilon.to_string())),
    }
}

/// “The whole picture: horse for both, > 99.9 % and 95.6 %.” `whole`: class and probability of each network that has answered.
pub fn whole(whole: &[(Side, Class, f64)]) -> Vec<Part> {
    let Words { lowpass: words, classes, .. } = words();
    let text = |text: &str| Part::Text(text.into());
    let number = |(side, _, share): &(Side, Class, f64)| Part::Network(*side, probability(*share));
    match whole {
        [a, b] if a.1 == b.1 => {
            let class = words.whole_of_both(classes.name(a.1));
            vec![text(&class), number(a), text(words.and()), number(b), text(".")]
        }
        [] => vec![text(words.whole_unknown())],
        _ => {
            let mut parts = vec![text(words.whole())];
            for (i, one) in whole.iter().enumerate() {
                parts.extend([
                    text(if i > 0 { "; " } else { "" }),
                    text(&format!("{}, ", classes.name(one.1))),
                    number(one),
                ]);
            }
            parts.push(text("."));
            parts
        }
    }
}

/// Of the picture, for screen readers. `title`: what it shows.
pub fn picture(title: &str, cutoff: Cutoff) -> String {
    if cutoff == Cutoff::WHOLE { title.into() } else { words().lowpass.picture_without(title, &without(cutoff)) }
}

/// The heading of the chart, in front of what its bars are.
pub fn evidence(class: Option<Class>) -> String {
    let Words { lowpass: words, classes, .. } = words();
    class.map_or(words.evidence().into(), |class| words.evidence_for(classes.name(class)))
}

/// The explanation of share and score.
pub fn definition(class: Option<Class>) -> String {
    let Words { lowpass: words, classes, .. } = words();
    words.definition(&class.map_or(words.the_class().to_owned(), |class| words.quoted(classes.name(class))))
}

/// One band of the chart: what the bars of each network mean.
pub fn reading(band: Band, class: Class, bars: &[(Name, f64, f32)]) -> String {
    let Words { lowpass: words, classes, .. } = words();
    let class = classes.name(class);
    let bar = |(name, share, score): &(Name, f64, f32)| {
        let (name, share) = (short(name), unbroken(&text::percent(*share)));
        let says = if *score < 0.0 { words.speaks_against(class) } else { words.supports(class) };
        let text = format!("{name} {share} ({}, {says})", signed(*score, 2));
        text.trim_start().to_owned()
    };
    words.reading(band.index(), &bars.iter().map(bar).collect::<Vec<_>>().join("; "))
}

/// Of the chart, for screen readers.
pub fn chart(names: &[Name]) -> String {
    let words = &words().lowpass;
    let names: Vec<&str> = names.iter().map(short).filter(|name| !name.is_empty()).collect();
    let of = if names.is_empty() { String::new() } else { format!(", {}", names.join(words.and())) };
    words.chart(&of)
}

/// A strip for screen readers: “natural network, with 1 to 5 bands cat, with 6 to 63 horse”.
pub fn strip(name: &str, stretches: &[Stretch]) -> String {
    let Words { lowpass: words, classes, .. } = words();
    let stretch = |stretch: &Stretch| {
        let class = stretch.class?;
        let (from, to) = (stretch.from.kept(), stretch.to.kept());
        let kept = if from == to { from.to_string() } else { words.range(from, to) };
        Some(words.with_kept(&kept, classes.name(class)))
    };
    let all: Vec<String> = stretches.iter().filter_map(stretch).collect();
    words.strip(name, &if all.is_empty() { words.not_known_yet().into() } else { all.join(", ") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{self, Language};

    fn said(side: Side, name: Name, class: Class, still: bool) -> Said {
        Said { side, name, class: Some(class), still }
    }

    fn pair(a: (Class, bool), b: (Class, bool)) -> [Said; 2] {
        [said(Side::A, Name::Natural, a.0, a.1), said(Side::B, Name::Robust, b.0, b.1)]
    }

    fn text(k: usize, said: &[Said]) -> String {
        plain(&sentence(Cutoff::nearest(k), said)).replace('\u{2060}', "")
    }

    #[test]
    fn the_sentence_says_who_still_says_what() {
        use Class::{Cat, Dog, Horse};
        let table = [
            (
                16,
                pair((Dog, false), (Horse, true)),
                "Without bands 16–62, the natural network says dog; the robust one still says horse.",
            ),
            (62, pair((Horse, true), (Horse, true)), "Without band 62, both networks still say horse."),
            (5, pair((Cat, false), (Cat, true)), "Without bands 5–62, both networks say cat."),
            (63, pair((Horse, true), (Horse, true)), "With all its bands, both networks say horse."),
            (
                63,
                pair((Dog, true), (Horse, true)),
                "With all its bands, the natural network says dog; the robust one says horse.",
            ),
        ];
        for (k, said, expected) in table {
            assert_eq!(text(k, &said), expected);
        }
    }

    #[test]
    fn german_verbs_stand_second() {
        language::speak(Language::German);
        let table = [
            (
                16,
                pair((Class::Dog, false), (Class::Horse, true)),
                "Ohne die Bänder 16–62 sagt das natürliche Netz Hund; das robuste sagt weiterhin Pferd.",
            ),
            (62, pair((Class::Horse, true), (Class::Horse, true)), "Ohne Band 62 sagen beide Netze weiterhin Pferd."),
            (
                63,
                pair((Class::Cat, true), (Class::Deer, true)),
                "Mit allen Bändern sagt das natürliche Netz Katze; das robuste sagt Hirsch.",
            ),
        ];
        for (k, said, expected) in table {
            assert_eq!(text(k, &said), expected);
        }
        let own = [
            said(Side::A, Name::Own("A".into()), Class::Dog, true),
            said(Side::B, Name::Own("B".into()), Class::Cat, false),
        ];
        assert_eq!(text(16, &own), "Ohne die Bänder 16–62 sagt „A“ weiterhin Hund; „B“ sagt Katze.");
        assert_eq!([0.99999, 0.5].map(probability).map(|text| text.replace('\u{a0}', " ")), ["> 99,9 %", "50,0 %"]);
        assert_eq!(picture("Hund", Cutoff::nearest(62)), "Hund: ohne Band 62");
    }

    #[test]
    fn other_networks_are_called_by_their_names_and_a_single_one_by_none() {
        let own = |side, name: &str| said(side, Name::Own(name.into()), Class::Dog, true);
        let two = [own(Side::A, "VGG-19, natural"), Said { class: None, still: false, ..own(Side::B, "mine") }];
        assert_eq!(text(16, &two), "Without bands 16–62, “VGG-19, natural” still says dog; “mine” says …");
        let one = [said(Side::A, Name::Only, Class::Dog, false)];
        assert_eq!(text(16, &one), "Without bands 16–62, the network says dog.");
        let unknown = pair((Class::Dog, false), (Class::Dog, false)).map(|said| Said { class: None, ..said });
        assert!(text(16, &unknown).ends_with("the natural network says …; the robust one says …"));
    }

    #[test]
    fn probabilities_never_reach_their_ends() {
        let shown = [1.0, 0.9996, 0.9994, 0.5, 0.0006, 0.0004, 0.0].map(probability);
        assert_eq!(
            shown.map(|text| text.replace('\u{a0}', " ")),
            ["> 99.9 %", "> 99.9 %", "99.9 %", "50.0 %", "0.1 %", "< 0.1 %", "< 0.1 %"]
        );
    }

    #[test]
    fn the_whole_picture_is_said_of_one_or_both() {
        let said = |whole: &[_]| plain(&super::whole(whole)).replace('\u{a0}', " ");
        let (a, b) = ((Side::A, Class::Horse, 0.9999), (Side::B, Class::Horse, 0.956));
        assert_eq!(said(&[a, b]), "The whole picture: horse for both, > 99.9 % and 95.6 %.");
        assert_eq!(said(&[a, (Side::B, Class::Deer, 0.4)]), "The whole picture: horse, > 99.9 %; deer, 40.0 %.");
        assert_eq!(said(&[a]), "The whole picture: horse, > 99.9 %.");
    }

    #[test]
    fn a_band_and_a_strip_can_be_read_out() {
        let bars = [(Name::Natural, 0.059, 1.2), (Name::Robust, 0.07, -0.3)];
        let reading = reading(Band::nearest(9), Class::Horse, &bars).replace('\u{a0}', " ");
        assert_eq!(
            reading,
            "Band 9: natural 5.9 % (+1.20, supports horse); robust 7.0 % (−0.30, speaks against horse)"
        );
        let stretch = |from, to, class| Stretch { from: Cutoff::nearest(from), to: Cutoff::nearest(to), class };
        let strip = strip(
            "robust network",
            &[
                stretch(1, 5, Some(Class::Cat)),
                stretch(6, 6, Some(Class::Dog)),
                stretch(7, 20, None),
                stretch(21, 63, Some(Class::Horse)),
            ],
        );
        assert_eq!(strip, "robust network, coarse bands kept: with 1 to 5 cat, with 6 dog, with 21 to 63 horse");
    }
}
