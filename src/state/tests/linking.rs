//! From the state to a link, and from a link to the state of another page.

use super::{
    attacks::{asked, attacked, done},
    *,
};
use crate::{
    attack::{action::AttackAction, attacks::AttackStage, form::AttackForm, kind::Field},
    inversion::action::InversionAction,
    link::{
        Link, LinkedPicture,
        action::LinkAction,
        run::Run,
        tests::{config, link},
    },
    networks::second,
    shell::{copy_link::Copied, figure::Figure, instrument::Instrument, section::Section, theme::Theme},
    survey::action::SurveyAction,
};
use freqscope_core::{attack::method_kind::MethodKind, spectrum::partition::Partition};
use proptest::prelude::*;

fn goto(state: &mut State, hash: &str) -> Vec<Command> {
    state.update(Action::Link(LinkAction::Open(hash.into())))
}

fn listed() -> Action {
    let numbered = |class, index| Sample { file: format!("{class}-{index}.png"), class, index };
    Action::SamplesListed(Ok(vec![numbered(Class::Cat, 0), numbered(Class::Horse, 13), numbered(Class::Ship, 1)]))
}

/// The sample that is read, answered by this picture.
fn answer(state: &mut State, commands: &[Command], value: f32) -> String {
    let read = commands.iter().find_map(|command| match command {
        Command::ReadPicture(pick, PictureSource::Sample(sample)) => Some((*pick, sample.clone())),
        _ => None,
    });
    let Some((pick, sample)) = read else { panic!("{commands:?}") };
    state.update(Action::PictureRead(pick, Ok(FileContent::Image(image(value)))));
    sample.id().into()
}

fn complaint(state: &State) -> Option<String> {
    state.notices.shown().iter().find(|notice| notice.topic == Topic::Link).map(|notice| notice.text.clone())
}

/// The engine of a page with the models a and b has started.
fn start(state: &mut State) -> Vec<Command> {
    state.update(event(Event::Alive));
    state.update(event(Event::Models(vec![card("a"), card("b")])))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_page_that_opens_a_link_has_that_link(link in link()) {
        let (mut page, mut figure) = (new(), new().embedded());
        goto(&mut page, &link.hash());
        goto(&mut figure, &link.hash());
        let link = Link { partition: Partition::Diagonal, ..link };
        prop_assert_eq!(figure.link(), link.clone());
        // The page shows everything, and opens where it has the figure.
        let section = link.section.or(link.figure.section());
        prop_assert_eq!(page.link(), Link { figure: Figure::default(), section, ..link });
    }
}

#[test]
fn the_page_as_it_opens_has_no_hash() {
    let mut state = new();
    assert_eq!(goto(&mut state, ""), []);
    let commands = state.update(listed());
    assert_eq!(answer(&mut state, &commands, 0.2), "horse-13");
    start(&mut state);
    assert_eq!(state.link().hash(), "");
}

#[test]
fn a_link_is_opened_as_what_it_names_arrives() {
    let mut state = new();
    goto(&mut state, "v1/picture=ship-1&network=b&beside=a&class=dog&without=3-5&fill=mean&invert-from=cat-0");
    let commands = state.update(listed());
    assert_eq!(answer(&mut state, &commands, 0.2), "ship-1");
    assert_eq!(start(&mut state), [load("b"), load("a")]);
    assert_eq!(shown(&state), ["b", "a"]);
    assert_eq!((state.class(), state.settings.ablation.bands.to_string()), (Some(Class::Dog), "3-5".into()));
    assert_eq!(state.inversion_start().map(Sample::id), Some("cat-0"));
    assert_eq!(complaint(&state), None);
    let hash = "v1/picture=ship-1&network=b&beside=a&class=dog&without=3-5&fill=mean&invert-from=cat-0";
    assert_eq!(state.link().hash(), hash);
}

#[test]
fn what_does_not_exist_is_left_out_and_told_once() {
    let mut state = new();
    goto(&mut state, "v1/picture=lion-1&network=c&beside=visitor:1234&invert-from=x&class=cat&foo=1");
    let commands = state.update(listed());
    assert_eq!(answer(&mut state, &commands, 0.2), "horse-13");
    assert_eq!(start(&mut state), [load("a")]);
    assert_eq!(state.link().hash(), "v1/class=cat");
    assert_eq!(state.notices.shown().len(), 1);
    let text = complaint(&state).unwrap();
    assert!(text.contains("“foo” is not known here") && text.contains("“lion-1”") && text.contains("2 more"), "{text}");
    goto(&mut state, "v1/network=b");
    assert_eq!(complaint(&state), None, "the next link has a notice of its own");
}

