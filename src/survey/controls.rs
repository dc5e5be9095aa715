//! The buttons, the progress and the choice of what is drawn.

use crate::{
    survey::{BandZero, SurveyPhase, SurveyProgress, SurveyView, action::SurveyAction},
    widgets::{
        choice::{Choice, ChoiceOption},
        clicks::first_click,
        segmented::Segmented,
    },
    words::words,
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
                { button(props, "survey-clear", SurveyAction::Clear, words().survey.start_over(), progress.done == 0) }
                { button(props, "survey-stored", SurveyAction::ShowStored, words().survey.only_stored(), running) }
            </div>
            <div class="survey-progress">
                <progress
                    value={progress.done.to_string()} max={progress.total.max(1).to_string()} aria-label={words().survey.measured()}
                />
                <p role="status" data-testid="survey-words" data-done={progress.done.to_string()}>{ status_text(progress) }</p>
            </div>
            <div class="survey-view">
                { groups(view, &props.on_act) }
                <Segmented
                    legend={words().survey.band_zero()} name="survey-lowest"
                    options={vec![words().survey.hidden().into(), words().survey.shown().into()]}
                    selected={usize::from(view.band_zero == BandZero::Shown)} meaning={words().survey.band_zero_meaning()}
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
    let onclick = (!idle).then(|| first_click(&props.on_act, move || act));
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
        SurveyPhase::Running => words().survey.stop(),
        _ if progress.done > 0 => words().survey.go_on(),
        _ => words().survey.measure(),
    }
}

fn status_text(progress: &SurveyProgress) -> String {
    let SurveyProgress { done, total, .. } = *progress;
    let words = &words().survey;
    match &progress.phase {
        SurveyPhase::Failed(why) => words.failed(done, total, why),
        SurveyPhase::Running if progress.waiting => words.waiting(done, total),
        SurveyPhase::Running => words.running(done, total),
        SurveyPhase::Idle if total == 0 => words.no_samples_yet().into(),
        SurveyPhase::Idle if done >= total => words.all_measured(total),
        SurveyPhase::Idle if !progress.ready => words.not_ready().into(),
        SurveyPhase::Idle => words.some(done, total),
    }
}

fn groups(view: SurveyView, on_act: &Callback<SurveyAction>) -> Html {
    let classes = Class::ALL.iter().map(|class| ChoiceOption::new(class.name(), words().classes.name(*class)));
    let options: Vec<ChoiceOption> =
        std::iter::once(ChoiceOption::new("all", words().survey.all())).chain(classes).collect();
    let selected = view.group.map_or(0, |class| class.index() + 1);
    let group = |i: usize| i.checked_sub(1).map(|i| Class::ALL[i]);
    let on_choose = on_act.reform(move |i: usize| SurveyAction::Look(SurveyView { group: group(i), ..view }));
    html! { <Choice label={words().survey.labelled()} testid="survey-group" {options} {selected} {on_choose} /> }
}
