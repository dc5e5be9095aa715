//! The panel of attacks: settings, running attacks, and results.

use crate::{
    attack::{
        action::AttackAction, attacks::AttackStage, compared_axes::ComparedAxes, form::AttackForm,
        history_list::AttackHistoryList, model_attack::ModelAttack, model_attack_view::ModelAttackView,
        run::FinishedAttack, series::Series, series_table::SeriesTable, settings::AttackSettings,
    },
    charts::measure::Measure,
    export::Export,
    picture::Picture,
    widgets::focus::move_focus_then,
    words::words,
};
use freqscope_core::{attack::method_kind::MethodKind, protocol::JobId, spectrum::band::Band};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub picture: Option<Rc<Picture>>,
    pub form: AttackForm,
    /// One or two.
    pub attacks: Vec<ModelAttack>,
    pub series: Option<Series>,
    /// The newest first.
    pub history: Vec<FinishedAttack>,
    pub measure: Measure,
    /// Whether there is a second model on show.
    pub compared: bool,
    /// Whether an attack can be started.
    pub ready: bool,
    pub running: bool,
    /// Whether there is a picture to go back to.
    pub returns: bool,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
    pub on_act: Callback<AttackAction>,
    pub on_export: Callback<Export>,
}

#[component]
pub fn AttackPanel(props: &Props) -> Html {
    let title = use_node_ref();
    let back = move_focus_then(&title, props.on_act.reform(|_: MouseEvent| AttackAction::Return));
    let key =
        (props.attacks.iter().filter_map(|attack| attack.stage.finished().cloned()).collect::<Vec<_>>(), props.measure);
    let axes = use_memo(key, |(runs, measure)| ComparedAxes::of(runs, *measure));
    let stage = props.attacks.first().map_or(&AttackStage::Idle, |attack| &attack.stage);
    html! {
        <section class="attack" aria-labelledby="attack-title" data-testid="attack" data-state={stage.name()}>
            { head(props, &title) }
            if props.returns {
                <p class="adopted">
                    { words().attack.adopted() }
                    <button type="button" class="button" data-testid="attack-return" onclick={back}>
                        { words().attack.back() }
                    </button>
                </p>
            }
            <AttackSettings
                form={props.form.clone()} running={props.running} ready={props.ready} compared={props.compared}
                comparing={props.series.as_ref().is_some_and(|series| series.running() > 0)} on_act={props.on_act.clone()}
            />
            { stuck(props) }
            { before(props) }
            <div class={classes!("attack-victims", (props.attacks.len() > 1).then_some("two"))}>
                { for props.attacks.iter().map(|attack| one(props, attack, &axes)) }
            </div>
        </section>
    }
}

fn head(props: &Props, title: &NodeRef) -> Html {
    let text = match &props.attacks[..] {
        [] => words().attack.attack_the_network().into(),
        attacks => {
            let names: Vec<&str> = attacks.iter().map(|attack| attack.name.as_ref()).collect();
            words().attack.attack_on(&names.join(words().page.and()))
        }
    };
    html! {
        <header>
            <h2 id="attack-title" ref={title.clone()} tabindex="-1">{ text }</h2>
            <p class="reading" translate="yes">{ words().attack.intro() }</p>
        </header>
    }
}

/// Said where CW has nowhere to begin.
fn stuck(props: &Props) -> Html {
    let cornered = props
        .picture
        .as_ref()
        .is_some_and(|picture| picture.image.pixels().iter().all(|&value| value == 0.0 || value == 1.0));
    if !cornered || props.form.kind.method() != MethodKind::Cw {
        return Html::default();
    }
    html! {
        <p class="meaning" data-testid="attack-stuck">{ words().attack.stuck() }</p>
    }
}

/// The lists from which earlier results are opened.
fn before(props: &Props) -> Html {
    let finished = |attack: &ModelAttack| attack.stage.finished().map(|finished| finished.job);
    let shown: Vec<JobId> = props.attacks.iter().filter_map(finished).collect();
    let on_open = props.on_act.reform(AttackAction::Restore);
    html! {
        <>
            <AttackHistoryList
                runs={props.history.clone()} shown={shown.clone()} idle={!props.running} on_open={on_open.clone()}
            />
            if let Some(series) = &props.series {
                <SeriesTable
                    series={series.clone()} {shown} idle={!props.running} pointed={props.pointed}
                    on_point={props.on_point.clone()} {on_open} on_export={props.on_export.clone()}
                />
            }
        </>
    }
}

fn one(props: &Props, attack: &ModelAttack, axes: &ComparedAxes) -> Html {
    html! {
        <ModelAttackView
            key={attack.side.letter()} attack={attack.clone()} compared={props.attacks.len() > 1}
            measure={props.measure} axes={axes.clone()} pointed={props.pointed} on_point={props.on_point.clone()}
            on_act={props.on_act.clone()} on_export={props.on_export.clone()}
        />
    }
}
