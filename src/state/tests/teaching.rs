//! Lessons, driven by actions, with those that come with the page.

use super::*;
use crate::{
    attack::kind::AttackKind,
    language::{self, Language},
    lesson::{
        action::LessonAction,
        lessons::url,
        part::Part,
        place::{Leaf, OWN, Place, Sheet},
        progress::{Progress, Stage},
    },
    link::{LinkedPicture, action::LinkAction, run::Run},
    platform::download::Content,
    shell::{section::Section, theme::Theme},
    state::teaching::step_link,
};
use freqscope_core::attack::method_kind::MethodKind;
use freqscope_lesson::{Lesson, invalid::Invalid, question::Judgement};

const ATTACKS: &[u8] = include_bytes!("../../../www/lessons/attacks.json");
const GERMAN: &[u8] = include_bytes!("../../../www/lessons/de/attacks.json");

fn act(state: &mut State, action: LessonAction) -> Vec<Command> {
    state.update(Action::Lesson(action))
}

fn goto(state: &mut State, hash: &str) -> Vec<Command> {
    state.update(Action::Link(LinkAction::Open(hash.into())))
}

/// A page that has opened a link to the lesson about attacks, and has fetched it.
fn opened(hash: &str) -> State {
    let mut state = new();
    assert!(goto(&mut state, hash).contains(&Command::FetchLesson("attacks".into())));
    act(&mut state, LessonAction::Fetched("attacks".into(), Language::English, Ok(ATTACKS.to_vec())));
    state
}

fn place(state: &State) -> String {
    state.lessons().place().map(ToString::to_string).unwrap_or_default()
}

/// The lessons that come with the page, in English: those in other languages have the same links, as a test of
/// freqscope-lesson compares.
fn shipped() -> Vec<(String, Vec<u8>)> {
    let files =
        std::fs::read_dir("www/lessons").unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file());
    files.map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn every_step_of_a_shipped_lesson_has_a_link_of_samples_and_networks_that_are_there() {
    let samples: Vec<Sample> = serde_json::from_slice(&std::fs::read("www/samples/index.json").unwrap()).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&std::fs::read("models/manifest.json").unwrap()).unwrap();
    let known = |id: &str| manifest["models"].as_array().unwrap().iter().any(|model| model["id"] == id);
    let lessons = shipped();
    assert_eq!(lessons.len(), 5);
    for (name, file) in lessons {
        for step in Lesson::parse(&file).unwrap().steps {
            let link = step_link(&step.link).unwrap_or_else(|error| panic!("{name}, {}: {error}", step.title));
            if let LinkedPicture::Sample(id) = &link.picture {
                assert!(samples.iter().any(|sample| sample.id() == id), "{name}: {id}");
            }
            assert!(link.model.iter().map(String::as_str).chain(link.second.id()).all(known), "{name}: {}", step.link);
            let parts = Part::shown(&step).concat();
            assert_eq!(parts.len(), step.shows.len() + step.reveals.len(), "{name}, {}", step.title);
            let run = link.runs.contains(&Run::Attack);
            assert!(!run || parts.contains(&Part::Section(Section::Attack)), "{name}: an attack that nobody sees");
        }
    }
}

#[test]
fn a_link_to_a_lesson_shows_what_its_step_says() {
    let mut state = opened("v1/lesson=attacks:2");
    assert_eq!(place(&state), "attacks:2");
    assert_eq!(state.attack_form.kind, AttackKind::from(MethodKind::PgdL2));
    assert_eq!(state.lesson_parts()[0], [Part::Section(Section::Attack)]);
    assert!(state.link().hash().contains("lesson=attacks:2") && state.link().runs.contains(&Run::Attack));
    let commands = act(&mut state, LessonAction::Go(Leaf::Step(0)));
    assert!(commands.contains(&Command::ShowStep));
    assert_eq!((place(&state).as_str(), state.attack_form.kind), ("attacks", AttackKind::from(MethodKind::Fgsm)));
    assert_eq!(act(&mut state, LessonAction::Leave), [Command::ShowSection(Section::Lessons)]);
    assert_eq!((place(&state).as_str(), state.lesson_parts().concat().len()), ("", 0));
}

#[test]
fn a_link_that_says_more_than_a_lesson_is_shown_as_it_is() {
    let state = opened("v1/lesson=attacks&cut=7&theme=dark");
    assert_eq!((state.settings.view.cutoff.kept(), state.settings.theme), (7, Theme::Dark));
    assert_eq!(place(&state), "attacks");
}

