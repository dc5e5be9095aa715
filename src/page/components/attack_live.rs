//! An attack at work.

use crate::{
    adversary::State,
    image::Image,
    page::{
        attacks::Running,
        components::{LossCurve, Pixels},
        text::plain,
    },
};
use yew::prelude::*;

/// Properties of [`AttackLive`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The attack.
    pub running: Running,
}

/// The iterate, where the search stands, and its losses so far.
#[component]
pub fn AttackLive(props: &Props) -> Html {
    let running = &props.running;
    let state = running.state();
    let image = state.map_or(&running.picture.image, |state| &state.image);
    let (done, total) = running.progress.as_ref().map_or((0, 0), |progress| (progress.done, progress.total));
    html! {
        <div class="attack-live">
            <div class="frame">
                <Pixels rgba={image.to_rgba8()} width={Image::SIDE as u32} label="The image as it is now" testid="attack-iterate" />
            </div>
            <div>
                if total > 0 {
                    <progress value={done.to_string()} max={total.to_string()} aria-label="Steps of the attack" />
                }
                <p data-testid="attack-progress" data-done={done.to_string()}>
                    { state.map_or("Waiting for the engine".into(), |state| line(done, total, state)) }
                </p>
                <LossCurve losses={running.losses.clone()} />
            </div>
        </div>
    }
}

fn line(done: u32, total: u32, state: &State) -> String {
    let (loss, margin) = (plain(state.loss, 3), plain(state.margin, 2));
    let (l2, linf) = (state.distance.l2, state.distance.linf);
    let class = state.logits.class();
    format!(
        "Step {done} of {total} · says “{class}” · loss {loss} · margin {margin} logits · ℓ2 {l2:.3} · ℓ∞ {linf:.4} · {} queries",
        state.queries
    )
}
