//! What each key of a link holds, as text.

use super::{
    Link, LinkedPicture,
    key::Key,
    names::{Named, refusal},
    run::Run,
};
use crate::{
    attack::form::is_number, inversion::inversions::InversionForm, lesson::place::Place, networks::second::Second,
    picture::lost::Lost, proposition::budget::EnergyBudget, words::words,
};
use data_encoding::BASE64URL_NOPAD;
use freqscope_core::{
    attack::goal::Goal,
    class::Class,
    error::Result,
    image::Image,
    occlusion::ablation::Fill,
    spectrum::{band::Band, cutoff::Cutoff},
};
use std::{collections::BTreeSet, str::FromStr};

impl Link {
    /// What a key holds; where nothing is chosen, nothing.
    pub fn text(&self, key: Key) -> String {
        match key {
            Key::Figure => self.figure.name().into(),
            Key::Section => self.section.map(Named::name).unwrap_or_default(),
            Key::Lesson => optional(self.lesson.as_ref()),
            Key::Picture | Key::Pixels => self.picture_text(key),
            Key::Lost => optional(self.lost),
            Key::Model => self.model.clone().unwrap_or_default(),
            Key::Second => second_text(&self.second).into(),
            Key::Cutoff => self.view.cutoff.kept().to_string(),
            Key::Scale => self.view.scale.name(),
            Key::Class => optional(self.class),
            Key::Bands => self.ablation.bands.to_string(),
            Key::Fill => fill_text(self.ablation.baseline.fill),
            Key::Zero => self.ablation.baseline.zero.name(),
            Key::Clip => self.ablation.baseline.clip.name(),
            Key::Partition => self.partition.name(),
            Key::InversionStart => self.inversion_start.clone().unwrap_or_default(),
            Key::InversionSteps => self.inversion_steps.to_string(),
            Key::Group => optional(self.survey.group),
            Key::BandZero => self.survey.band_zero.name(),
            Key::Stored => self.stored.name(),
            Key::Energy => self.budget.level.to_string(),
            Key::EnergyClip => self.budget.clip.name(),
            Key::EnergyBand => self.budget.band.to_string(),
            Key::Runs => self.runs.iter().map(|run| run.name()).collect::<Vec<_>>().join(","),
            Key::Theme => self.theme.name().into(),
            Key::Language => self.language.map(Named::name).unwrap_or_default(),
            Key::Hidden => self.reserved.hidden.clone().unwrap_or_default(),
            Key::Attack | Key::Goal | Key::Start | Key::Scope | Key::Number(..) | Key::Measure => self.attack_text(key),
        }
    }

