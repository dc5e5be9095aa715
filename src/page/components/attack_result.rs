//! What came of an attack: in images and in numbers, and where in the spectrum it landed.

use crate::{
    adversary::AttackReport,
    frequency::Band,
    image::Image,
    logits::Logits,
    page::{
        action::AttackAction,
        attacks::Attacked,
        components::{AttackSpectrum, LossCurve, Pixels},
        perturbation::{amplified, factor},
        text::percent,
    },
};
use yew::prelude::*;

/// Properties of [`AttackResult`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The attack.
    pub attacked: Attacked,
    /// Whether the adversarial image is the picture.
    pub adopted: bool,
    /// The band that the visitor points at.
    pub pointed: Option<Band>,
    /// Receives the band that the visitor points at.
    pub on_point: Callback<Option<Band>>,
    /// Receives what the visitor does.
    pub on_act: Callback<AttackAction>,
}

/// What came of an attack.
#[component]
pub fn AttackResult(props: &Props) -> Html {
    let (attacked, report) = (&props.attacked, &props.attacked.report);
    let adopt = props.on_act.reform(|_: MouseEvent| AttackAction::Adopt);
    let unchanged = report.distance.l0 == 0;
    html! {
        <div class="attack-result">
            { images(&attacked.picture.image, report) }
            <div class="attack-numbers">
                { numbers(report) }
                <LossCurve losses={report.losses.clone()} />
            </div>
            if unchanged {
                <p class="meaning">{ "The image did not change, so there is no spectrum of a change to show." }</p>
            } else {
                <div class="buttons">
                    <button type="button" class="button" data-testid="attack-adopt" disabled={props.adopted} onclick={adopt}>
                        { if props.adopted { "This is the picture now" } else { "Use the adversarial image as the picture" } }
                    </button>
                </div>
                <AttackSpectrum
                    clean={attacked.picture.image.clone()} adversarial={report.image.clone()}
                    pointed={props.pointed} on_point={props.on_point.clone()}
                />
            }
        </div>
    }
}

fn images(clean: &Image, report: &AttackReport) -> Html {
    let factor = factor(report.distance.linf);
    let plate = |image: &Image, testid: &'static str, title: &'static str, note: String| {
        html! {
            <figure>
                <div class="frame">
                    <Pixels rgba={image.to_rgba8()} width={Image::SIDE as u32} label={title} {testid} />
                </div>
                <figcaption><strong>{ title }{ "." }</strong>{ " " }{ note }</figcaption>
            </figure>
        }
    };
    let change = amplified(clean, &report.image, factor);
    html! {
        <div class="plates">
            { plate(clean, "attack-before", "Before", says(&report.before)) }
            { plate(&report.image, "attack-after", "After", says(&report.after)) }
            { plate(&change, "attack-change", "The change", format!("Multiplied by {factor}; mid-grey is no change.")) }
        </div>
    }
}

fn says(logits: &Logits) -> String {
    let class = logits.class();
    format!("The network says “{class}” ({}).", percent(f64::from(logits.probability(class))))
}

fn numbers(report: &AttackReport) -> Html {
    let distance = &report.distance;
    let rows = [
        ("Largest change of a value, ℓ∞", format!("{:.4} = {:.1}/255", distance.linf, 255.0 * distance.linf)),
        ("Length of the change, ℓ2", format!("{:.3}", distance.l2)),
        ("Values that changed", format!("{} of {}", distance.l0, Image::LEN)),
        ("Structural similarity, SSIM", format!("{:.4}", report.ssim)),
        ("Iterations", report.iterations.to_string()),
        ("Queries of the network", report.queries.to_string()),
    ];
    html! {
        <dl data-testid="attack-numbers">
            { for rows.into_iter().map(|(name, value)| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }) }
        </dl>
    }
}
