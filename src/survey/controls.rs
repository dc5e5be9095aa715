//! The buttons, the progress and the choice of what is drawn.

use crate::{
    survey::{BandZero, SurveyPhase, SurveyProgress, SurveyView, action::SurveyAction},
    widgets::{
        choice::{Choice, ChoiceOption},
        segmented::Segmented,
    },
};
use freqscope_core::class::Class;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub view: SurveyView,
    pub progress: SurveyProgress,
    pub on_act: Callback<SurveyAction>,
}

/// Buttons, progress, and what is drawn. So that the focus stays on them, the button that starts also stops, and none is
/// disabled when there is nothing for it to do.
#[component]
pub fn SurveyControls(props: &Props) -> Html {
    let (progress, view) = (&props.progress, props.view);
    let running = progress.phase == SurveyPhase::Running;
    let whole = progress.done >= progress.total;
    html! {
        <>
            <div class="buttons">
                { button(props, "survey-run", run(progress), name(progress), !running && (whole || !progress.ready)) }
                { button(props, "survey-clear", SurveyAction::Clear, "Start over", progress.done == 0) }
                { button(props, "survey-stored", SurveyAction::ShowStored, "Show only the stored curve", running) }
            </div>
            <div class="survey-progress">
                <progress
                    value={progress.done.to_string()} max={progress.total.max(1).to_string()} aria-label="Images measured"
                />
                <p role="status" data-testid="survey-words" data-done={progress.done.to_string()}>{ status_text(progress) }</p>
            </div>
            <div class="survey-view">
                { groups(view, &props.on_act) }
                <Segmented
                    legend="Band 0, the mean colour" name="survey-lowest" options={vec!["Hidden".into(), "Shown".into()]}
                    selected={usize::from(view.band_zero == BandZero::Shown)} meaning="It dwarfs the other bands."
                    on_choose={props.on_act.reform(move |i: usize| {
                        let band_zero = if i == 0 { BandZero::Hidden } else { BandZero::Shown };
                        SurveyAction::Look(SurveyView { band_zero, ..view })
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

fn run(progress: &SurveyProgress) -> SurveyAction {
    if progress.phase == SurveyPhase::Running { SurveyAction::Stop } else { SurveyAction::Start }
}

fn name(progress: &SurveyProgress) -> &'static str {
    match progress.phase {
        SurveyPhase::Running => "Stop",
        _ if progress.done > 0 => "Go on",
        _ => "Measure the samples",
    }
}

fn status_text(progress: &SurveyProgress) -> String {
    let SurveyProgress { done, total, .. } = *progress;
    match &progress.phase {
        SurveyPhase::Failed(why) => format!("Stopped at {done} of {total} images. {why}"),
        SurveyPhase::Running if progress.waiting => {
            format!("{done} of {total} images; waiting while the engine answers your own questions.")
        }
        SurveyPhase::Running => format!("{done} of {total} images; the interval narrows as they grow."),
        SurveyPhase::Idle if total == 0 => "The samples are not here yet.".into(),
        SurveyPhase::Idle if done >= total => format!("All {total} images are measured."),
        SurveyPhase::Idle if !progress.ready => "The measurement can start as soon as the network is ready.".into(),
        SurveyPhase::Idle => format!("{done} of {total} images."),
    }
}

fn groups(view: SurveyView, on_act: &Callback<SurveyAction>) -> Html {
    let classes = Class::ALL.iter().map(|class| ChoiceOption::new(class.name(), class.name()));
    let options: Vec<ChoiceOption> = std::iter::once(ChoiceOption::new("all", "all")).chain(classes).collect();
    let selected = view.group.map_or(0, |class| class.index() + 1);
    let group = |i: usize| i.checked_sub(1).map(|i| Class::ALL[i]);
    let on_choose = on_act.reform(move |i: usize| SurveyAction::Look(SurveyView { group: group(i), ..view }));
    html! { <Choice label="Images labelled" testid="survey-group" {options} {selected} {on_choose} /> }
}
