//! One representation inversion: the images, the loss, and what differs in the spectrum.

use crate::{
    charts::{change_map::ChangeMap, loss_curve::LossCurve, measure::Measure},
    export::{Export, Subject},
    inversion::inversions::{InversionRun, InversionStage, ModelInversion, RunStatus},
    networks::{side::Side, swatch::Swatch},
    text::percent,
    widgets::{export_row::ExportRow, image_plate::ImagePlate},
    words::words,
};
use freqscope_core::{change::rct::ImagePair, figure::axis::Axis};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub inversion: ModelInversion,
    /// Whether another model is shown beside it.
    pub compared: bool,
    /// Of the losses, the same for all that are compared.
    pub axis: Axis,
    pub on_export: Callback<Export>,
}

/// The paragraph with the status is always there: screen readers only announce changes of elements that they know.
#[component]
pub fn InversionRunView(props: &Props) -> Html {
    let ModelInversion { side, name, stage } = &props.inversion;
    let text = match stage {
        InversionStage::Idle => words().inversion.none_yet().into(),
        InversionStage::Failed(why) => why.clone(),
        InversionStage::Shown(run) => run.status_text(),
    };
    let class = if matches!(stage, InversionStage::Failed(_)) { "complaint" } else { "attack-words" };
    let running = stage.job().is_some();
    html! {
        <div class="inversion-run" data-testid={side.testid("inversion-run-of")} data-state={stage.name()}>
            if props.compared { <h3><Swatch side={*side} />{ name }</h3> }
            <p
                {class} role={(!running).then_some("status")} data-testid={side.testid("inversion-words")}
            >
                { text }
            </p>
            if let InversionStage::Shown(run) = stage { { shown(props, *side, run) } }
        </div>
    }
}

fn shown(props: &Props, side: Side, run: &InversionRun) -> Html {
    let setup = &run.setup;
    let on_export = props.on_export.reform(move |format| Subject::Inversion(side).in_format(format));
    html! {
        <>
            if let RunStatus::Running(_) = run.status {
                <progress value={run.done.to_string()} max={setup.spec.steps.to_string()} aria-label={words().inversion.progress()} />
            }
            <div class="triple">
                <ImagePlate
                    image={setup.start_image.clone()} title={words().inversion.start()} note={words().classes.name(setup.start.class)}
                    testid={side.testid("inversion-start-image")}
                />
                <ImagePlate image={(*run.image).clone()} title={words().inversion.found()} note={found(run)} testid={side.testid("inversion-image")} />
                <ImagePlate
                    image={setup.target.image.clone()} title={words().inversion.sought()} note={setup.target.origin.title()}
                    testid={side.testid("inversion-target")}
                />
            </div>
            if let Some(nearness) = run.nearness() {
                <p class="meaning" data-testid={side.testid("inversion-nearness")}>{ nearness }</p>
            }
            <LossCurve name={words().inversion.relative_loss()} losses={run.losses.clone()} axis={props.axis.clone()} />
            { change(side, run) }
            <ExportRow
                name={side.testid("inversion-export")} image={words().inversion.image_found()} ready={!run.losses.is_empty()} {on_export}
            />
        </>
    }
}

fn found(run: &InversionRun) -> String {
    match (run.status, run.says()) {
        (RunStatus::Running(_), _) => words().inversion.as_it_is_now().into(),
        (_, None) => "…".into(),
        (_, Some(logits)) => {
            let says = logits.class();
            let probability = percent(f64::from(logits.probability(says)));
            words().inversion.network_says(words().classes.name(says), &probability)
        }
    }
}

/// |DCT(x_r) − DCT(x)|, the map of the paper's Fig. 3.
fn change(side: Side, run: &InversionRun) -> Html {
    let pair = ImagePair { clean: &run.setup.target.image, adversarial: &run.image };
    let measure = Measure::Absolute;
    measure.map(&pair).map_or(Html::default(), |map| {
        html! {
            <>
                <h4>{ words().inversion.what_differs() }</h4>
                <ChangeMap {map} {measure} testid={side.testid("inversion-map")} />
            </>
        }
    })
}
