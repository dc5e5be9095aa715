//! `lab rct`

use super::{
    Options, images,
    number::number,
    print,
    provenance::{Answer, Provenance},
};
use freqscope_core::{
    change::rct::{Form, ImagePair, Map, energy_shares},
    error::{Error, Result},
    parameter::ensure,
    spectrum::band::Band,
    text::{percent, significant},
};
use serde::Serialize;
use std::{iter::once, path::PathBuf};

/// Arguments of `lab rct`.
#[derive(Debug, clap::Args)]
pub struct RctArguments {
    /// Clean images
    #[arg(long, value_name = "F")]
    clean: PathBuf,
    /// Adversarial images, as many and in the same order
    #[arg(long, value_name = "F")]
    adversarial: PathBuf,
    #[command(flatten)]
    tau: TauArgument,
}

/// What RCT is guarded by.
#[derive(Debug, clap::Args)]
pub struct TauArgument {
    /// Least denominator τ of the guarded form
    #[arg(long, value_name = "T", value_parser = number, default_value_t = 1e-3)]
    tau: f64,
}

impl TauArgument {
    /// τ, if it has a meaning.
    pub fn tau(&self) -> Result<f64> {
        ensure(self.tau > 0.0 && self.tau.is_finite(), "tau", self.tau, "a finite number above 0")?;
        Ok(self.tau)
    }
}

/// What the guarded form depends on.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Parameters {
    tau: f64,
}

/// 32 rows u of 32 values v each, the mean over images and channels; and means over the 63 bands.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ChangeReport {
    clean: String,
    adversarial: String,
    images: usize,
    raw: Vec<Vec<f64>>,
    guarded: Vec<Vec<f64>>,
    absolute: Vec<Vec<f64>>,
    raw_profile: Vec<f64>,
    guarded_profile: Vec<f64>,
    absolute_profile: Vec<f64>,
    energy_shares: Vec<f64>,
}

/// Compares the images.
pub fn run(options: &Options, arguments: &RctArguments) -> Result<()> {
    let tau = arguments.tau.tau()?;
    // In pairs, in which one that is left out would shift all others.
    let clean = images::read_complete(&arguments.clean)?;
    let adversarial = images::read_complete(&arguments.adversarial)?;
    let (clean, adversarial) = (clean.as_slice(), adversarial.as_slice());
    if clean.len() != adversarial.len() {
        let path = arguments.adversarial.display().to_string();
        let reason = format!("it has {} images, and there are {} clean ones", adversarial.len(), clean.len());
        return Err(Error::File { path, reason });
    }
    let pairs: Vec<ImagePair> =
        clean.iter().zip(adversarial).map(|(clean, adversarial)| ImagePair { clean, adversarial }).collect();
    let change = ChangeReport::of(arguments, &pairs, tau);
    let provenance = Provenance::new("freqscope-lab-rct/1", options, Parameters { tau });
    print(options, &Answer::new(&change, &provenance), || table(&change))
}

impl ChangeReport {
    fn of(arguments: &RctArguments, pairs: &[ImagePair], tau: f64) -> Self {
        let [raw, guarded, absolute] =
            [Form::Raw, Form::Guarded { floor: tau }, Form::Absolute].map(|form| Map::of(form, pairs));
        let rows = |map: &Map| map.rows().map(<[f64]>::to_vec).collect();
        Self {
            clean: arguments.clean.display().to_string(),
            adversarial: arguments.adversarial.display().to_string(),
            images: pairs.len(),
            raw: rows(&raw),
            guarded: rows(&guarded),
            absolute: rows(&absolute),
            raw_profile: raw.profile(),
            guarded_profile: guarded.profile(),
            absolute_profile: absolute.profile(),
            energy_shares: energy_shares(pairs),
        }
    }
}

fn table(change: &ChangeReport) -> String {
    let row = |band: Band| {
        let k = band.index();
        let profiles = [&change.raw_profile, &change.guarded_profile, &change.absolute_profile];
        let [raw, guarded, absolute] = profiles.map(|profile| significant(profile[k], 4));
        let share = percent(change.energy_shares[k], 2);
        format!("{k:>4}  {raw:>10}  {guarded:>10}  {absolute:>10}  {share:>10}")
    };
    let header = "band         raw     guarded    absolute      energy".to_owned();
    once(header).chain(Band::all().map(row)).collect::<Vec<_>>().join("\n")
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    Provenance::<Parameters>::schema::<ChangeReport>()
}
