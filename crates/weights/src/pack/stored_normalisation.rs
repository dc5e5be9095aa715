//! The normalisation that a checkpoint holds beside its weights.

use super::recognise::is_ignored;
use crate::invalid::InvalidModel;
use freqscope_checkpoint::Checkpoint;
use freqscope_core::model::Normalisation;
use std::collections::BTreeMap;

/// What people call the mean, and with it the standard deviation.
const NAMES: [(&str, &str); 8] = [
    ("mean", "std"),
    ("new_mean", "new_std"),
    ("mu", "sigma"),
    ("_mean", "_std"),
    ("means", "stds"),
    ("pixel_mean", "pixel_std"),
    ("image_mean", "image_std"),
    ("mean", "stddev"),
];

/// What is said within a checkpoint of how it normalises pixels.
#[derive(Debug, Default)]
pub struct StoredNormalisation {
    /// The names of the numbers that say it, which belong to no network.
    pub names: Vec<String>,
    /// What they say, where they all say the same.
    pub normalisation: Option<Normalisation>,
}

/// Looks for pairs of three numbers that are called so. Those near the network, whose names begin with `prefix`, count
/// before others.
///
/// # Errors
/// [`InvalidModel`] when what they say cannot be so.
pub fn find(checkpoint: &Checkpoint, prefix: &str) -> Result<StoredNormalisation, InvalidModel> {
    let (mut names, mut found): (Vec<String>, Vec<(bool, Normalisation)>) = (Vec::new(), Vec::new());
    let near = prefix.split('.').next().unwrap_or_default();
    for (name, mean) in triples(checkpoint) {
        let (parent, last) = name.rsplit_once('.').map_or(("", name.as_str()), |(parent, last)| (parent, last));
        for (_, std) in NAMES.iter().filter(|(mean, _)| *mean == last) {
            let std = if parent.is_empty() { (*std).to_owned() } else { format!("{parent}.{std}") };
            let Some(values) = triple(checkpoint, &std) else { continue };
            let normalisation = Normalisation::new(mean, values).map_err(InvalidModel::new)?;
            found.push((name.split('.').next() == Some(near), normalisation));
            names.extend([name.clone(), std]);
        }
    }
    let is_near = found.iter().any(|(near, _)| *near);
    let mut counted = found.iter().filter(|(near, _)| *near == is_near).map(|(_, normalisation)| *normalisation);
    let first = counted.next();
    let normalisation = first.filter(|first| counted.all(|other| other.agrees(first)));
    Ok(StoredNormalisation { names, normalisation })
}

/// Everything that holds three numbers and is called a mean.
fn triples(checkpoint: &Checkpoint) -> BTreeMap<String, [f32; 3]> {
    let is_mean = |name: &&str| {
        let last = name.rsplit('.').next().unwrap_or(name);
        NAMES.iter().any(|(mean, _)| *mean == last) && !is_ignored(name)
    };
    let names = checkpoint.names().chain(checkpoint.lists().map(|(name, _)| name)).filter(is_mean);
    names.filter_map(|name| Some((name.to_owned(), triple(checkpoint, name)?))).collect()
}

/// The three numbers of a tensor or a list.
fn triple(checkpoint: &Checkpoint, name: &str) -> Option<[f32; 3]> {
    if let Some((_, values)) = checkpoint.lists().find(|(list, _)| *list == name) {
        return values.iter().map(|&value| value as f32).collect::<Vec<_>>().try_into().ok();
    }
    let holds_three = |shape: &[usize]| shape.iter().try_fold(1_usize, |all, side| all.checked_mul(*side)) == Some(3);
    checkpoint.tensor(name).filter(|tensor| holds_three(tensor.shape()))?;
    checkpoint.floats(name).ok()?.try_into().ok()
}
