//! A running attack.

use crate::{
    attack::{probability_chart::ProbabilityChart, run::RunningAttack},
    charts::{
        attack_change::AttackChange,
        loss_curve::{self, LossCurve},
    },
    networks::side::Side,
    text::{local, plain},
    widgets::image_plate::ImagePlate,
    words::words,
};
use freqscope_core::attack::report::AttackState;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub side: Side,
    pub running: RunningAttack,
}

/// The iterate and what has changed, where the search stands, the probabilities and the losses so far.
#[component]
pub fn AttackLive(props: &Props) -> Html {
    let (running, side) = (&props.running, props.side);
    let state = running.state();
    let (done, total) = running.progress.as_ref().map_or((0, 0), |progress| (progress.done, progress.total));
    html! {
        <div class="attack-live">
            { images(running, side) }
            <div>
                if total > 0 {
                    <progress value={done.to_string()} max={total.to_string()} aria-label={words().attack.progress()} />
                }
                <p data-testid={side.testid("attack-progress")} data-done={done.to_string()}>
                    { state.map_or(words().attack.waiting_for_engine().into(), |state| line(done, total, state)) }
                </p>
                <ProbabilityChart
                    history={running.history.clone()} class={running.class()} target={running.setup.form.goal.target()}
                    testid={side.testid("attack-probabilities")}
                />
                <LossCurve
                    name={running.setup.form.kind.loss()} losses={running.losses.clone()}
                    axis={loss_curve::axis(running.losses.iter().copied())}
                />
            </div>
        </div>
    }
}

fn images(running: &RunningAttack, side: Side) -> Html {
    let (state, clean) = (running.state(), &running.setup.picture.image);
    let image = state.map_or(clean, |state| &state.image);
    html! {
        <div class="attack-iterate">
            <ImagePlate
                image={image.clone()} title={words().attack.image_now()} note="" testid={side.testid("attack-iterate")}
            />
            <AttackChange
                clean={clean.clone()} adversarial={image.clone()} testid={side.testid("attack-iterate-change")}
                largest={state.map_or(0.0, |state| state.distance.linf)}
            />
        </div>
    }
}

fn line(done: u32, total: u32, state: &AttackState) -> String {
    let (loss, margin) = (plain(state.loss, 3), plain(state.margin, 2));
    let (l2, linf) = (state.distance.l2, state.distance.linf);
    let (l2, linf) = (local(format!("{l2:.3}")), local(format!("{linf:.4}")));
    let (words, class) = (&words().attack, words().classes.name(state.logits.class()));
    let parts = [
        words.step(done, total),
        words.step_says(class),
        words.step_loss(&loss),
        words.step_margin(&margin),
        format!("ℓ2 {l2}"),
        format!("ℓ∞ {linf}"),
        words.step_queries(state.queries.into()),
    ];
    parts.join(" · ")
}