#[test]
fn no_model_is_compared_with_itself() {
    let mut state = new();
    goto(&mut state, "v1/beside=a");
    start(&mut state);
    assert_eq!((shown(&state), state.link().hash()), (vec!["a".to_owned()], String::new()));
}

#[test]
fn a_picture_with_more_than_8_bits_is_rounded_and_the_link_says_so() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let commands = state.update(Action::Attack(AttackAction::Run));
    let (job, _) = asked(&commands).unwrap();
    let report = super::attacks::succeeded();
    state.update(event(Event::Answered { job, answer: Answer::Attack(vec![report.clone()]) }));
    state.update(Action::Attack(AttackAction::Adopt(Side::A)));
    let link = state.link();
    assert_eq!(link.picture, LinkedPicture::Pixels(report.image.rounded()));
    assert!(link.lost.is_some() && link.runs.is_empty(), "{link:?}");

    let mut other = new();
    goto(&mut other, &link.hash());
    assert_eq!(other.picture.as_ref().map(|picture| picture.origin.clone()), Some(Origin::Link(link.lost)));
    assert!(complaint(&other).unwrap().contains("was rounded to 8 bits"), "{:?}", complaint(&other));
    assert_eq!(other.link(), link);
}

#[test]
fn an_attack_is_run_again_with_its_numbers_once_it_can_be() {
    let mut state = done();
    state.update(Action::Attack(AttackAction::Change(
        AttackForm::default()
            .with_kind(MethodKind::PgdL2)
            .with(Field::Epsilon, "0.25".into())
            .with(Field::Seed, "7".into()),
    )));
    assert!(state.link().runs.is_empty(), "what was computed is not of these numbers");
    state.update(Action::Attack(AttackAction::Run));
    let hash = state.link().hash();
    assert_eq!(hash.split_once("&attack").unwrap().1, "=pgd-l2&pgd-l2.epsilon=0.25&pgd-l2.seed=7&run=attack");

    let mut other = new();
    goto(&mut other, &hash.replace("picture=cat-1", "picture=cat-0"));
    let commands = other.update(listed());
    answer(&mut other, &commands, 0.1);
    start(&mut other);
    let commands = other.update(loaded("a"));
    assert!(asked(&commands).is_some(), "{commands:?}");
    let AttackStage::Running(running) = other.stage(Side::A) else { panic!() };
    assert_eq!(running.setup.form, state.attack_form);
    assert_eq!(other.link().runs, [Run::Attack].into());
}

#[test]
fn an_attack_with_impossible_numbers_is_named_and_not_run() {
    let run = |hash: &str| {
        let mut state = new();
        goto(&mut state, hash);
        let commands = state.update(listed());
        answer(&mut state, &commands, 0.1);
        start(&mut state);
        let asked = asked(&state.update(loaded("a"))).is_some();
        let text = state.attack_form.text(Field::Steps).into_owned();
        (asked, state.link().runs.is_empty(), text, complaint(&state).unwrap_or_default())
    };
    let (asked, forgotten, _, told) = run("v1/attack=cw&cw.iterations=1000000&cw.searches=1000000&run=attack");
    assert!(
        !asked && forgotten && told.contains("“run=attack” is not followed, because iterations is 1000000"),
        "{told}"
    );
    let (asked, forgotten, text, told) = run("v1/attack=pgd-l2&pgd-l2.steps=99999999999&run=attack");
    assert!(!asked && forgotten && told.contains("because steps is “99999999999”"), "{told}");
    assert_eq!(text, "99999999999", "the field shows it");
    let (_, forgotten, _, told) = run("v1/cw.iterations=1000000&run=comparison");
    assert!(forgotten && told.contains("“run=comparison” is not followed"), "{told}");
    let (asked, forgotten, _, told) = run("v1/cw.iterations=1000000&run=attack");
    assert!(asked && !forgotten && told.is_empty(), "another attack is run: {told}");
}

#[test]
fn the_comparison_comes_before_the_attack_of_the_form() {
    let mut state = new();
    goto(&mut state, "v1/picture=cat-0&run=attack,comparison");
    let commands = state.update(listed());
    answer(&mut state, &commands, 0.1);
    start(&mut state);
    state.update(loaded("a"));
    assert!(state.series().is_some() && state.link().runs.contains(&Run::Comparison));
}

