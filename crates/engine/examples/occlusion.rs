//! Occluded Frequency of a picture by a packed network, and a PGD attack on it:
//!
//! ```sh
//! cargo run --release -p freqscope-engine --example occlusion -- models/resnet18-natural.safetensors www/samples/cat-0.png
//! ```

use freqscope_core::{
    attack::{AttackSpec, Example, Method, Misclassified, goal::Goal, pgd::Pgd},
    device::DeviceChoice,
    error::{Error, Result},
    image::Image,
    occlusion::{OcclusionSpec, ablation::Baseline},
    spectrum::partition::Partition,
};
use freqscope_engine::engine::Engine;
use pollster::block_on;
use std::{env, fs};

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let weights = read(&arguments.next().unwrap_or("models/resnet18-natural.safetensors".into()))?;
    let image = Image::decode(&read(&arguments.next().unwrap_or("www/samples/cat-0.png".into()))?)?;
    let mut engine = block_on(Engine::start(DeviceChoice::Auto));
    block_on(engine.load_unlisted("network", "network", weights))?;
    println!("computing on {}", engine.device().name);
    occlude(&mut engine, &image)?;
    attack(&mut engine, image)
}

fn read(path: &str) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| Error::File { path: path.into(), reason: error.to_string() })
}

/// Prints the bands that the prediction rests on most.
fn occlude(engine: &mut Engine, image: &Image) -> Result<()> {
    let (baseline, partition) = (Baseline::default(), Partition::Diagonal);
    let spec = OcclusionSpec { image: image.clone(), class: None, baseline, partition };
    let report = block_on(engine.occluded_frequency("network", &spec, async |_| Ok(())))?;
    let mut bands: Vec<(usize, f32)> = report.scores.into_iter().enumerate().collect();
    bands.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    println!("{}: without band k its logit falls by", report.class);
    bands.iter().take(5).for_each(|(k, score)| println!("{k:>4}  {score:.3}"));
    Ok(())
}

/// Attacks the picture within 8/255 in the ℓ∞ norm.
fn attack(engine: &mut Engine, image: Image) -> Result<()> {
    let (method, goal) = (Method::Pgd(Pgd::LINF), Goal::Untargeted);
    let spec = AttackSpec { method, goal, seed: 0, misclassified: Misclassified::LeaveAlone };
    let reports = block_on(engine.attack("network", &spec, &[Example { image, class: None }], async |_| Ok(())))?;
    for report in reports {
        println!("PGD: {} → {}, ℓ∞ {:.4}", report.before.class(), report.after.class(), report.distance.linf);
    }
    Ok(())
}
