//! What of a link a figure shows, as the attributes of its element.

use crate::{
    link::{Link, LinkedPicture, fragment::Fragment, key::Key, run::Run},
    networks::second::Second,
    shell::figure::Figure,
};

/// A figure as it is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinkedFigure<'a> {
    pub figure: Figure,
    pub link: &'a Link,
    /// Ids of the networks on show.
    pub models: &'a [String],
}

impl LinkedFigure<'_> {
    /// Names and values of the attributes, without `view`: what has none of its own stands in `link`.
    pub fn attributes(&self) -> Vec<(&'static str, String)> {
        let fields = self.fields();
        let own = fields.iter().filter_map(|(key, text)| attribute(*key).map(|name| (name, text.clone())));
        let models = self.chosen_models().map(|models| ("models", models));
        let is_said = |key: Key| attribute(key).is_some() || (models.is_some() && is_of_models(key));
        let rest = text(fields.iter().filter(|(key, _)| !is_said(*key)).cloned());
        let rest = (!rest.is_empty()).then_some(("link", rest));
        own.chain(models.clone()).chain(rest).collect()
    }

    /// What follows the `#v1/` of the page's address, where it shows the same.
    pub fn address(&self) -> String {
        text([(Key::Figure, self.figure.name().into())].into_iter().chain(self.fields()))
    }

    /// All that the figure shows and that is not as it opens.
    fn fields(&self) -> Vec<(Key, String)> {
        let own = Link {
            runs: self.link.runs.iter().copied().filter(|run| computes(self.figure, *run)).collect(),
            ..self.link.clone()
        };
        let shown = Key::all().filter(|key| shows(self.figure, self.link, *key));
        shown.map(|key| (key, own.text(key))).filter(|(key, text)| *text != Link::default().text(*key)).collect()
    }

    /// None where they are those with which a figure opens.
    fn chosen_models(&self) -> Option<String> {
        let link = self.link;
        let as_it_opens = link.model.is_none() && link.second == Second::Default;
        let named = self.figure.needs_engine() && !as_it_opens && !self.models.is_empty();
        named.then(|| self.models.join(" "))
    }
}

/// Of the element; none of what stands in its `link`.
fn attribute(key: Key) -> Option<&'static str> {
    match key {
        Key::Picture => Some("image"),
        Key::Bands => Some("bands"),
        Key::Attack => Some("attack"),
        Key::Cutoff => Some("cut"),
        Key::Class => Some("of-class"),
        Key::Language => Some("lang"),
        _ => None,
    }
}

fn is_of_models(key: Key) -> bool {
    matches!(key, Key::Model | Key::Second)
}

fn computes(figure: Figure, run: Run) -> bool {
    match figure {
        Figure::Attack => matches!(run, Run::Attack | Run::Comparison),
        Figure::Inversion => run == Run::Inversion,
        _ => false,
    }
}

/// Whether something of the figure is another where this is.
fn shows(figure: Figure, link: &Link, key: Key) -> bool {
    use Figure::{Ablation, Attack, Compare, Inversion, Occlusion, Proposition, Spectrum, Survey};
    match key {
        Key::Language | Key::Hidden => true,
        Key::Picture => figure != Survey,
        Key::Pixels | Key::Lost => figure != Survey && matches!(link.picture, LinkedPicture::Pixels(_)),
        Key::Model | Key::Second => figure.needs_engine(),
        Key::Cutoff | Key::Scale => figure == Compare,
        Key::Class => matches!(figure, Compare | Occlusion),
        Key::Bands => matches!(figure, Occlusion | Spectrum | Ablation),
        Key::Fill | Key::Zero | Key::Clip => matches!(figure, Compare | Occlusion | Spectrum | Ablation),
        Key::Attack | Key::Goal | Key::Start | Key::Scope | Key::Measure => figure == Attack,
        Key::Number(kind, _) => figure == Attack && kind == link.attack.kind,
        Key::InversionStart | Key::InversionSteps => figure == Inversion,
        Key::Runs => matches!(figure, Attack | Inversion),
        Key::Energy | Key::EnergyClip | Key::EnergyBand => figure == Proposition,
        Key::Figure | Key::Section | Key::Lesson | Key::Partition | Key::Theme => false,
        Key::Group | Key::BandZero | Key::Stored => false,
    }
}

fn text(fields: impl Iterator<Item = (Key, String)>) -> String {
    let text = Fragment::text(fields.map(|(key, text)| (key.name(), text)));
    text.split_once('/').map_or_else(String::new, |(_, fields)| fields.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::read::{Address, Reading};

    fn attributes(hash: &str, figure: Figure, models: &[&str]) -> String {
        let Address::Whole(link) = Reading::of(hash).address else { panic!("{hash}") };
        let models: Vec<String> = models.iter().map(ToString::to_string).collect();
        let linked = LinkedFigure { figure, link: &link, models: &models };
        let written: Vec<String> = linked.attributes().iter().map(|(name, value)| format!("{name}={value}")).collect();
        written.join(" ")
    }

    #[test]
    fn a_figure_carries_what_it_shows_by_its_attributes() {
        let hash = "v1/picture=cat-0&network=resnet50-natural&without=0,16-62&attack=pgd-l2&pgd-l2.epsilon=0.25&cw.steps=9&\
                    fgsm.epsilon=0.1&cut=8&class=dog&run=attack,survey&mean-of=cat&energy=5&lang=de&theme=dark";
        let pair = ["resnet50-natural", "resnet18-l2-05"];
        let of = |figure| attributes(hash, figure, &pair);
        let models = "models=resnet50-natural resnet18-l2-05";
        assert_eq!(of(Figure::Survey), "lang=de");
        assert_eq!(of(Figure::Proposition), "image=cat-0 lang=de link=energy=5");
        assert_eq!(of(Figure::Spectrum), "image=cat-0 bands=0,16-62 lang=de");
        assert_eq!(of(Figure::Ablation), format!("image=cat-0 bands=0,16-62 lang=de {models}"));
        assert_eq!(of(Figure::Compare), format!("image=cat-0 cut=8 of-class=dog lang=de {models}"));
        let attack = format!("image=cat-0 attack=pgd-l2 lang=de {models} link=pgd-l2.epsilon=0.25&run=attack");
        assert_eq!(of(Figure::Attack), attack);
        assert_eq!(attributes("v1/beside=none", Figure::Occlusion, &["resnet18-natural"]), "models=resnet18-natural");
        assert_eq!(
            attributes("v1/network=a", Figure::Occlusion, &[]),
            "link=network=a",
            "nothing is known of networks yet"
        );
        assert_eq!(attributes("", Figure::Compare, &pair), "", "as it opens");
    }
}
