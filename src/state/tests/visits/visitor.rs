//! What a visitor does.

use super::{outside::samples, *};
use crate::{
    attack::{action::AttackAction, form::Scope, kind::AttackKind},
    export::{Export, Subject},
    inversion::action::InversionAction,
    lesson::{action::LessonAction, place::Leaf},
    link::{action::LinkAction, tests::link},
    lowpass::view::{LowPassAction, Scale},
    networks::own_model::OwnModelAction,
    platform::file_input::FileInput,
    shell::figure::Figure,
    survey::{SurveyView, action::SurveyAction},
    widgets::export_row::Format,
};
use freqscope_core::{attack::goal::Goal, occlusion::ablation::Zero, spectrum::band::Bands};
use proptest::{option, sample::select};

/// Ids of networks, one of which nobody has.
const MODELS: [&str; 5] = ["a", "b", "resnet18-l2-05", "visitor:own", "unknown"];

/// Whatever a control, a key or an address can do.
pub fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        6 => picture(),
        6 => attack(),
        4 => network(),
        3 => inversion_or_survey(),
        3 => bands(),
        2 => page(),
        2 => file(),
        1 => lesson(),
        1 => address(),
    ]
}

fn always(action: fn() -> Action) -> impl Strategy<Value = Action> {
    Just(()).prop_map(move |()| action())
}

fn class() -> impl Strategy<Value = Option<Class>> {
    option::of(select(vec![Class::Cat, Class::Frog]))
}

fn side() -> impl Strategy<Value = Side> {
    select(Side::ALL.to_vec())
}

fn model() -> impl Strategy<Value = String> {
    select(MODELS.to_vec()).prop_map(str::to_owned)
}

fn job() -> impl Strategy<Value = JobId> {
    (0..60_u32).prop_map(JobId)
}

fn picture() -> impl Strategy<Value = Action> {
    prop_oneof![
        1 => always(|| Action::SamplesListed(Ok(samples()))),
        3 => select(samples()).prop_map(|sample| Action::PickPicture(PictureSource::Sample(sample))),
        1 => (1..9_u8).prop_map(|value| Action::Draw(image(f32::from(value) / 16.0).rounded())),
        1 => class().prop_map(Action::ChooseClass),
    ]
}

fn attack() -> impl Strategy<Value = Action> {
    let kinds: Vec<AttackKind> = AttackKind::all().collect();
    let scope = select(vec![Scope::First, Scope::Both]);
    let form = (select(kinds), class(), scope).prop_map(|(kind, class, scope)| {
        let goal = class.map_or(Goal::Untargeted, Goal::Targeted);
        AttackAction::Change(AttackForm::default().with_kind(kind).with_goal(goal).with_scope(scope))
    });
    let action = prop_oneof![
        2 => form,
        6 => Just(AttackAction::Run),
        2 => Just(AttackAction::Compare),
        1 => Just(AttackAction::Cancel),
        2 => job().prop_map(AttackAction::Restore),
        1 => select(Measure::ALL.to_vec()).prop_map(AttackAction::Measure),
        4 => side().prop_map(AttackAction::Adopt),
        2 => Just(AttackAction::Return),
    ];
    action.prop_map(Action::Attack)
}

fn network() -> impl Strategy<Value = Action> {
    let own = prop_oneof![
        model().prop_map(OwnModelAction::Keep),
        model().prop_map(OwnModelAction::Forget),
        (model(), "[a-zä ]{0,8}").prop_map(|(model, name)| OwnModelAction::Rename(model, name)),
        model().prop_map(OwnModelAction::Correct),
    ];
    prop_oneof![
        6 => (side(), model()).prop_map(|(side, model)| Action::ShowModel(side, model)),
        2 => always(|| Action::StopComparing),
        1 => own.prop_map(Action::OwnModel),
        1 => model().prop_map(Action::KeepWeights),
        1 => always(|| Action::DeleteStoredWeights),
        1 => select(vec![DeviceChoice::Auto, DeviceChoice::Cpu, DeviceChoice::Gpu]).prop_map(Action::ChooseDevice),
        1 => always(|| Action::RestartEngine),
        1 => always(|| Action::RetryFailed),
    ]
}

fn inversion_or_survey() -> impl Strategy<Value = Action> {
    let form = (option::of(select(samples())), select(InversionForm::STEPS.to_vec()));
    let look = class().prop_map(|group| SurveyView { group, ..SurveyView::default() });
    prop_oneof![
        form.prop_map(|(start, steps)| Action::Invert(InversionAction::Change(InversionForm { start, steps }))),
        always(|| Action::Invert(InversionAction::Run)),
        always(|| Action::Invert(InversionAction::Run)),
        always(|| Action::Invert(InversionAction::Cancel)),
        select(vec![SurveyAction::Start, SurveyAction::Start, SurveyAction::Stop, SurveyAction::Clear])
            .prop_map(Action::Survey),
        look.prop_map(|view| Action::Survey(SurveyAction::Look(view))),
        always(|| Action::Survey(SurveyAction::ShowStored)),
    ]
}

