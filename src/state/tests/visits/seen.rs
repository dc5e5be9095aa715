//! What has to hold at every moment of a visit.

use super::{
    outside::{Outside, chart, says},
    *,
};
use crate::{
    attack::{run::FinishedAttack, transfer::TransferAnswer},
    inversion::inversions::{InversionStage, RunStatus},
    link::read::{Address, Reading},
};
use std::cell::RefCell;

/// `told`: the steps so far, for whoever reads of a failure.
pub fn check(state: &State, outside: &Outside, told: &[String]) {
    let told = || told.join("\n");
    for side in Side::ALL {
        let Some(card) = state.card(side) else { continue };
        assert_answers(state, &card.id).unwrap_or_else(|what| panic!("{}: {what} after\n{}", card.id, told()));
        let attack = assert_attack(state, side, &card.id);
        attack.unwrap_or_else(|what| panic!("attack on {}: {what} after\n{}", card.id, told()));
        let inversion = assert_inversion(state, &card.id);
        inversion.unwrap_or_else(|what| panic!("inversion on {}: {what} after\n{}", card.id, told()));
    }
    let waits = assert_awaited(state, outside);
    waits.unwrap_or_else(|what| panic!("{what} after\n{}", told()));
    draw(state);
}

type Held = Result<(), &'static str>;

fn holds(condition: bool, what: &'static str) -> Held {
    if condition { Ok(()) } else { Err(what) }
}

/// What a network on show says is of the picture on show.
fn assert_answers(state: &State, model: &str) -> Held {
    let results = state.results.of(model);
    let Some(picture) = &state.picture else {
        return holds(results.clean().is_none() && results.report().is_none(), "there are answers without a picture");
    };
    let (image, baseline) = (&picture.image, state.settings.ablation.baseline);
    holds(results.clean().is_none_or(|logits| logits == says(model, image)), "the answer is of another picture")?;
    let spec = OcclusionSpec { image: image.clone(), class: None, baseline, partition: Partition::Diagonal };
    let charted = chart(model, &spec);
    let of_now = |report: &Rc<OcclusionReport>| (report.clean, &report.ablated) == (charted.clean, &charted.ablated);
    holds(results.report().is_none_or(of_now), "the chart is of another picture or baseline")?;
    let selected = state.settings.ablation;
    let single = selected.bands.iter().next().map(|band| charted.ablated[band.index()]);
    let of_selection = |logits| says(model, &without(&selected, image)) == logits || single == Some(logits);
    holds(results.after(&selected).is_none_or(of_selection), "the answer is without other bands")?;
    let cutoff = state.settings.view.cutoff;
    let of_cutoff = |logits| says(model, &behind(cutoff, baseline, image)) == logits;
    holds(results.cutoffs.of(cutoff).is_none_or(of_cutoff), "the answer is behind another cut-off")
}

fn behind(cutoff: Cutoff, baseline: Baseline, image: &Image) -> Image {
    without(&Ablation { bands: cutoff.removed(), baseline }, image)
}

/// An attack on show was run on this network, and on the picture or on one that it was made of.
fn assert_attack(state: &State, side: Side, model: &str) -> Held {
    let stage = state.stage(side);
    if let Some(setup) = stage.setup() {
        holds(setup.model == model, "it was run on another network")?;
        holds(origins(state).contains(&&*setup.picture), "it was run on another picture")?;
    }
    let Some(attack) = state.model_attacks().into_iter().find(|attack| attack.side == side) else { return Ok(()) };
    let Some(finished) = stage.finished() else { return Ok(()) };
    holds(is_of(finished, model), "its answers are of other images")?;
    let known = attack.transfer.iter().filter_map(|row| Some((&row.model, row.answer?)));
    for (model, answer) in known {
        let TransferAnswer::Known { before, after, rounded } = answer else { continue };
        let found = &finished.report.image;
        let said = [&finished.setup.picture.image, found].map(|image| says(model, image));
        holds(said == [before, after], "another network's answers are of other images")?;
        let rounding = rounded.is_none_or(|rounded| rounded == says(model, &found.clone().rounded()));
        holds(rounding, "an answer is of another rounded image")?;
    }
    Ok(())
}

fn is_of(finished: &FinishedAttack, model: &str) -> bool {
    let report = &finished.report;
    (report.before, report.after) == (says(model, &finished.setup.picture.image), says(model, &report.image))
}

/// The picture, and those that it was made of.
fn origins(state: &State) -> Vec<&Picture> {
    std::iter::successors(state.picture.as_deref(), |picture| match &picture.origin {
        Origin::Adversarial(before) => Some(&**before),
        _ => None,
    })
    .collect()
}

/// What the network says of what was found is of that; one that runs is about the picture.
fn assert_inversion(state: &State, model: &str) -> Held {
    let InversionStage::Shown(run) = state.inversions.of(model) else { return Ok(()) };
    holds(run.setup.model == model, "it was run on another network")?;
    holds(run.says().is_none_or(|logits| logits == says(model, &run.image)), "the answer is of another image")?;
    let running = matches!(run.status, RunStatus::Running(_));
    holds(!running || origins(state).contains(&&*run.setup.target), "it runs on another picture")
}

/// Whatever the page waits for is still to come.
fn assert_awaited(state: &State, outside: &Outside) -> Held {
    if !state.connection.is_running() {
        return Ok(());
    }
    let asked = outside.engine.asked.iter().filter_map(|request| match request {
        Request::Ask { job, .. } => Some(*job),
        _ => None,
    });
    let said = outside.engine.said.iter().filter_map(|event| match event {
        Event::Answered { job, .. } | Event::Failed { job, .. } => Some(*job),
        _ => None,
    });
    let coming: Vec<JobId> = asked.chain(said).collect();
    let stages = Side::ALL.map(|side| state.stage(side).job());
    let inversions = state.model_inversions();
    let runs = inversions.iter().map(|one| one.stage.job()).chain(stages).flatten();
    let questions = Side::ALL.into_iter().filter_map(|side| state.results(side)).flat_map(Results::jobs);
    holds(runs.chain(questions).all(|job| coming.contains(&job)), "it waits for what will never come")
}

/// Makes all that the page draws.
fn draw(state: &State) {
    drop((state.shown_models(), state.screen_networks(), state.story(), state.series(), state.history()));
    drop((state.survey_progress(), state.curves(), state.curve_notes(), state.own_models(), state.copied()));
}

/// What a page says in its address is the page.
pub fn check_link(state: &State) {
    let link = state.link();
    let hash = link.hash();
    let Reading { address: Address::Whole(read), complaints } = Reading::of(&hash) else { panic!("{hash}") };
    assert_eq!((*read, complaints), (link, Vec::new()), "{hash}");
}

/// An image without bands, computed once: visits have few pictures and many moments.
fn without(ablation: &Ablation, image: &Image) -> Image {
    thread_local! {
        static KNOWN: RefCell<Vec<(Ablation, Image, Image)>> = const { RefCell::new(Vec::new()) };
    }
    KNOWN.with_borrow_mut(|known| {
        let found = known.iter().position(|(of, from, _)| of == ablation && from == image);
        let at = found.unwrap_or_else(|| {
            known.insert(0, (*ablation, image.clone(), ablation.apply(image)));
            known.truncate(64);
            0
        });
        known[at].2.clone()
    })
}
