//! The panel of representation inversion (paper, Experiment II and Fig. 3).

use crate::{
    inversion::{
        action::InversionAction,
        inversions::{InversionForm, ModelInversion},
        run_view::InversionRunView,
        settings::InversionSettings,
    },
    picture::samples::Sample,
};
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
}

#[component]
pub fn InversionPanel(props: &Props) -> Html {
    let compared = props.inversions.len() > 1;
    html! {
        <section class="inversion" aria-labelledby="inversion-title" data-testid="inversion">
            <header>
                <h2 id="inversion-title">{ "What the network takes for the same" }</h2>
                <p class="reading">
                    { "The paper’s Experiment II: beginning at another image, look for an image x" }<sub>{ "r" }</sub>
                    { " whose representation g, the input of the last layer, is that of the picture x. At loss 0, what \
                       differs between the two images is what the representation ignores. The relative loss is \
                       ‖g(x" }<sub>{ "r" }</sub>{ ") − g(x)‖ / ‖g(x)‖." }
                </p>
            </header>
            <InversionSettings
                form={props.form.clone()} samples={props.samples.clone()} start={props.start.clone()} ready={props.ready}
                running={props.running} on_act={props.on_act.clone()}
            />
            <div class={classes!("attack-victims", compared.then_some("two"))}>
                { for props.inversions.iter().map(|inversion| html! {
                    <InversionRunView key={inversion.side.letter()} inversion={inversion.clone()} {compared} />
                }) }
            </div>
        </section>
    }
}
