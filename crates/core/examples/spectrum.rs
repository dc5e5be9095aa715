//! Prints how a picture's energy is spread over its spectrum, and writes the picture without bands 20 to 62.
//!
//! ```sh
//! cargo run -p freqscope-core --example spectrum                              # of www/samples/cat-0.png
//! cargo run -p freqscope-core --example spectrum -- photo.jpg without.png    # of a picture, into a file, of your own
//! ```

use freqscope_core::{
    image::Image,
    occlusion::ablation::Ablation,
    spectrum::{
        band::{Band, Bands},
        dct::Spectrum,
        frequency_range::FrequencyRange,
    },
};
use std::{env, error::Error, fs, path::PathBuf};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/samples/cat-0.png");

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = env::args_os().skip(1).map(PathBuf::from);
    let from = files.next().unwrap_or_else(|| SAMPLE.into());
    let to = files.next().unwrap_or_else(|| env::temp_dir().join("without-20-62.png"));

    let image = Image::decode(&fs::read(&from)?)?;
    let spectrum = Spectrum::of(&image);
    print_ranges(&spectrum);

    let bands: Bands = "20-62".parse()?;
    fs::write(&to, Ablation::of(bands).apply(&image).to_png()?)?;
    println!("{} without bands {bands}: {}", from.display(), to.display());
    Ok(())
}

/// The sum of X² over the bands of each frequency range, and its share.
fn print_ranges(spectrum: &Spectrum) {
    let of = |band: Band| (0..3).map(|c| f64::from(spectrum.energy(c, band.coefficients()))).sum();
    let energy: Vec<f64> = Band::all().map(of).collect();
    let all: f64 = energy.iter().sum();
    for range in FrequencyRange::ALL {
        let ((first, last), sum) = (range.ends(), range.sum(&energy));
        let share = 100.0 * sum / all;
        println!("{:>13}, bands {first:>2} to {last}: energy {sum:9.3}, {share:6.2} %", range.name());
    }
}
