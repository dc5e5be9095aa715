//! The settings of an attack, and the button that starts and stops it.

use crate::{
    attack::{
        action::AttackAction,
        form::{AttackForm, Scope},
        kind::{AttackKind, Field},
        series::Series,
    },
    text,
    widgets::{
        choice::{Choice, ChoiceOption},
        clicks::{first_click, first_submit},
        segmented::Segmented,
    },
    words::{self, words},
};
use freqscope_core::{
    attack::{goal::Goal, pgd::Start},
    class::Class,
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub form: AttackForm,
    pub running: bool,
    /// Whether an attack can be started.
    pub ready: bool,
    /// Whether there is a second model on show.
    pub compared: bool,
    /// Whether four attacks are being compared.
    pub comparing: bool,
    pub on_act: Callback<AttackAction>,
}

/// The settings. A button that starts also stops, so that the focus stays on it.
#[component]
pub fn AttackSettings(props: &Props) -> Html {
    let complaint = props.form.spec().err().map(|error| words::told(&error));
    let act = if props.running { AttackAction::Cancel } else { AttackAction::Run };
    let idle = !props.running && (complaint.is_some() || !props.ready);
    let onsubmit = props.on_act.reform(move |event: SubmitEvent| {
        event.prevent_default();
        act.clone()
    });
    html! {
        <form class="attack-settings" {onsubmit}>
            <div class="attack-choices">{ kinds(props) }{ goals(props) }</div>
            <p class="meaning">{ props.form.kind.meaning() }</p>
            <div class="attack-fields">{ for props.form.kind.fields().iter().map(|&field| number(props, field)) }</div>
            if props.form.kind.has_start() { { start(props) } }
            if props.compared { { scope(props) } }
            <p id="attack-complaint" class="complaint" role="status" data-testid="attack-complaint">
                { complaint.unwrap_or_default() }
            </p>
            <div class="buttons">
                <button type="submit" class="button" data-testid="attack-run" disabled={idle} onclick={first_submit()}>
                    { if props.running { words().attack.cancel() } else { words().attack.attack() } }
                </button>
                { compare(props) }
                { presets(props) }
            </div>
            <p class="meaning">
                { words().attack.comparison() }
                if let Some(complaint) = Series::complaint(&props.form) { { format!(" {complaint}") } }
            </p>
            if !props.ready { <p class="meaning">{ words().attack.not_ready() }</p> }
        </form>
    }
}

/// Changes the settings by what a control reports.
fn change<E: 'static>(props: &Props, edit: impl Fn(AttackForm, E) -> AttackForm + 'static) -> Callback<E> {
    let form = props.form.clone();
    props.on_act.reform(move |event| AttackAction::Change(edit(form.clone(), event)))
}

fn kinds(props: &Props) -> Html {
    let options: Vec<ChoiceOption> = AttackKind::all().map(|kind| ChoiceOption::new(kind.id(), kind.name())).collect();
    let selected = AttackKind::all().position(|kind| kind == props.form.kind).unwrap_or_default();
    let on_choose = change(props, |form, i: usize| form.with_kind(AttackKind::all().nth(i).unwrap_or_default()));
    html! { <Choice label={words().attack.method()} testid="attack-method" {options} {selected} {on_choose} /> }
}

fn goals(props: &Props) -> Html {
    let classes = Class::ALL.iter().map(|class| ChoiceOption::new(class.name(), words().classes.name(*class)));
    let options: Vec<ChoiceOption> =
        std::iter::once(ChoiceOption::new("any", words().attack.any_other_class())).chain(classes).collect();
    let selected = match props.form.goal {
        Goal::Untargeted => 0,
        Goal::Targeted(class) => class.index() + 1,
    };
    let goal = |i: usize| i.checked_sub(1).map_or(Goal::Untargeted, |i| Goal::Targeted(Class::ALL[i]));
    let on_choose = change(props, move |form, i: usize| form.with_goal(goal(i)));
    html! { <Choice label={words().attack.goal()} testid="attack-goal" {options} {selected} {on_choose} /> }
}

fn number(props: &Props, field: Field) -> Html {
    let oninput = change(props, move |form, event: InputEvent| {
        form.with(field, event.target_unchecked_into::<HtmlInputElement>().value().replace(',', "."))
    });
    let label = field.title();
    let testid = if field == Field::Bound { "attack-bound".into() } else { format!("attack-{}", field.name()) };
    // Keyboards for numbers have no “/”.
    let inputmode = if field.is_whole() { "numeric" } else { "text" };
    html! {
        <label class="field" key={label}>
            <span>{ label }</span>
            <input
                type="text" {inputmode} autocomplete="off" spellcheck="false" data-testid={testid}
                value={text::local(props.form.text(field).into_owned())} {oninput} aria-describedby="attack-complaint"
                aria-invalid={props.form.is_refused(field).to_string()}
            />
            <small>{ field.unit() }</small>
        </label>
    }
}

fn start(props: &Props) -> Html {
    let onchange = change(props, |form, event: Event| {
        let random = event.target_unchecked_into::<HtmlInputElement>().checked();
        form.with_start(if random { Start::Random } else { Start::Clean })
    });
    html! {
        <label class="check">
            <input type="checkbox" checked={props.form.start == Start::Random} {onchange} />
            <span>{ words().attack.random_start() }</span>
        </label>
    }
}

fn scope(props: &Props) -> Html {
    const ALL: [Scope; 2] = [Scope::First, Scope::Both];
    let options: Vec<AttrValue> = vec![words().attack.the_first().into(), words().attack.both().into()];
    let selected = ALL.iter().position(|&scope| scope == props.form.scope).unwrap_or_default();
    let on_choose = change(props, |form, i: usize| form.with_scope(ALL[i]));
    let (legend, meaning) = (words().attack.networks_to_attack(), words().attack.scope());
    html! { <Segmented {legend} name="attack-scope" {options} {selected} {meaning} {on_choose} /> }
}

/// Runs four attacks, or stops them.
fn compare(props: &Props) -> Html {
    let act = if props.comparing { AttackAction::Cancel } else { AttackAction::Compare };
    let onclick = first_click(&props.on_act, move || act.clone());
    let fit = props.ready && !props.running && Series::complaint(&props.form).is_none();
    html! {
        <button
            type="button" class="button" data-testid="attack-compare" disabled={!props.comparing && !fit} {onclick}
        >
            { if props.comparing { words().attack.cancel_comparison() } else { words().attack.compare_four() } }
        </button>
    }
}

fn presets(props: &Props) -> Html {
    let preset = |testid: &'static str, text: String, edit: fn(AttackForm) -> AttackForm| {
        let onclick = change(props, move |form, _: MouseEvent| edit(form));
        html! { <button type="button" class="button" data-testid={testid} {onclick}>{ text }</button> }
    };
    html! {
        <>
            { for props.form.kind.paper().map(|e| preset("attack-paper", paper(props.form.kind, e), AttackForm::with_paper)) }
            { preset("attack-defaults", words().attack.page_values().into(), AttackForm::with_defaults) }
        </>
    }
}

fn paper(kind: AttackKind, epsilon: &str) -> String {
    let epsilon = text::local(epsilon.into());
    match kind.has_alpha() {
        true => words().attack.paper_values_with_steps(&epsilon),
        false => words().attack.paper_values(&epsilon),
    }
}