fn bands() -> impl Strategy<Value = Action> {
    let band = || (0..Band::COUNT).prop_map(Band::nearest);
    let selected =
        (band(), band(), any::<bool>()).prop_map(|(a, b, one)| if one { a.into() } else { Bands::span(a, b) });
    let fill = select(vec![Fill::Zero, Fill::Mean, Fill::Noise { seed: 7 }]);
    let baseline = (fill, select(vec![Zero::Pixels, Zero::Normalised]), any::<bool>());
    let low_pass = prop_oneof![
        (1..=Band::COUNT).prop_map(|kept| LowPassAction::Cut(Cutoff::nearest(kept))),
        select(vec![Scale::Share, Scale::Logits]).prop_map(LowPassAction::ChooseScale),
        select(vec![Sweep::Going, Sweep::Stopped]).prop_map(LowPassAction::SetSweep),
    ];
    prop_oneof![
        selected.prop_map(Action::SelectBands),
        option::of(band()).prop_map(Action::PointAt),
        baseline.prop_map(|(fill, zero, clip)| Action::SetBaseline(Baseline { fill, zero, clip })),
        low_pass.prop_map(Action::LowPass),
    ]
}

fn page() -> impl Strategy<Value = Action> {
    prop_oneof![
        select(Instrument::ALL.to_vec()).prop_map(Action::OpenInstrument),
        select(Theme::ALL.to_vec()).prop_map(Action::ChooseTheme),
        select(Language::ALL.to_vec()).prop_map(Action::ChooseLanguage),
        any::<bool>().prop_map(Action::Seen),
        any::<bool>().prop_map(Action::Hidden),
        always(|| Action::Run),
        always(|| Action::StopCharts),
        (0..6_u32).prop_map(|id| Action::DismissNotice(NoticeId(id))),
        (0..6_u32).prop_map(|id| Action::CopyReport(NoticeId(id))),
    ]
}

fn file() -> impl Strategy<Value = Action> {
    let formats = vec![Format::Svg, Format::Png, Format::Csv, Format::Json, Format::Npy, Format::Png16];
    let subjects = vec![
        Subject::LowPass,
        Subject::PartialSum(Band::HIGHEST),
        Subject::Answers(Band::HIGHEST),
        Subject::Accuracies,
        Subject::Claims,
        Subject::Scores,
        Subject::Example,
        Subject::Attack(Side::A),
        Subject::Attack(Side::B),
        Subject::Comparison,
        Subject::Inversion(Side::A),
        Subject::Inversion(Side::B),
        Subject::Survey,
        Subject::NoiseMaps,
        Subject::Filters,
        Subject::ArticleFilters,
        Subject::Proposition,
    ];
    let export = (select(subjects), select(formats));
    prop_oneof![
        4 => export.prop_map(|(subject, format)| Action::Export(Export { subject, format })),
        1 => select(Figure::ALL.to_vec()).prop_map(Action::SavePoster),
        1 => always(|| Action::TakeInput(FileInput::Refused("it is text".into()))),
        2 => always(|| Action::ModelRead("own".into(), Ok(super::file()))),
        1 => always(|| Action::DescribeCheckpoint(Some(Hints { key: Some("net".into()), ..Hints::default() }))),
        1 => always(|| Action::DescribeCheckpoint(None)),
    ]
}

fn lesson() -> impl Strategy<Value = Action> {
    let pressed =
        vec![LessonAction::Leave, LessonAction::Check, LessonAction::Open, LessonAction::Forget, LessonAction::Save];
    let action = prop_oneof![
        (0..9_usize).prop_map(|step| LessonAction::Go(Leaf::Step(step))),
        "[0-9a-z]{0,3}".prop_map(LessonAction::Reply),
        select(pressed),
    ];
    action.prop_map(Action::Lesson)
}

fn address() -> impl Strategy<Value = Action> {
    let places = vec![
        "",
        "attack",
        "v1/",
        "v1/lesson=attacks:2",
        "v1/picture=ship-3&run=attack",
        "v1/run=inversion&view=attack",
    ];
    let known = select(places).prop_map(str::to_owned);
    let open = prop_oneof![3 => known, 1 => link().prop_map(|link| link.hash())].prop_map(LinkAction::Open);
    prop_oneof![4 => open, 1 => Just(LinkAction::Copy)].prop_map(Action::Link)
}
