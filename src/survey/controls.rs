//! What starts, stops and shows the mean over the samples.

use crate::{
    survey::{Lowest, Standing, SurveyPhase, View, action::SurveyAction},
    widgets::{
        choice::{Choice, Opt},
        segmented::Segmented,
    },
};
use freqscope_core::class::Class;
use yew::prelude::*;

/// Properties of [`SurveyControls`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What is drawn.
    pub view: View,
    /// How far the survey is.
    pub standing: Standing,
    /// Receives what the visitor does.
    pub on_act: Callback<SurveyAction>,
}

/// Buttons, progress, and what is drawn. So that the focus stays on them, the button that starts also stops, and none is
/// disabled when there is nothing for it to do.
#[component]
pub fn SurveyControls(props: &Props) -> Html {
    let (standing, view) = (&props.standing, props.view);
    let running = standing.phase == SurveyPhase::Running;
    let whole = standing.done >= standing.total;
    html! {
        <>
            <div class="buttons">
                { button(props, "survey-run", run(standing), name(standing), !running && (whole || !standing.ready)) }
                { button(props, "survey-clear", SurveyAction::Clear, "Start over", standing.done == 0) }
                { button(props, "survey-stored", SurveyAction::ShowStored, "Show only the stored curve", running) }
            </div>
            <div class="survey-progress">
                <progress
                    value={standing.done.to_string()} max={standing.total.max(1).to_string()} aria-label="Images measured"
                />
                <p role="status" data-testid="survey-words" data-done={standing.done.to_string()}>{ words(standing) }</p>
            </div>
            <div class="survey-view">
                { groups(view, &props.on_act) }
                <Segmented
                    legend="Band 0, the mean colour" name="survey-lowest" options={vec!["Hidden".into(), "Shown".into()]}
                    selected={usize::from(view.lowest == Lowest::Shown)} meaning="It dwarfs the other bands."
                    on_choose={props.on_act.reform(move |i: usize| {
                        let lowest = if i == 0 { Lowest::Hidden } else { Lowest::Shown };
                        SurveyAction::Look(View { lowest, ..view })
                    })}
                />
            </div>
        </>
    }
}

fn button(props: &Props, testid: &'static str, act: SurveyAction, text: &'static str, idle: bool) -> Html {
    let onclick = (!idle).then(|| props.on_act.reform(move |_: MouseEvent| act));
    html! {
        <button type="button" class="button" data-testid={testid} aria-disabled={idle.to_string()} {onclick}>
            { text }
        </button>
    }
}

fn run(standing: &Standing) -> SurveyAction {
    if standing.phase == SurveyPhase::Running { SurveyAction::Stop } else { SurveyAction::Start }
}

fn name(standing: &Standing) -> &'static str {
    match standing.phase {
        SurveyPhase::Running => "Stop",
        _ if standing.done > 0 => "Go on",
        _ => "Measure the samples",
    }
}

fn words(standing: &Standing) -> String {
    let Standing { done, total, .. } = *standing;
    match &standing.phase {
        SurveyPhase::Failed(why) => format!("Stopped at {done} of {total} images. {why}"),
        SurveyPhase::Running if standing.waiting => {
            format!("{done} of {total} images; waiting while the engine answers your own questions.")
        }
        SurveyPhase::Running => format!("{done} of {total} images; the interval narrows as they grow."),
        SurveyPhase::Idle if total == 0 => "The samples are not here yet.".into(),
        SurveyPhase::Idle if done >= total => format!("All {total} images are measured."),
        SurveyPhase::Idle if !standing.ready => "The measurement can start as soon as the network is ready.".into(),
        SurveyPhase::Idle => format!("{done} of {total} images."),
    }
}

fn groups(view: View, on_act: &Callback<SurveyAction>) -> Html {
    let classes = Class::ALL.iter().map(|class| Opt::new(class.name(), class.name()));
    let options: Vec<Opt> = std::iter::once(Opt::new("all", "all")).chain(classes).collect();
    let selected = view.group.map_or(0, |class| class.index() + 1);
    let group = |i: usize| i.checked_sub(1).map(|i| Class::ALL[i]);
    let on_choose = on_act.reform(move |i: usize| SurveyAction::Look(View { group: group(i), ..view }));
    html! { <Choice label="Images labelled" testid="survey-group" {options} {selected} {on_choose} /> }
}