#[test]
fn inversion_and_survey_are_computed_again() {
    let mut state = new();
    goto(&mut state, "v1/picture=ship-1&invert-from=cat-0&invert-steps=300&run=inversion,survey");
    let commands = state.update(listed());
    answer(&mut state, &commands, 0.1);
    start(&mut state);
    let commands = state.update(loaded("a"));
    let read = |command: &Command| matches!(command, Command::ReadSample(sample) if sample.id() == "cat-0");
    assert!(commands.iter().any(read), "{commands:?}");
    let sample = state.inversion_start().unwrap().clone();
    let commands = state.update(Action::SampleRead(sample, Ok(image(0.7))));
    let inverts = |command: &Command| matches!(command, Command::Post(Request::Ask { task: Task::Invert(..), .. }));
    assert!(commands.iter().any(inverts), "{commands:?}");
    assert_eq!(state.link().runs, [Run::Inversion, Run::Survey].into());
    state.update(Action::Survey(SurveyAction::Clear));
    state.update(Action::Invert(InversionAction::Cancel));
    assert_eq!(state.link().runs, [Run::Inversion].into(), "what a stopped run has found is still on show");
}

#[test]
fn what_a_link_has_asked_for_is_not_computed_for_another_picture() {
    let mut state = new();
    goto(&mut state, "v1/picture=cat-0&run=attack");
    let commands = state.update(listed());
    answer(&mut state, &commands, 0.1);
    open(&mut state, 0.9);
    start(&mut state);
    assert_eq!(asked(&state.update(loaded("a"))), None);
    assert!(state.link().runs.is_empty());
}

#[test]
fn going_back_shows_the_picture_and_the_model_before() {
    let mut state = new();
    let commands = state.update(listed());
    answer(&mut state, &commands, 0.1);
    start(&mut state);
    state.update(loaded("a"));
    let first = state.link();
    let commands = state.update(Action::PickPicture(PictureSource::Sample(state.samples[2].clone())));
    answer(&mut state, &commands, 0.4);
    state.update(show(Side::A, "b"));
    state.update(loaded("b"));
    assert_eq!(state.link().hash(), "v1/picture=ship-1&network=b");
    assert!(!state.link().is_beside(&first));
    let commands = goto(&mut state, &first.hash());
    assert_eq!(answer(&mut state, &commands, 0.1), "horse-13");
    assert_eq!((shown(&state), state.link()), (vec!["a".to_owned()], first));
}

#[test]
fn going_back_within_a_picture_asks_for_nothing_anew() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    state.update(listed());
    let before = state.link().hash();
    state.update(Action::ChooseClass(Some(Class::Dog)));
    assert!(state.link().is_beside(&state.link()));
    assert_eq!(goto(&mut state, &before), []);
    assert_eq!(state.settings.class, None);
}

#[test]
fn a_heading_changes_nothing_else() {
    let mut state = done();
    let before = state.link();
    let commands = goto(&mut state, "claims");
    let fetch = Command::FetchResult(crate::platform::stored_result::StoredResult::Claims);
    assert_eq!(commands, [Command::ShowSection(Section::Claims), fetch]);
    assert_eq!(state.link(), Link { section: Some(Section::Claims), ..before });
    assert_eq!(goto(&mut state, "attack-title"), [Command::ShowSection(Section::Attack)]);
}

#[test]
fn a_theme_is_shown_and_kept() {
    let mut state = new();
    assert_eq!(goto(&mut state, "v1/theme=dark&hide=attack"), [Command::ShowTheme(Theme::Dark)]);
    assert_eq!(state.update(Action::ChooseTheme(Theme::Auto)), [Command::ShowTheme(Theme::Auto)]);
    assert_eq!(state.link().hash(), "v1/hide=attack", "what is reserved stays");
}

#[test]
fn a_link_is_copied_until_something_else_is_seen() {
    let (mut state, _) = attacked();
    let hash = state.link().hash();
    assert_eq!(state.update(Action::Link(LinkAction::Copy)), [Command::CopyLink(hash)]);
    assert_eq!(state.copied(), None);
    state.update(Action::Link(LinkAction::Copied(Copied::Done)));
    assert_eq!(state.copied(), Some(Copied::Done));
    state.update(Action::ChooseClass(Some(Class::Ship)));
    assert_eq!(state.copied(), None);
}

/// A page whose engine lists the models a and the page's own choice of a second one, and whose picture is open.
fn with_second(hash: &str) -> (State, Vec<Command>) {
    let mut state = new();
    goto(&mut state, hash);
    open(&mut state, 0.1);
    state.update(event(Event::Alive));
    let commands = state.update(event(Event::Models(vec![card("a"), card(second::DEFAULT)])));
    (state, commands)
}

