//! Attacking the picture: settings, the attack at work, and what came of it.

use crate::{
    frequency::Band,
    page::{
        action::AttackAction,
        attack_form::Form,
        attacks::Stage,
        components::{AttackLive, AttackResult, AttackSettings},
    },
};
use yew::prelude::*;

/// Properties of [`AttackPanel`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The visitor's settings.
    pub form: Form,
    /// How far the attack is.
    pub stage: Stage,
    /// Name of the model that is attacked, once it is known.
    pub model: Option<String>,
    /// Whether an attack can be started.
    pub ready: bool,
    /// Whether the adversarial image is the picture.
    pub adopted: bool,
    /// Whether there is a picture to go back to.
    pub returns: bool,
    /// The band that the visitor points at.
    pub pointed: Option<Band>,
    /// Receives the band that the visitor points at.
    pub on_point: Callback<Option<Band>>,
    /// Receives what the visitor does.
    pub on_act: Callback<AttackAction>,
}

/// Attacking the picture. The words are always there: screen readers only announce changes of what they know.
#[component]
pub fn AttackPanel(props: &Props) -> Html {
    let back = props.on_act.reform(|_: MouseEvent| AttackAction::Return);
    let title = match &props.model {
        Some(model) => format!("Attack {model}"),
        None => "Attack the network".into(),
    };
    html! {
        <section class="attack" aria-labelledby="attack-title" data-testid="attack" data-state={props.stage.name()}>
            <header>
                <h2 id="attack-title">{ title }</h2>
                <p class="reading">
                    { "An attack changes the image as little as it can until the network says something else. Then see \
                       which bands the change lies in, and compare them with the bands that the class rests on." }
                </p>
            </header>
            if props.returns {
                <p class="adopted">
                    { "The picture of this page is an adversarial image. " }
                    <button type="button" class="button" data-testid="attack-return" onclick={back}>
                        { "Back to the picture before" }
                    </button>
                </p>
            }
            <AttackSettings
                form={props.form.clone()} running={props.stage.job().is_some()} ready={props.ready}
                on_act={props.on_act.clone()}
            />
            <p
                class={if matches!(props.stage, Stage::Failed(_)) { "complaint" } else { "attack-words" }} role="status"
                data-testid="attack-words"
            >
                { props.stage.words() }
            </p>
            { body(props) }
        </section>
    }
}

fn body(props: &Props) -> Html {
    match &props.stage {
        Stage::Idle => html! {
            <p class="meaning">{ "No attack yet. The result will stand here: images, predictions and the spectrum of the change." }</p>
        },
        Stage::Failed(_) => Html::default(),
        Stage::Running(running) => html! { <AttackLive running={running.clone()} /> },
        Stage::Done(attacked) => html! {
            <AttackResult
                attacked={attacked.clone()} adopted={props.adopted} pointed={props.pointed}
                on_point={props.on_point.clone()} on_act={props.on_act.clone()}
            />
        },
    }
}