#[test]
fn answers_are_judged_kept_and_saved() {
    let mut state = opened("v1/lesson=attacks:4");
    let given = |state: &State| state.lessons().given()[3].clone();
    assert_eq!(act(&mut state, LessonAction::Check).len(), 1, "it is kept that nothing was written");
    act(&mut state, LessonAction::Reply("5".into()));
    assert_eq!(given(&state).stage, Stage::Open);
    act(&mut state, LessonAction::Check);
    assert_eq!(given(&state).stage, Stage::Checked);
    act(&mut state, LessonAction::Reply("77,5 %".into()));
    let commands = act(&mut state, LessonAction::Check);
    let question = state.lessons().step().unwrap().1.question.clone();
    assert_eq!((given(&state).stage, given(&state).judgement(&question)), (Stage::Answered, Some(Judgement::Right)));
    act(&mut state, LessonAction::Reply("1".into()));
    assert_eq!(given(&state).reply, "77,5 %", "what has been answered stays");
    let [Command::RememberAnswers(progress)] = &commands[..] else { panic!("{commands:?}") };
    let json = serde_json::to_string(progress).unwrap();
    assert_eq!(&serde_json::from_str::<Progress>(&json).unwrap(), progress);
    act(&mut state, LessonAction::Go(Leaf::Sheet(Sheet::Mine)));
    let saved = act(&mut state, LessonAction::Save);
    let [Command::SaveFile(file)] = &saved[..] else { panic!("{saved:?}") };
    let Content::Text(text) = &file.content else { panic!("{file:?}") };
    assert_eq!(file.name, "freqscope-attacks-answers.txt");
    assert!(text.contains("77,5 % (right)") && text.starts_with("Attacks\n\nName:"), "{text}");
    act(&mut state, LessonAction::Forget);
    assert_eq!(given(&state).stage, Stage::Open);
}

#[test]
fn what_an_earlier_visit_has_answered_is_there() {
    let mut progress = Progress::default();
    progress.change("attacks", 0, |given| given.stage = Stage::Answered);
    let mut state = new();
    act(&mut state, LessonAction::Remember(progress));
    assert_eq!(state.lessons().progress().answered("attacks"), 1);
}

#[test]
fn a_lesson_that_cannot_be_had_is_said() {
    let mut state = new();
    let told = |reason: DownloadFault| {
        let mut state = new();
        goto(&mut state, "v1/lesson=no-such:99");
        let error = Error::Download { url: "lessons/no-such.json".into(), reason };
        act(&mut state, LessonAction::Fetched("no-such".into(), Language::English, Err(error)));
        state.lessons().lesson().failure().unwrap().to_owned()
    };
    let none = told(DownloadFault::Status(404));
    assert!(none.starts_with("There is no lesson “no-such” here") && !none.contains("connection"), "{none}");
    let portal = told(DownloadFault::WebPage);
    assert!(portal.contains("no-such.json"), "what a network's login page stands for may be there: {portal}");
    assert!(none.contains(words().lesson.leave()), "{none}");
    let broken = told(DownloadFault::Status(503));
    assert!(broken.contains("no-such.json") && broken.contains("503"), "{broken}");
    goto(&mut state, "v1/lesson=own:2");
    assert!(matches!(state.lessons().lesson(), Fetched::Failed(why) if why.contains("open the file again")));
}

#[test]
fn a_step_that_a_lesson_does_not_have_is_named_and_its_last_one_opened() {
    let mut state = new();
    goto(&mut state, "v1/lesson=attacks:99");
    act(&mut state, LessonAction::Fetched("attacks".into(), Language::English, Ok(ATTACKS.to_vec())));
    let lesson = Lesson::parse(ATTACKS).unwrap();
    let last = format!("attacks:{}", lesson.steps.len());
    let notice = |state: &State| state.notices.shown().iter().map(|notice| notice.text.clone()).collect::<String>();
    assert_eq!(state.lessons().place().unwrap().to_string(), last);
    assert!(notice(&state).contains("no step 99"), "{}", notice(&state));
    goto(&mut state, "v1/lesson=attacks:2");
    assert_eq!(notice(&state), "");
    goto(&mut state, "v1/lesson=attacks:7");
    assert_eq!(state.lessons().place().unwrap().to_string(), last);
    assert!(notice(&state).contains("no step 7"), "{}", notice(&state));
}

/// What happens when a file with a lesson is dropped on the page.
fn drop_lesson(state: &mut State, lesson: Lesson) {
    drop_file(state, Ok(lesson));
}

fn drop_file(state: &mut State, lesson: std::result::Result<Lesson, Invalid>) {
    let commands = state.update(Action::PickPicture(PictureSource::Sample(sample(Class::Cat))));
    let [Command::ReadPicture(pick, _)] = commands[..] else { panic!("{commands:?}") };
    state.update(Action::PictureRead(pick, Ok(FileContent::Lesson(Box::new(lesson)))));
}

