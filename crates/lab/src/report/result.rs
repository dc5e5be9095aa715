//! What is shown of a result over a data set.

use super::section::Section;
use crate::{file, formats};
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
use std::path::Path;

/// The result in this file.
///
/// # Errors
/// [`freqscope_core::error::Error::File`] when it cannot be read, or is none.
pub fn section(path: &Path) -> Result<Section> {
    let bytes = file::read(path)?;
    formats::refuse_answer(path, &bytes)?;
    shown(path, &bytes).map_err(|error| file::named(path, error))
}

fn shown(path: &Path, bytes: &[u8]) -> Result<Section> {
    let format = document::format(bytes)?;
    let is = |formats: &[&str]| formats.contains(&format.as_str());
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let section = |about: &str, model: &str| Section::new(&format!("{model}: {about} ({name})"));
    if is(AttackChanges::FORMATS) {
        let changes: [AttackChanges; 1] = [document::parse(bytes)?];
        let section = section("where an attack lands", &changes[0].question.model.id);
        let section = section.prints(&format!("Means of {name}"), &changes[0].to_string());
        return Ok(section.drawing("Means of each coefficient", &Heatmaps::of_attacks(&changes).to_svg()));
    }
    if is(InversionChanges::FORMATS) {
        let changes: [InversionChanges; 1] = [document::parse(bytes)?];
        let section = section("images of the same representation", &changes[0].question.model.id);
        let section = section.prints(&format!("Means of {name}"), &changes[0].to_string());
        return Ok(section.drawing("Means of each coefficient", &Heatmaps::of_inversions(&changes).to_svg()));
    }
    if is(Accuracy::FORMATS) {
        let accuracy: Accuracy = document::parse(bytes)?;
        return Ok(section("accuracy", &accuracy.question.model.id).says(&accuracy.to_string()));
    }
    if is(HeatMap::FORMATS) {
        let map: [HeatMap; 1] = [document::parse(bytes)?];
        let section = section("errors under noise along each wave", &map[0].question.model.id);
        let section = section.says(&map[0].to_string());
        return Ok(section.drawing("Error rate with noise along each wave", &Heatmaps::of_errors(&map).to_svg()));
    }
    if is(FilterCurves::FORMATS) {
        let curves: [FilterCurves; 1] = [document::parse(bytes)?];
        let section = section("accuracy of the low and of the high bands alone", &curves[0].question.model.id);
        let section = section.drawing("Accuracy at every cut-off", &filters::to_svg(&curves));
        return Ok(section.prints(&format!("Curves of {name}"), &curves[0].to_string()));
    }
    if is(CorruptionCounts::FORMATS) {
        let counts: [CorruptionCounts; 1] = [document::parse(bytes)?];
        let section = section("accuracy under corruptions", &counts[0].question.model.id);
        let section = section.drawing("Accuracy under each corruption", &corruptions::to_svg(&counts));
        return Ok(section.prints(&format!("Accuracy of {name}"), &counts[0].to_string()));
    }
    if is(CorruptionBands::FORMATS) {
        let bands: CorruptionBands = document::parse(bytes)?;
        let section = section("where corruptions land", "no network");
        let section = section.drawing("Each band's share of the change", &corruption_bands::to_svg(&bands));
        return Ok(section.prints(&format!("Changes of {name}"), &bands.to_string()));
    }
    let profile = Profile::parse(bytes)?;
    let bands: Bands = format!("1-{}", profile.question.study.partition.count() - 1).parse()?;
    let figure = Figure { profiles: std::slice::from_ref(&profile), groups: &[None], bands };
    let first = profile.to_string().lines().next().unwrap_or_default().to_owned();
    let section = section("mean Occluded Frequency", &profile.question.model.id).says(&format!("{first}\n{INTERVALS}"));
    let lowest = profile.all.mean[0].map_or("unknown".into(), |mean| significant(mean, 4));
    let caption = format!("Mean score of each band; that of band 0, which dwarfs the others, is {lowest}");
    Ok(section.drawing(&caption, &figure.to_svg()))
}