    fn picture_text(&self, key: Key) -> String {
        match (&self.picture, key) {
            (LinkedPicture::Sample(id), Key::Picture) => id.clone(),
            (LinkedPicture::Pixels(image), Key::Pixels) => {
                image.to_png().map(|png| BASE64URL_NOPAD.encode(&png)).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    fn attack_text(&self, key: Key) -> String {
        let form = &self.attack;
        match key {
            Key::Attack => form.kind.id().into(),
            Key::Goal => optional(form.goal.target()),
            Key::Start => form.start.name(),
            Key::Scope => form.scope.name(),
            Key::Number(kind, field) => form.text_of(kind, field).into_owned(),
            _ => Named::name(self.measure),
        }
    }

    /// Sets what a key holds; an empty text where nothing is chosen.
    ///
    /// # Errors
    /// A text that the key cannot hold; the link stays as it was.
    pub(super) fn set(&mut self, key: Key, text: &str) -> Result<()> {
        match key {
            Key::Figure => self.figure = Named::find(key, text)?,
            Key::Section => self.section = choice(text, |text| Named::find(key, text))?,
            Key::Lesson => self.lesson = choice(text, |text| lesson(key, text))?,
            Key::Picture | Key::Pixels => self.picture = picture(key, text)?,
            Key::Lost => self.lost = choice(text, |text| lost(key, text))?,
            Key::Model => self.model = choice(text, |text| id(key, text))?,
            Key::Second => self.second = second(key, text)?,
            Key::Cutoff => self.view.cutoff = cutoff(key, text)?,
            Key::Scale => self.view.scale = Named::find(key, text)?,
            Key::Class => self.class = choice(text, Class::from_str)?,
            Key::Bands => self.ablation.bands = text.parse()?,
            Key::Fill => self.ablation.baseline.fill = fill(key, text)?,
            Key::Zero => self.ablation.baseline.zero = Named::find(key, text)?,
            Key::Clip => self.ablation.baseline.clip = Named::find(key, text)?,
            Key::Partition => self.partition = Named::find(key, text)?,
            Key::InversionStart => self.inversion_start = choice(text, |text| id(key, text))?,
            Key::InversionSteps => self.inversion_steps = steps(key, text)?,
            Key::Group => self.survey.group = choice(text, Class::from_str)?,
            Key::BandZero => self.survey.band_zero = Named::find(key, text)?,
            Key::Stored => self.stored = Named::find(key, text)?,
            Key::Energy => self.budget.level = level(key, text)?,
            Key::EnergyClip => self.budget.clip = Named::find(key, text)?,
            Key::EnergyBand => self.budget.band = text.parse()?,
            Key::Runs => self.runs = runs(key, text)?,
            Key::Theme => self.theme = Named::find(key, text)?,
            Key::Language => self.language = choice(text, |text| Named::find(key, text))?,
            Key::Hidden => self.reserved.hidden = choice(text, |text| id(key, text))?,
            Key::Attack | Key::Goal | Key::Start | Key::Scope | Key::Number(..) | Key::Measure => {
                self.set_attack(key, text)?
            }
        }
        Ok(())
    }

    fn set_attack(&mut self, key: Key, text: &str) -> Result<()> {
        let form = &mut self.attack;
        match key {
            Key::Attack => form.kind = Named::find(key, text)?,
            Key::Goal => form.goal = choice(text, Class::from_str)?.map_or(Goal::Untargeted, Goal::Targeted),
            Key::Start => form.start = Named::find(key, text)?,
            Key::Scope => form.scope = Named::find(key, text)?,
            Key::Number(kind, field) => *form = form.clone().with_text_of(kind, field, number(key, text)?),
            _ => self.measure = Named::find(key, text)?,
        }
        Ok(())
    }
}

fn optional(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// None for an empty text.
fn choice<T>(text: &str, read: impl FnOnce(&str) -> Result<T>) -> Result<Option<T>> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

fn fill_text(fill: Fill) -> String {
    match fill {
        Fill::Zero => "zero".into(),
        Fill::Mean => "mean".into(),
        Fill::Noise { seed } => format!("noise:{seed}"),
    }
}

fn fill(key: Key, text: &str) -> Result<Fill> {
    let seed = || text.strip_prefix("noise:")?.parse().ok();
    match text {
        "zero" => Ok(Fill::Zero),
        "mean" => Ok(Fill::Mean),
        _ => {
            seed().map(|seed| Fill::Noise { seed }).ok_or_else(|| refusal(key, text, words().link.zero_mean_or_noise()))
        }
    }
}

/// Names of samples, models and controls: letters, digits and what separates them, 64 at most.
fn id(key: Key, text: &str) -> Result<String> {
    let fit = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | ':' | ',');
    let named = text.len() <= 64 && text.chars().all(fit);
    if named { Ok(text.into()) } else { Err(refusal(key, text, words().link.a_name())) }
}

fn picture(key: Key, text: &str) -> Result<LinkedPicture> {
    let picture = match key {
        Key::Pixels => choice(text, |text| pixels(key, text))?.map(LinkedPicture::Pixels),
        _ => choice(text, |text| id(key, text))?.map(LinkedPicture::Sample),
    };
    Ok(picture.unwrap_or_default())
}

const NO_SECOND: &str = "none";

fn second_text(second: &Second) -> &str {
    match second {
        Second::Default => "",
        Second::Nothing => NO_SECOND,
        Second::Model(id) => id,
    }
}

fn second(key: Key, text: &str) -> Result<Second> {
    match text {
        "" => Ok(Second::Default),
        NO_SECOND => Ok(Second::Nothing),
        _ => id(key, text).map(Second::Model),
    }
}

fn cutoff(key: Key, text: &str) -> Result<Cutoff> {
    let found = text.parse().ok().and_then(Cutoff::new);
    found.ok_or_else(|| refusal(key, text, &words().link.whole_number(1, Band::COUNT as i64)))
}

fn runs(key: Key, text: &str) -> Result<BTreeSet<Run>> {
    text.split(',').filter(|run| !run.is_empty()).map(|run| Named::find(key, run)).collect()
}

fn pixels(key: Key, text: &str) -> Result<Image> {
    let file = BASE64URL_NOPAD.decode(text.as_bytes());
    let broken = |reason: String| refusal(key, text, &words().link.a_png(&reason));
    Image::decode(&file.map_err(|error| broken(error.to_string()))?).map_err(|error| broken(error.to_string()))
}

fn lesson(key: Key, text: &str) -> Result<Place> {
    let range = words().link.a_place();
    Place::parse(text).ok_or_else(|| refusal(key, text, range))
}

fn lost(key: Key, text: &str) -> Result<Lost> {
    let hundredths = text.parse::<f32>().ok().map(|steps| (steps * 100.0).round() as u8);
    hundredths.and_then(Lost::new).ok_or_else(|| refusal(key, text, words().link.a_loss()))
}

fn steps(key: Key, text: &str) -> Result<u32> {
    let found = InversionForm::STEPS.into_iter().find(|steps| steps.to_string() == text);
    found.ok_or_else(|| refusal(key, text, &words().link.one_of(&format!("{:?}", InversionForm::STEPS))))
}

fn level(key: Key, text: &str) -> Result<i8> {
    let [least, most] = EnergyBudget::LEVELS;
    let level = text.parse().ok().filter(|level| (least..=most).contains(level));
    level.ok_or_else(|| refusal(key, text, &words().link.whole_number(least.into(), most.into())))
}

fn number(key: Key, text: &str) -> Result<String> {
    if is_number(text) { Ok(text.into()) } else { Err(refusal(key, text, words().link.a_number())) }
}
