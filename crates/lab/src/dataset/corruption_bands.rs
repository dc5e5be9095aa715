//! `lab dataset corruption-bands`

use super::{
    corruptor::CorruptorArguments,
    test_set::{TestSet, TestSetArguments},
};
use crate::{
    Options,
    output::{Kind, Place, ROOM},
    print, program, stop, threads,
};
use freqscope_core::{
    device::DeviceKind,
    error::Result,
    study::{
        corruption::CorruptionStudy,
        corruption_bands::{CorruptionBands, CorruptionBandsSum, ImageChanges},
        document::{self, Tagged},
    },
};
use std::path::PathBuf;

/// Arguments of `lab dataset corruption-bands`.
#[derive(Debug, clap::Args)]
pub struct DatasetCorruptionBandsArguments {
    #[command(flatten)]
    test_set: TestSetArguments,
    #[command(flatten)]
    corruptor: CorruptorArguments,
    /// Where to write the means
    #[arg(long, value_name = "F")]
    out: PathBuf,
}

/// Corrupts every image of the test set, and asks no network.
pub fn run(options: &Options, arguments: &DatasetCorruptionBandsArguments) -> Result<()> {
    let corruptor = arguments.corruptor.corruptor(options)?;
    let test_set = TestSet::open(&arguments.test_set)?;
    let place = Place::new(options, &arguments.out, Kind::document::<CorruptionBands>())?.with_room(ROOM)?;
    let study = CorruptionStudy::of(&corruptor);
    let mut sum = CorruptionBandsSum::new(study.clone());
    stop::listen();
    let (mut threads, positions) = (vec![(); options.threads()], Vec::from_iter(0..test_set.identity.images));
    let changes = |(): &mut (), &position: &usize| {
        stop::check()?;
        Ok(ImageChanges::of(&study, &corruptor, &test_set.get(position)?.0))
    };
    threads::in_order(&mut threads, &positions, changes, |image| {
        sum.add(image);
        Ok(())
    })?;
    let bands = sum.means(program::of(DeviceKind::Cpu), test_set.identity.clone());
    place.write(document::to_json(&bands)?.as_bytes())?;
    print(options, &Tagged::new(&bands), || bands.to_string())
}
