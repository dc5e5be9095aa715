//! What is shown of a result over a data set.

use super::section::Section;
use crate::{
    file, formats,
    reading::{self, Limit},
};
use freqscope_core::{
    error::Result,
    figure::{corruption_bands, corruptions, curves::Figure, filters, heatmap::Heatmaps},
    spectrum::band::Bands,
    statistics::INTERVALS,
    study::{
        accuracy::Accuracy,
        attack::AttackChanges,
        corruption::CorruptionCounts,
        corruption_bands::CorruptionBands,
        document::{self, Document},
        filter::FilterCurves,
        heat_map::HeatMap,
        inversion::InversionChanges,
        occlusion::Profile,
    },
    text::significant,
};
use serde::de::DeserializeOwned;
use std::path::Path;

/// The result in this file.
///
/// # Errors
/// [`freqscope_core::error::Error::File`] when it cannot be read, or is none.
pub fn section(path: &Path) -> Result<Section> {
    let bytes = reading::read(path, Limit::DOCUMENT)?;
    formats::refuse_answer(path, &bytes)?;
    shown(path, &bytes).map_err(|error| file::named(path, error))
}

/// A result's file, by its name, and its bytes.
struct Stored<'a> {
    name: &'a str,
    bytes: &'a [u8],
}

impl Stored<'_> {
    /// What it holds, as the one result of a figure.
    fn parse<D: Document + DeserializeOwned>(&self) -> Result<[D; 1]> {
        Ok([document::parse(self.bytes)?])
    }

    /// A section about it; `model`: the id of its network.
    fn section(&self, about: &str, model: &str) -> Section {
        Section::new(&format!("{model}: {about} ({})", self.name))
    }
}

fn shown(path: &Path, bytes: &[u8]) -> Result<Section> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let (stored, format) = (Stored { name: &name, bytes }, document::format(bytes)?);
    let is = |formats: &[&str]| formats.contains(&format.as_str());
    if is(AttackChanges::FORMATS) {
        attack(&stored)
    } else if is(InversionChanges::FORMATS) {
        inversion(&stored)
    } else if is(Accuracy::FORMATS) {
        accuracy(&stored)
    } else if is(HeatMap::FORMATS) {
        heat_map(&stored)
    } else if is(FilterCurves::FORMATS) {
        filter(&stored)
    } else if is(CorruptionCounts::FORMATS) {
        corruption(&stored)
    } else if is(CorruptionBands::FORMATS) {
        changed_bands(&stored)
    } else {
        profile(&stored)
    }
}

fn attack(stored: &Stored) -> Result<Section> {
    let changes: [AttackChanges; 1] = stored.parse()?;
    let section = stored.section("where an attack lands", &changes[0].question.model.id);
    let section = section.prints(&format!("Means of {}", stored.name), &changes[0].to_string());
    Ok(section.drawing("Means of each coefficient", &Heatmaps::of_attacks(&changes).to_svg()))
}

fn inversion(stored: &Stored) -> Result<Section> {
    let changes: [InversionChanges; 1] = stored.parse()?;
    let section = stored.section("images of the same representation", &changes[0].question.model.id);
    let section = section.prints(&format!("Means of {}", stored.name), &changes[0].to_string());
    Ok(section.drawing("Means of each coefficient", &Heatmaps::of_inversions(&changes).to_svg()))
}

fn accuracy(stored: &Stored) -> Result<Section> {
    let [accuracy]: [Accuracy; 1] = stored.parse()?;
    Ok(stored.section("accuracy", &accuracy.question.model.id).says(&accuracy.to_string()))
}

fn heat_map(stored: &Stored) -> Result<Section> {
    let map: [HeatMap; 1] = stored.parse()?;
    let section = stored.section("errors under noise along each wave", &map[0].question.model.id);
    let section = section.says(&map[0].to_string());
    Ok(section.drawing("Error rate with noise along each wave", &Heatmaps::of_errors(&map).to_svg()))
}

fn filter(stored: &Stored) -> Result<Section> {
    let curves: [FilterCurves; 1] = stored.parse()?;
    let section = stored.section("accuracy of the low and of the high bands alone", &curves[0].question.model.id);
    let section = section.drawing("Accuracy at every cut-off", &filters::to_svg(&curves));
    Ok(section.prints(&format!("Curves of {}", stored.name), &curves[0].to_string()))
}

fn corruption(stored: &Stored) -> Result<Section> {
    let counts: [CorruptionCounts; 1] = stored.parse()?;
    let section = stored.section("accuracy under corruptions", &counts[0].question.model.id);
    let section = section.drawing("Accuracy under each corruption", &corruptions::to_svg(&counts));
    Ok(section.prints(&format!("Accuracy of {}", stored.name), &counts[0].to_string()))
}

fn changed_bands(stored: &Stored) -> Result<Section> {
    let [bands]: [CorruptionBands; 1] = stored.parse()?;
    let section = stored.section("where corruptions land", "no network");
    let section = section.drawing("Each band's share of the change", &corruption_bands::to_svg(&bands));
    Ok(section.prints(&format!("Changes of {}", stored.name), &bands.to_string()))
}

fn profile(stored: &Stored) -> Result<Section> {
    let profile = Profile::parse(stored.bytes)?;
    let bands: Bands = format!("1-{}", profile.question.study.partition.count() - 1).parse()?;
    let figure = Figure { profiles: std::slice::from_ref(&profile), groups: &[None], bands };
    let first = profile.to_string().lines().next().unwrap_or_default().to_owned();
    let section = stored.section("mean Occluded Frequency", &profile.question.model.id);
    let section = section.says(&format!("{first}\n{INTERVALS}"));
    let lowest = profile.all.mean[0].map_or("unknown".into(), |mean| significant(mean, 4));
    let caption = format!("Mean score of each band; that of band 0, which dwarfs the others, is {lowest}");
    Ok(section.drawing(&caption, &figure.to_svg()))
}
