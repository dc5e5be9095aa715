//! A search for a picture that the networks on show take for the one of the page.

use crate::{
    action::Action,
    article::figure::{multiples::exporting, props::FigureProps},
    export::Subject,
    inversion::{
        action::InversionAction,
        inversions::{InversionRun, InversionStage, ModelInversion},
    },
    widgets::{clicks::first_click, export_row::ExportRow, image_plate::ImagePlate},
    words::words,
};
use yew::prelude::*;

/// The button that starts also stops, so that the focus stays on it.
#[component]
pub fn Lookalike(props: &FigureProps) -> Html {
    let story = &props.story;
    let act = if story.inverting { InversionAction::Cancel } else { InversionAction::Run };
    let onclick = first_click(&props.on_act, move || Action::Invert(act.clone()));
    html! {
        <div class="lookalike" data-testid="lookalike">
            <button
                type="button" class="button" data-testid="lookalike-run" disabled={!story.inverting && !story.can_invert} {onclick}
            >
                { if story.inverting { words().figures.stop_search() } else { words().figures.search() } }
            </button>
            if !story.can_invert && !story.inverting { <p class="small">{ words().figures.search_not_ready() }</p> }
            { for story.inversions.iter().map(|inversion| run(inversion, &props.on_act)) }
        </div>
    }
}

fn run(inversion: &ModelInversion, on_act: &Callback<Action>) -> Html {
    let ModelInversion { side, name, stage } = inversion;
    let (text, run) = match stage {
        InversionStage::Idle => return html! {},
        InversionStage::Failed(why) => (why.clone(), None),
        InversionStage::Shown(run) => (run.status_text(), Some(run)),
    };
    html! {
        <div class="lookalike-run" data-testid={side.testid("lookalike-of")} data-state={stage.name()}>
            <p><b class={side.class()}>{ name }</b>{ " " }<span class="small">{ text }</span></p>
            { for run.map(plates) }
            if run.is_some_and(|run| !run.losses.is_empty()) {
                <ExportRow
                    name={side.testid("lookalike-export")} image={words().figures.image_found()} ready=true
                    on_export={exporting(on_act, Subject::Inversion(*side))}
                />
            }
        </div>
    }
}

fn plates(run: &InversionRun) -> Html {
    let setup = &run.setup;
    html! {
        <div class="tiles">
            <ImagePlate image={setup.start_image.clone()} title={words().figures.begun_at()} note={words().classes.name(setup.start.class)} testid="lookalike-start" />
            <ImagePlate image={(*run.image).clone()} title={words().figures.found()} note="" testid="lookalike-image" />
            <ImagePlate
                image={setup.target.image.clone()} title={words().figures.sought()} note={setup.target.origin.title()} testid="lookalike-target"
            />
        </div>
    }
}
