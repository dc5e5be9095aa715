//! `lab figure`

use super::{
    Options, file, formats,
    output::{Kind, Place, ROOM},
    print,
    provenance::{Answer, Provenance},
    reading::{self, Limit},
};
use freqscope_core::{
    class::Class,
    error::{Error, Result},
    figure::{corruption_bands, corruptions, curves::Figure, filters, heatmap::Heatmaps},
    parameter::ensure,
    spectrum::{band::Bands, partition::Partition},
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
    text::counted,
};
use serde::{Serialize, de::DeserializeOwned};
use std::path::{Path, PathBuf};

/// Arguments of `lab figure`.
#[derive(Debug, clap::Args)]
pub struct FigureArguments {
    /// What `lab dataset` or `lab merge` wrote, all of one kind
    #[arg(value_name = "F.json", required = true)]
    files: Vec<PathBuf>,
    /// Draw a panel for each class as well (dataset of)
    #[arg(long)]
    classes: bool,
    /// Bands on the axis, such as 1-62: band 0 dwarfs the others (dataset of)
    #[arg(long, default_value_t = Bands::ALL)]
    bands: Bands,
    /// Where to write
    #[arg(long, value_name = "F.svg")]
    out: PathBuf,
}

impl FigureArguments {
    /// Bands that a partition does not have have no place on its axis.
    fn check(&self, profiles: &[Profile]) -> Result<()> {
        let count = profiles[0].question.study.partition.count();
        let beyond = self.bands != Bands::ALL && self.bands.iter().any(|band| band.index() >= count);
        let range = format!("some of the bands 0-{} that these files have", count - 1);
        ensure(!beyond && !self.bands.is_empty(), "bands", format!("“{}”", self.bands), &range)?;
        self.check_partitions(profiles.iter().map(|profile| profile.question.study.partition))
    }

    /// Bands of different partitions have no axis in common.
    fn check_partitions(&self, partitions: impl Iterator<Item = Partition> + Clone) -> Result<()> {
        let first = partitions.clone().next();
        let Some((path, _)) = self.files.iter().zip(partitions).find(|&(_, one)| Some(one) != first) else {
            return Ok(());
        };
        let reason = "it has other bands than the first file: draw diagonal and radial bands apart".into();
        Err(Error::File { path: path.display().to_string(), reason })
    }
}

/// What was written.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Written {
    out: String,
    files: usize,
    panels: usize,
    inputs: Vec<String>,
}

/// What was to be drawn.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Parameters {
    classes: bool,
    bands: String,
}

/// What a figure has.
struct Drawn {
    svg: String,
    panels: usize,
}

/// Draws the figure that the kind of the files has.
pub fn run(options: &Options, arguments: &FigureArguments) -> Result<()> {
    let files: Vec<Stored> = arguments.files.iter().map(|path| Stored::read(path)).collect::<Result<_>>()?;
    let place = Place::new(options, &arguments.out, Kind::Figure)?.with_room(ROOM)?;
    let format = files.first().map(|file| file.parse(document::format)).transpose()?.unwrap_or_default();
    files.iter().try_for_each(|file| file.check_kind(&format))?;
    let Drawn { svg, panels } = match format.as_str() {
        format if is_of::<AttackChanges>(format) => maps(&Heatmaps::of_attacks(&parse(&files)?), arguments)?,
        format if is_of::<InversionChanges>(format) => maps(&Heatmaps::of_inversions(&parse(&files)?), arguments)?,
        format if is_of::<HeatMap>(format) => maps(&Heatmaps::of_errors(&parse(&files)?), arguments)?,
        format if is_of::<FilterCurves>(format) => filtered(&files, arguments)?,
        format if is_of::<CorruptionCounts>(format) => {
            let svg = corruptions::to_svg(&parse(&files)?);
            whole(Drawn { svg, panels: 1 }, "corruptions", arguments)?
        }
        format if is_of::<CorruptionBands>(format) => changed_bands(&files, arguments)?,
        format if is_of::<Accuracy>(format) => {
            let reason = "an accuracy is two numbers, and has no figure: give what another `lab dataset` wrote".into();
            return Err(Error::File { path: arguments.files[0].display().to_string(), reason });
        }
        _ => curves(&files, arguments)?,
    };
    place.write(svg.as_bytes())?;
    let (out, count) = (arguments.out.display().to_string(), files.len());
    let inputs: Vec<String> = arguments.files.iter().map(|file| file.display().to_string()).collect();
    let answer = Written { out, files: count, panels, inputs };
    let parameters = Parameters { classes: arguments.classes, bands: arguments.bands.to_string() };
    let provenance = Provenance::new("freqscope-lab-figure/1", options, parameters);
    print(options, &Answer::new(&answer, &provenance), || {
        format!("{}: {}, {}", answer.out, counted(count, "file"), counted(panels, "panel"))
    })
}

