//! The panel of representation inversion (paper, Experiment II and Fig. 3).

use crate::{
    charts::loss_curve,
    export::Export,
    inversion::{
        action::InversionAction,
        inversions::{InversionForm, InversionStage, ModelInversion},
        run_view::InversionRunView,
        settings::InversionSettings,
    },
    picture::samples::Sample,
    words::words,
};
use freqscope_core::figure::axis::Axis;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub form: InversionForm,
    /// The possible starts.
    pub samples: Rc<[Sample]>,
    /// The one that a run would begin at.
    pub start: Option<Sample>,
    /// One or two.
    pub inversions: Vec<ModelInversion>,
    /// Whether an inversion can be started.
    pub ready: bool,
    pub running: bool,
    pub on_act: Callback<InversionAction>,
    pub on_export: Callback<Export>,
}

#[component]
pub fn InversionPanel(props: &Props) -> Html {
    let compared = props.inversions.len() > 1;
    let axis = axis(&props.inversions);
    html! {
        <section class="inversion" aria-labelledby="inversion-title" data-testid="inversion">
            <header>
                <h2 id="inversion-title">{ words().inversion.heading() }</h2>
                <p class="reading" translate="yes">{ words().inversion.intro() }</p>
            </header>
            <InversionSettings
                form={props.form.clone()} samples={props.samples.clone()} start={props.start.clone()} ready={props.ready}
                running={props.running} on_act={props.on_act.clone()}
            />
            <div class={classes!("attack-victims", compared.then_some("two"))}>
                { for props.inversions.iter().map(|inversion| html! {
                    <InversionRunView
                        key={inversion.side.letter()} inversion={inversion.clone()} {compared} axis={axis.clone()}
                        on_export={props.on_export.clone()}
                    />
                }) }
            </div>
        </section>
    }
}

/// One axis for the losses of all models.
fn axis(inversions: &[ModelInversion]) -> Axis {
    let losses = inversions.iter().filter_map(|inversion| match &inversion.stage {
        InversionStage::Shown(run) => Some(&run.losses),
        InversionStage::Idle | InversionStage::Failed(_) => None,
    });
    loss_curve::axis(losses.flatten().copied())
}