fn loads(commands: &[Command]) -> usize {
    commands.iter().filter(|command| matches!(command, Command::Post(Request::Load { .. }))).count()
}

#[test]
fn the_second_network_that_nobody_chose_waits_for_the_first_chart() {
    let (mut state, commands) = with_second("");
    assert_eq!((loads(&commands), shown(&state).len()), (1, 2));
    let commands = state.update(loaded("a"));
    assert!(!commands.contains(&load(second::DEFAULT)));
    assert!(finish(&mut state, &commands).contains(&load(second::DEFAULT)));
    assert_eq!(state.link().hash(), "v1/picture=cat-1", "it is as the page opens");
    state.update(Action::StopComparing);
    assert_eq!((shown(&state).len(), state.link().hash()), (1, "v1/picture=cat-1&beside=none".to_owned()));
}

#[test]
fn a_link_can_say_that_there_is_no_second_network_or_which() {
    assert_eq!(shown(&with_second("v1/beside=none").0), ["a"]);
    assert_eq!(shown(&with_second(&format!("v1/network={}", second::DEFAULT)).0), [second::DEFAULT]);
    let (state, commands) = with_second(&format!("v1/beside={}", second::DEFAULT));
    assert_eq!((shown(&state).len(), loads(&commands)), (2, 2), "one that was chosen does not wait");
}

#[test]
fn a_link_opens_its_instrument_and_an_opened_instrument_is_in_the_link() {
    let mut state = new();
    goto(&mut state, "v1/at=attack");
    assert_eq!(state.settings.instrument, Instrument::Attack);
    goto(&mut state, "survey-title");
    assert_eq!((state.settings.instrument, state.link().hash()), (Instrument::Survey, "v1/at=survey".to_owned()));
    goto(&mut state, "v1/at=claims");
    assert_eq!(state.settings.instrument, Instrument::Survey, "what is no instrument leaves it open");
    state.update(Action::OpenInstrument(Instrument::Networks));
    assert_eq!(state.link().hash(), "v1/at=networks");
    goto(&mut state, "v1/without=3");
    assert_eq!(state.settings.instrument, Instrument::Bands, "as where the page opens with that link");
}

#[test]
fn a_network_beside_itself_is_named() {
    let mut state = quiet();
    goto(&mut state, "v1/network=a&beside=a");
    start(&mut state);
    assert!(complaint(&state).unwrap().contains("“a” cannot be compared with itself"));
    assert!(!state.link().hash().contains("beside=a"));
}

#[test]
fn a_network_that_a_link_misses_is_named_and_shown_where_it_was_once_it_is_opened() {
    let mut state = quiet();
    goto(&mut state, "v1/network=a&beside=visitor:1234abcd");
    start(&mut state);
    assert!(complaint(&state).is_some_and(|text| text.contains("SHA-256 begins with 1234abcd")));
    state.update(loaded("a"));
    state.update(Action::ModelRead("theirs".into(), Ok(file())));
    state.update(event(Event::Models(vec![card("a"), card("b"), own("1234abcd")])));
    state.update(loaded("visitor:1234abcd"));
    assert_eq!(shown(&state), ["a", "visitor:1234abcd"]);
    assert_eq!(complaint(&state), None);
    assert_eq!(state.link().second, second::Second::Model("visitor:1234abcd".into()));
}

#[test]
fn a_language_is_that_of_the_link_or_of_the_browser() {
    let mut state = new().in_language(Language::German);
    assert_eq!(language::current(), Language::German);
    assert_eq!(state.link().hash(), "", "what the browser prefers is in no link");
    assert_eq!(goto(&mut state, "v1/lang=en"), [Command::ShowLanguage(Language::English), Command::ListLessons]);
    assert_eq!(state.link().hash(), "v1/lang=en");
    assert_eq!(
        goto(&mut state, "v1/theme=dark"),
        [Command::ShowLanguage(Language::German), Command::ListLessons, Command::ShowTheme(Theme::Dark)]
    );
    state.update(Action::ChooseLanguage(Language::German));
    assert_eq!(state.link().hash(), "v1/theme=dark&lang=de");
    assert_eq!(goto(&mut state, "attack-title"), [Command::ShowSection(Section::Attack)]);
    assert_eq!(state.link().language, Some(Language::German), "a place within the page changes no language");
}