#[test]
fn a_teachers_own_lesson_opens_and_a_broken_one_is_refused_by_its_step() {
    let mut state = new();
    let lesson = Lesson::parse(ATTACKS).unwrap();
    drop_lesson(&mut state, lesson.clone());
    assert_eq!(state.lessons().place(), Some(&Place::start(OWN)));
    assert_eq!(state.attack_form.kind, AttackKind::from(MethodKind::Fgsm));
    let mut state = new();
    let mut broken = lesson.clone();
    broken.steps[1].link = "v1/class=lion".into();
    drop_lesson(&mut state, broken);
    assert!(state.lessons().place().is_none());
    let said = &state.notices.shown()[0].text;
    assert!(said.contains("step 2, “How small can it be?”") && said.contains("lion"), "{said}");
    let mut broken = lesson;
    broken.steps[0].shows = vec!["attacks".into()];
    drop_lesson(&mut state, broken);
    let said = &state.notices.shown()[0].text;
    assert!(said.contains("“attacks” is no part of the page"), "{said}");
}

/// What is said of a lesson whose second step has this link.
fn refusal(state: &mut State, link: &str) -> String {
    let mut lesson = Lesson::parse(ATTACKS).unwrap();
    lesson.steps.iter_mut().for_each(|step| step.link.clear());
    lesson.steps[1].link = link.into();
    state.notices.clear(Topic::Picture);
    drop_lesson(state, lesson);
    state.notices.shown().last().map(|notice| notice.text.clone()).unwrap_or_default()
}

#[test]
fn a_lesson_whose_link_names_what_is_not_there_is_refused() {
    let mut state = new();
    state.update(Action::SamplesListed(Ok(vec![sample(Class::Cat)])));
    state.update(event(Event::Models(vec![card("a"), card("b")])));
    let said = refusal(&mut state, "v1/picture=nonsense-99");
    assert!(
        said.contains("step 2, “How small can it be?”: its “link” names a sample that is not there, “nonsense-99”"),
        "{said}"
    );
    assert!(refusal(&mut state, "v1/invert-from=nonsense-99").contains("nonsense-99"));
    let said = refusal(&mut state, "v1/network=nonsense");
    assert!(said.contains("names a network that is not there, “nonsense”"), "{said}");
    assert!(refusal(&mut state, "v1/network=a&beside=c").contains("“c”"));
    assert!(state.lessons().place().is_none());
    let link = format!("v1/network=b&beside=a&picture={}", sample(Class::Cat).id());
    assert_eq!(refusal(&mut state, &link), "");
    assert_eq!(state.lessons().place(), Some(&Place::start(OWN)));
}

#[test]
fn a_broken_file_is_told_in_the_language_of_the_page_and_the_parsers_words_are_folded_away() {
    let mut state = new();
    language::speak(Language::German);
    let said = refusal(&mut state, "nonsense");
    assert!(
        said.contains("Schritt 2, „How small can it be?“: der Link in „link“ ist nicht verwendbar: er hat keine Form"),
        "{said}"
    );
    drop_file(&mut state, Lesson::parse(b"{\n  \"format\" 1\n}"));
    let notice = state.notices.shown().last().unwrap();
    assert!(notice.text.contains("in Zeile 2, Spalte 12 lässt sie sich nicht weiter lesen"), "{}", notice.text);
    assert!(notice.details.as_ref().is_some_and(|details| details.contains("expected `:`")), "{notice:?}");
}

#[test]
fn a_lesson_follows_the_language_of_the_page_and_keeps_its_answers() {
    let mut state = opened("v1/lesson=attacks");
    act(&mut state, LessonAction::Reply("1".into()));
    act(&mut state, LessonAction::Check);
    let commands = state.update(Action::ChooseLanguage(Language::German));
    assert!(commands.contains(&Command::ListLessons), "{commands:?}");
    assert!(commands.contains(&Command::FetchLesson("attacks".into())), "{commands:?}");
    let title = |state: &State| state.lessons().lesson().get().map(|lesson| lesson.title.clone());
    act(&mut state, LessonAction::Fetched("attacks".into(), Language::German, Ok(GERMAN.to_vec())));
    act(&mut state, LessonAction::Fetched("attacks".into(), Language::English, Ok(ATTACKS.to_vec())));
    assert_eq!(title(&state).as_deref(), Some("Angriffe"), "what came too late is not shown");
    let given = state.lessons().given()[0].clone();
    assert_eq!((given.reply.as_str(), given.stage), ("1", Stage::Answered));
    let again = state.update(Action::ChooseLanguage(Language::German));
    assert!(!again.contains(&Command::ListLessons), "it is there already");
    assert_eq!(url(Language::German, "attacks"), "lessons/de/attacks.json");
}

#[test]
fn networks_that_ship_are_called_as_the_language_of_the_page_does() {
    let mut state = new();
    let shipped = ModelCard { name: "ResNet-18, natural".into(), ..card("a") };
    state.update(event(Event::Models(vec![shipped, own("natural")])));
    let names = |state: &State| state.models.cards().iter().map(|card| card.name.clone()).collect::<Vec<_>>();
    for (language, name) in [(Language::German, "ResNet-18, natürlich"), (Language::English, "ResNet-18, natural")] {
        state.update(Action::ChooseLanguage(language));
        assert_eq!(names(&state), [name, "natural"]);
    }
}
