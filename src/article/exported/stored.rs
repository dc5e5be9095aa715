//! Figures that draw stored results.

use crate::{
    article::{
        awaiting,
        exported::ExportedFigure,
        figure::{accuracies as table, attack_shares as landing, differences as left, mean_curves},
        network::Network,
        records::{AttackShares, Counterparts, MeanScores},
        story::Story,
    },
    charts::small_scale::Unit,
    export::record::Record,
    networks::model_summary::{THREATS, robustness},
    text::thousands,
    words::words,
};
use freqscope_core::{
    model::{ModelCard, Robustness},
    occlusion::ablation::Baseline,
    spectrum::band::Band,
};
use serde_json::Value;

/// As the names of files have it.
fn view(unit: Unit) -> String {
    match unit {
        Unit::Share => "shares".into(),
        Unit::Logits => "logits".into(),
        Unit::Ratio => "ratios".into(),
    }
}

fn networks<'a, T>(story: &'a Story, values: &'a [T]) -> impl Iterator<Item = (Option<&'a ModelCard>, &'a T)> {
    Network::ALL.into_iter().map(|network| story.card(network)).zip(values)
}

fn id(card: Option<&ModelCard>) -> Value {
    card.map(|card| card.id.as_str()).into()
}

fn hash(card: Option<&ModelCard>) -> Value {
    card.map(|card| card.sha256.as_str()).into()
}

/// None before all of them are there.
pub fn attack_shares(story: &Story, unit: Unit) -> Option<ExportedFigure> {
    let attacks = awaiting::all(&story.attacks())?;
    let first: &AttackShares = attacks.first()?;
    let columns = ["attack", "band", "energy_share", "white_noise_share", "over_white_noise"];
    let card = story.card(Network::Natural);
    let settings = attacks.iter().map(|attack| serde_json::to_value(&attack.method).unwrap_or_default());
    let mut record = Record::new("freqscope-attack-shares/1", &columns)
        .with("network", id(card))
        .with("weights_sha256", hash(card))
        .with("images", first.images)
        .with("images_attacked", first.attacked)
        .with("seed", first.seed)
        .with("attacks", settings.collect::<Vec<_>>());
    for attack in &attacks {
        for (band, ((share, noise), ratio)) in
            Band::all().zip(attack.attack.iter().zip(&attack.noise).zip(attack.ratios()))
        {
            let kind = attack.method.kind();
            record.row([kind.name().into(), band.index().into(), (*share).into(), (*noise).into(), ratio.into()]);
        }
    }
    let (attacked, images) = (thousands(first.attacked as u64), thousands(first.images as u64));
    let line = words().figures.attacked_images(card.map_or("", |card| &card.name), &attacked, &images, first.seed);
    Some(ExportedFigure {
        name: vec!["where-attacks-land".into(), Network::Natural.id().into(), view(unit)],
        figure: Some(landing::figure(story, unit)?),
        record,
        lines: vec![line],
        notes: vec![words().figures.shares_note().into()],
    })
}

/// None before all of them are there.
pub fn mean_scores(story: &Story, unit: Unit) -> Option<ExportedFigure> {
    let means: Vec<MeanScores> = mean_curves::all_means(story)?;
    let columns = ["network", "band", "mean_score", "share", "weights_sha256"];
    let images = means.first()?.images;
    let record = Record::new("freqscope-mean-scores/1", &columns).with("images", images);
    let mut record = record.of_baseline(Baseline::default());
    for (card, means) in networks(story, &means) {
        for (band, (mean, share)) in Band::all().zip(means.mean.iter().zip(means.shares())) {
            record.row([id(card), band.index().into(), (*mean).into(), share.into(), hash(card)]);
        }
    }
    Some(ExportedFigure {
        name: vec!["mean-scores".into(), view(unit)],
        figure: Some(mean_curves::figure(story, unit)?),
        record,
        lines: vec![words().figures.four_networks(&thousands(images as u64))],
        notes: vec![words().figures.means_note().into()],
    })
}

/// None before all of them are there.
pub fn differences(story: &Story, unit: Unit) -> Option<ExportedFigure> {
    let found = awaiting::all(&story.counterparts())?;
    let first: &Counterparts = found.first()?;
    let columns = ["network", "band", "difference_at_start", "difference_at_end", "end_over_start", "weights_sha256"];
    let record = Record::new("freqscope-look-alikes/1", &columns);
    let mut record = record.with("images", first.images).with("steps", first.steps);
    for (card, found) in networks(story, &found) {
        for (band, ((before, after), ratio)) in
            Band::all().zip(found.before.iter().zip(&found.after).zip(found.ratios()))
        {
            record.row([id(card), band.index().into(), (*before).into(), (*after).into(), ratio.into(), hash(card)]);
        }
    }
    let (images, steps) = (first.images.to_string(), thousands(first.steps.into()));
    let (line, note) = (words().figures.four_networks_steps(&images, &steps), words().figures.differences_note());
    Some(ExportedFigure {
        name: vec!["look-alikes".into(), view(unit)],
        figure: Some(left::figure(story, unit)?),
        record,
        lines: vec![line],
        notes: vec![note.into()],
    })
}

/// None before the list of networks is there.
pub fn accuracies(story: &Story) -> Option<ExportedFigure> {
    let columns = ["network", "attack", "norm", "epsilon", "accuracy", "images", "weights_sha256"];
    let mut record = Record::new("freqscope-accuracies/1", &columns);
    let cards: Vec<&ModelCard> = Network::ALL.into_iter().filter_map(|network| story.card(network)).collect();
    for card in &cards {
        let none = Value::Null;
        let clean = table::clean(card).into();
        record.row([id(Some(card)), "none".into(), none.clone(), none.clone(), clean, none, hash(Some(card))]);
        for Robustness { threat, accuracy, images, .. } in THREATS.iter().filter_map(|threat| robustness(card, threat))
        {
            let norm = serde_json::to_value(threat.norm).unwrap_or_default();
            record.row([
                id(Some(card)),
                "pgd-20".into(),
                norm,
                threat.epsilon.into(),
                (*accuracy).into(),
                (*images).into(),
                hash(Some(card)),
            ]);
        }
    }
    let name = vec!["accuracies".into()];
    (!cards.is_empty()).then(|| ExportedFigure { name, figure: None, record, lines: Vec::new(), notes: Vec::new() })
}