fn is_of<D: Document>(format: &str) -> bool {
    D::FORMATS.contains(&format)
}

/// A file of a result, and what it holds.
struct Stored<'a> {
    path: &'a Path,
    bytes: Vec<u8>,
}

impl<'a> Stored<'a> {
    fn read(path: &'a Path) -> Result<Self> {
        let bytes = reading::read(path, Limit::DOCUMENT)?;
        formats::refuse_answer(path, &bytes)?;
        Ok(Self { path, bytes })
    }

    /// Refuses a result of another kind than the first file is.
    fn check_kind(&self, first: &str) -> Result<()> {
        let found = self.parse(document::format)?;
        match (formats::command(&found), formats::command(first)) {
            (Some(command), Some(other)) if formats::family(&found) != formats::family(first) => {
                let reason = format!(
                    "it is a result of `lab {command}`, and the first file one of `lab {other}`: draw each kind \
                     of result in a figure of its own"
                );
                Err(Error::File { path: self.path.display().to_string(), reason })
            }
            _ => Ok(()),
        }
    }

    /// What `parse` makes of it; the error names the file.
    fn parse<T>(&self, parse: fn(&[u8]) -> Result<T>) -> Result<T> {
        parse(&self.bytes).map_err(|error| file::named(self.path, error))
    }
}

fn parse<D: Document + DeserializeOwned>(files: &[Stored]) -> Result<Vec<D>> {
    files.iter().map(|file| file.parse(document::parse)).collect()
}

/// The means of each band with their 95 % intervals.
fn curves(files: &[Stored], arguments: &FigureArguments) -> Result<Drawn> {
    let profiles: Vec<Profile> = files.iter().map(|file| file.parse(Profile::parse)).collect::<Result<_>>()?;
    arguments.check(&profiles)?;
    let classes = Class::ALL.into_iter().filter(|_| arguments.classes).map(Some);
    let groups: Vec<Option<Class>> = std::iter::once(None).chain(classes).collect();
    let figure = Figure { profiles: &profiles, groups: &groups, bands: arguments.bands };
    Ok(Drawn { svg: figure.to_svg(), panels: groups.len() })
}

fn maps(maps: &Heatmaps, arguments: &FigureArguments) -> Result<Drawn> {
    whole(Drawn { svg: maps.to_svg(), panels: maps.panels() }, "maps", arguments)
}

/// Accuracy under filters, of which all must have the same bands.
fn filtered(files: &[Stored], arguments: &FigureArguments) -> Result<Drawn> {
    let curves: Vec<FilterCurves> = parse(files)?;
    arguments.check_partitions(curves.iter().map(|one| one.question.study.partition))?;
    whole(Drawn { svg: filters::to_svg(&curves), panels: filters::PANELS }, "filters", arguments)
}

/// Where corruptions land, of one file: it has a plot for each corruption already.
fn changed_bands(files: &[Stored], arguments: &FigureArguments) -> Result<Drawn> {
    if let Some(path) = arguments.files.get(1) {
        let reason = "where corruptions land is drawn of one file at a time".into();
        return Err(Error::File { path: path.display().to_string(), reason });
    }
    let bands: Vec<CorruptionBands> = parse(files)?;
    let drawn = Drawn { svg: corruption_bands::to_svg(&bands[0]), panels: bands[0].corruptions.len() };
    whole(drawn, "corruptions", arguments)
}

/// What has neither panels for classes nor bands to choose.
fn whole(drawn: Drawn, choice: &str, arguments: &FigureArguments) -> Result<Drawn> {
    let foreign = [("--classes", arguments.classes), ("--bands", arguments.bands != Bands::ALL)];
    match foreign.into_iter().find(|&(_, given)| given) {
        Some((option, _)) => Err(Error::Foreign { option: option.into(), choice: choice.into() }),
        None => Ok(drawn),
    }
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    Provenance::<Parameters>::schema::<Written>()
}
