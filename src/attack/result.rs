//! The result of an attack: images, numbers, other models' answers, and the spectrum of the change.

use crate::{
    attack::{
        action::AttackAction, compared_axes::ComparedAxes, exported::in_8_bits, model_attack::ModelAttack,
        probability_chart::ProbabilityChart, run::FinishedAttack, spectrum::AttackSpectrum,
        transfer_table::TransferTable,
    },
    charts::{attack_change::AttackChange, loss_curve::LossCurve, measure::Measure},
    export::{Export, Subject},
    networks::side::Side,
    text::{local, percent},
    widgets::{export_row::ExportRow, image_plate::ImagePlate},
    words::words,
};
use freqscope_core::{attack::report::AttackReport, image::Image, logits::Logits, spectrum::band::Band};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub attack: ModelAttack,
    pub finished: FinishedAttack,
    pub measure: Measure,
    pub axes: ComparedAxes,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
    pub on_act: Callback<AttackAction>,
    pub on_export: Callback<Export>,
}

#[component]
pub fn AttackResult(props: &Props) -> Html {
    let (finished, side) = (&props.finished, props.attack.side);
    let report = &finished.report;
    html! {
        <div class="attack-result">
            <p class="meaning">{ words().attack.what_on_which(&finished.setup.form.title(), &finished.setup.picture.origin.title()) }</p>
            { images(&finished.setup.picture.image, report, side) }
            <div class="attack-numbers">
                { numbers(report, side) }
                <div>
                    <ProbabilityChart
                        history={(*finished.history).clone()} class={finished.class()}
                        target={finished.setup.form.goal.target()} testid={side.testid("attack-probabilities")}
                    />
                    <LossCurve name={finished.kind().loss()} losses={report.losses.clone()} axis={props.axes.loss.clone()} />
                </div>
            </div>
            if finished.has_change() {
                { change(props) }
            } else {
                <p class="meaning">{ words().attack.no_change() }</p>
            }
            { exports(props) }
        </div>
    }
}

/// Shown only where the image changed.
fn change(props: &Props) -> Html {
    let (finished, attack) = (&props.finished, &props.attack);
    html! {
        <>
            <div class="buttons">{ adopt(props) }</div>
            <TransferTable side={attack.side} class={finished.class()} rows={attack.transfer.clone()} />
            <AttackSpectrum
                side={attack.side} clean={finished.setup.picture.image.clone()}
                adversarial={finished.report.image.clone()} measure={props.measure} axis={props.axes.profile.clone()} scores={attack.scores.clone()}
                pointed={props.pointed} on_point={props.on_point.clone()}
                on_measure={props.on_act.reform(AttackAction::Measure)}
            />
        </>
    }
}

/// The files, and what 8 bits a value would make of the image.
fn exports(props: &Props) -> Html {
    let (side, finished) = (props.attack.side, &props.finished);
    let on_export = props.on_export.reform(move |format| Subject::Attack(side).in_format(format));
    let bits = props.attack.rounded().and_then(|rounded| in_8_bits(finished, &rounded));
    let image = finished.has_change().then(|| words().attack.adversarial_image());
    html! {
        <ExportRow name={side.testid("attack-export")} {image} ready=true {on_export}>
            if let Some(bits) = bits { <p class="meaning" data-testid={side.testid("attack-bits")}>{ bits }</p> }
        </ExportRow>
    }
}

/// The button stays enabled when it has done its work, or it would lose the focus.
fn adopt(props: &Props) -> Html {
    let (side, adopted) = (props.attack.side, props.attack.adopted);
    let onclick = props.on_act.reform(move |_: MouseEvent| AttackAction::Adopt(side));
    html! {
        <button
            type="button" class="button" data-testid={side.testid("attack-adopt")} aria-disabled={adopted.to_string()}
            {onclick}
        >
            { if adopted { words().attack.is_picture_now() } else { words().attack.adopt() } }
        </button>
    }
}

fn images(clean: &Image, report: &AttackReport, side: Side) -> Html {
    html! {
        <div class="plates">
            <ImagePlate image={clean.clone()} title={words().attack.before()} note={says(&report.before)} testid={side.testid("attack-before")} />
            <ImagePlate
                image={report.image.clone()} title={words().attack.after()} note={says(&report.after)} testid={side.testid("attack-after")}
            />
            <AttackChange
                clean={clean.clone()} adversarial={report.image.clone()} largest={report.distance.linf}
                testid={side.testid("attack-change")}
            />
        </div>
    }
}

fn says(logits: &Logits) -> String {
    let class = logits.class();
    words().attack.says(words().classes.name(class), &percent(f64::from(logits.probability(class))))
}

fn numbers(report: &AttackReport, side: Side) -> Html {
    let distance = &report.distance;
    let words = &words().attack;
    let rows = [
        (words.largest_change(), local(format!("{:.4} = {:.1}/255", distance.linf, 255.0 * distance.linf))),
        (words.length(), local(format!("{:.3}", distance.l2))),
        (words.sum_of_changes(), local(format!("{:.2}", distance.l1))),
        (words.changed_values(), words.of_all(&distance.l0.to_string(), &Image::LEN.to_string())),
        (words.similarity(), local(format!("{:.4}", report.ssim))),
        (words.iterations_done(), report.iterations.to_string()),
        (words.queries(), report.queries.to_string()),
    ];
    html! {
        <dl data-testid={side.testid("attack-numbers")}>
            { for rows.into_iter().map(|(name, value)| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }) }
        </dl>
    }
}
