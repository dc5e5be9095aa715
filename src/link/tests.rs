//! Laws of links, and every key by an example.

use super::{
    key::Key,
    law,
    names::Named,
    read::{Address, Reading, notice},
    *,
};
use crate::{
    attack::{
        form::Scope,
        kind::{AttackKind, Field},
    },
    lesson::place::{Leaf, Sheet},
    lowpass::view::Scale,
    shell::{figure::Figure, section::Section},
    survey::BandZero,
};
use data_encoding::BASE64URL_NOPAD;
use freqscope_core::{
    attack::{goal::Goal, method_kind::MethodKind, pgd::Start},
    occlusion::ablation::{Baseline, Fill, Zero},
    spectrum::{
        band::{Band, Bands},
        cutoff::Cutoff,
    },
};
use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::select,
};

/// The cases of each law take seconds; `PROPTEST_CASES=100000` asks for more, which take minutes.
const CASES: u32 = 2000;

/// How the laws of links are tried.
pub fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { failure_persistence: None, cases: default.cases.max(CASES), ..default }
}

fn read(hash: &str) -> (Link, Vec<String>) {
    match Reading::of(hash) {
        Reading { address: Address::Whole(link), complaints } => (*link, complaints),
        Reading { address: Address::Heading(section), .. } => panic!("{hash} is the heading of {section:?}"),
    }
}

fn named<T: Named + std::fmt::Debug>() -> impl Strategy<Value = T> {
    select(T::names()).prop_map(|(value, _)| value)
}

fn class() -> impl Strategy<Value = Class> {
    select(Class::ALL.to_vec())
}

fn id() -> impl Strategy<Value = String> {
    vec(select(b"abcxyzABZ0189-_.:,".to_vec()), 1..=64).prop_map(|bytes| String::from_utf8(bytes).unwrap())
}

/// A picture of noise, which no PNG makes smaller.
fn noise(seed: u32) -> Image {
    let mut state = seed;
    let image = Image::from_fn(|_, _, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 24) as f32
    });
    image.rounded()
}

/// Pixels are rare, because they take as long as a thousand links without.
fn picture() -> impl Strategy<Value = (LinkedPicture, Option<Lost>)> {
    let pixels = (any::<u32>(), option::of((1..=50_u8).prop_map(|hundredths| Lost::new(hundredths).unwrap())));
    prop_oneof![
        600 => Just((LinkedPicture::First, None)),
        600 => id().prop_map(|id| (LinkedPicture::Sample(id), None)),
        1 => pixels.prop_map(|(seed, lost)| (LinkedPicture::Pixels(noise(seed)), lost)),
    ]
}

fn baseline() -> impl Strategy<Value = Baseline> {
    let fill = prop_oneof![Just(Fill::Zero), Just(Fill::Mean), any::<u64>().prop_map(|seed| Fill::Noise { seed })];
    (fill, named(), any::<bool>()).prop_map(|(fill, zero, clip)| Baseline { fill, zero, clip })
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<u32>().prop_map(|number| number.to_string()),
        any::<f32>().prop_map(|number| number.to_string()).prop_filter("short", |text| text.len() <= 24),
        (0..=255_u32).prop_map(|parts| format!("{parts} / 255")),
        Just("1e-3".to_owned()),
        Just("+0,5".to_owned()),
    ]
}

fn form() -> impl Strategy<Value = AttackForm> {
    let fields: Vec<(AttackKind, Field)> =
        AttackKind::all().flat_map(|kind| kind.fields().iter().map(move |&field| (kind, field))).collect();
    let numbers = vec((select(fields), number()), 0..4);
    let goal = option::of(class()).prop_map(|class| class.map_or(Goal::Untargeted, Goal::Targeted));
    (named::<AttackKind>(), goal, named(), named(), numbers).prop_map(|(kind, goal, start, scope, numbers)| {
        let form = AttackForm::default().with_kind(kind).with_goal(goal).with_start(start).with_scope(scope);
        numbers.into_iter().fold(form, |form, ((kind, field), text)| form.with_text_of(kind, field, text))
    })
}

fn budget() -> impl Strategy<Value = EnergyBudget> {
    let level = EnergyBudget::LEVELS[0]..=EnergyBudget::LEVELS[1];
    let band = (0..Band::COUNT).prop_map(Band::nearest);
    (level, any::<bool>(), band).prop_map(|(level, clip, band)| EnergyBudget { level, clip, band })
}

fn view() -> impl Strategy<Value = (SurveyView, bool)> {
    let view = (option::of(class()), named()).prop_map(|(group, band_zero)| SurveyView { group, band_zero });
    (view, any::<bool>())
}

fn ablation() -> impl Strategy<Value = Ablation> {
    let bands = any::<u64>().prop_map(|bits| Bands::try_from(bits & u64::from(Bands::ALL)).unwrap());
    (bands, baseline()).prop_map(|(bands, baseline)| Ablation { bands, baseline })
}

fn second() -> impl Strategy<Value = Second> {
    let model = id().prop_filter("“none” is no model", |id| id != "none").prop_map(Second::Model);
    prop_oneof![Just(Second::Default), Just(Second::Nothing), model]
}

fn place() -> impl Strategy<Value = Place> {
    let sheet = select(Sheet::ALL.to_vec()).prop_map(Leaf::Sheet);
    let leaf = prop_oneof![(0..1000_usize).prop_map(Leaf::Step), sheet];
    ("[a-z0-9-]{1,40}", leaf).prop_map(|(id, leaf)| Place { id, leaf })
}

fn low_pass() -> impl Strategy<Value = LowPassView> {
    (1..=Band::COUNT, named()).prop_map(|(kept, scale)| LowPassView { cutoff: Cutoff::nearest(kept), scale })
}

/// Any link, also one with all that can be in it.
pub fn link() -> impl Strategy<Value = Link> {
    let seen = (picture(), option::of(id()), (second(), low_pass()), option::of(class()), ablation(), named());
    let inversion = (option::of(id()), select(InversionForm::STEPS.to_vec()));
    let page = ((option::of(named()), named()), option::of(place()), named(), option::of(named()), option::of(id()));
    let runs = btree_set(named(), 0..=Run::ALL.len());
    (seen, form(), named(), inversion, view(), budget(), runs, page).prop_map(
        |(
            ((picture, lost), model, (second, view), class, ablation, partition),
            attack,
            measure,
            (inversion_start, inversion_steps),
            (survey, stored),
            budget,
            runs,
            ((section, figure), lesson, theme, language, hidden),
        )| Link {
            figure,
            picture,
            lost,
            model,
            second,
            view,
            class,
            ablation,
            partition,
            attack,
            measure,
            inversion_start,
            inversion_steps,
            survey,
            stored,
            budget,
            runs,
            section,
            lesson,
            theme,
            language,
            reserved: Reserved { hidden },
        },
    )
}

/// Keys and values that are nearly right, in any order.
fn nearly() -> impl Strategy<Value = String> {
    let keys: Vec<String> = Key::all().map(Key::name).collect();
    let value = prop_oneof!["[a-z0-9,:./%-]{0,12}", "\\PC{0,6}", Just("4294967296".to_owned())];
    vec((select(keys), value), 0..6).prop_map(|fields| {
        let fields: Vec<String> = fields.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
        format!("v1/{}", fields.join("&"))
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_state_comes_back_from_its_hash(link in link()) {
        let hash = link.hash();
        prop_assert!(hash.len() <= LONGEST && hash.is_ascii(), "{} bytes: {hash}", hash.len());
        prop_assert_eq!(read(&hash), (link, Vec::new()));
    }

    #[test]
    fn any_bytes_are_a_state_or_a_notice(begin in select(vec!["", "v1/", "v1/class=cat&"]), bytes in vec(any::<u8>(), 0..64)) {
        law::assert_holds(&format!("{begin}{}", String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn what_is_nearly_a_link_is_read_without_harm(hash in nearly()) {
        law::assert_holds(&hash);
    }
}

#[test]
fn the_longest_link_is_short_enough() {
    let id = Some("x".repeat(64));
    let mut attack = AttackForm::default();
    for kind in AttackKind::all() {
        for &field in kind.fields() {
            attack = attack.with_text_of(kind, field, "                       7".into());
        }
    }
    let every_other = Band::all().filter(|band| band.index() % 2 == 1).collect();
    let link = Link {
        picture: LinkedPicture::Pixels(noise(1)),
        lost: Lost::new(50),
        model: id.clone(),
        second: Second::Model("x".repeat(64)),
        ablation: Ablation { bands: every_other, ..Ablation::default() },
        attack,
        inversion_start: id.clone(),
        runs: Run::ALL.into_iter().collect(),
        reserved: Reserved { hidden: id },
        ..Link::default()
    };
    let hash = link.hash();
    assert!(hash.len() <= LONGEST, "{} bytes", hash.len());
    assert_eq!(read(&hash), (link, Vec::new()));
}

/// A key with a value, and the link that it makes of the default one.
type Example = (&'static str, Link);

fn with(change: fn(&mut Link)) -> Link {
    let mut link = Link::default();
    change(&mut link);
    link
}

fn examples() -> Vec<Example> {
    [picture_examples(), panel_examples()].concat()
}

fn picture_examples() -> Vec<Example> {
    vec![
        ("view=attack", with(|link| link.figure = Figure::Attack)),
        ("at=claims", with(|link| link.section = Some(Section::Claims))),
        ("lesson=attacks", with(|link| link.lesson = Some(Place::start("attacks")))),
        ("lesson=attacks:3", with(|link| link.lesson = Place::parse("attacks:3"))),
        ("lesson=own:worksheet", with(|link| link.lesson = Place::parse("own:worksheet"))),
        ("picture=cat-0", with(|link| link.picture = LinkedPicture::Sample("cat-0".into()))),
        ("network=resnet18-l2-05", with(|link| link.model = Some("resnet18-l2-05".into()))),
        ("beside=vgg19-natural", with(|link| link.second = Second::Model("vgg19-natural".into()))),
        ("beside=none", with(|link| link.second = Second::Nothing)),
        ("cut=8", with(|link| link.view.cutoff = Cutoff::nearest(8))),
        ("scale=logits", with(|link| link.view.scale = Scale::Logits)),
        ("class=ship", with(|link| link.class = Some(Class::Ship))),
        ("without=0,16-62", with(|link| link.ablation.bands = "0,16-62".parse().unwrap())),
        ("fill=mean", with(|link| link.ablation.baseline.fill = Fill::Mean)),
        ("fill=noise:7", with(|link| link.ablation.baseline.fill = Fill::Noise { seed: 7 })),
        ("zero=normalised", with(|link| link.ablation.baseline.zero = Zero::Normalised)),
        ("clip=yes", with(|link| link.ablation.baseline.clip = true)),
        ("partition=radial", with(|link| link.partition = Partition::Radial)),
    ]
}

fn panel_examples() -> Vec<Example> {
    vec![
        ("attack=simba-dct", with(|link| link.attack.kind = AttackKind::SIMBA_DCT)),
        ("toward=frog", with(|link| link.attack.goal = Goal::Targeted(Class::Frog))),
        ("start=clean", with(|link| link.attack.start = Start::Clean)),
        ("on=both", with(|link| link.attack.scope = Scope::Both)),
        (
            "pgd-l2.epsilon=0.25",
            with(|link| {
                let kind = MethodKind::PgdL2.into();
                link.attack = AttackForm::default().with_text_of(kind, Field::Epsilon, "0.25".into());
            }),
        ),
        (
            "cw.epsilon=0.5",
            with(|link| {
                let kind = MethodKind::Cw.into();
                link.attack = AttackForm::default().with_text_of(kind, Field::Bound, "0.5".into());
            }),
        ),
        ("measure=energy", with(|link| link.measure = Measure::Energy)),
        ("invert-from=dog-12", with(|link| link.inversion_start = Some("dog-12".into()))),
        ("invert-steps=1000", with(|link| link.inversion_steps = 1000)),
        ("mean-of=bird", with(|link| link.survey.group = Some(Class::Bird))),
        ("band-zero=shown", with(|link| link.survey.band_zero = BandZero::Shown)),
        ("stored=yes", with(|link| link.stored = true)),
        ("energy=-7", with(|link| link.budget.level = -7)),
        ("energy-clip=yes", with(|link| link.budget.clip = true)),
        ("energy-band=62", with(|link| link.budget.band = Band::HIGHEST)),
        ("run=attack,inversion", with(|link| link.runs = [Run::Attack, Run::Inversion].into())),
        ("theme=dark", with(|link| link.theme = Theme::Dark)),
        ("lang=de", with(|link| link.language = Some(Language::German))),
        ("hide=attack,survey", with(|link| link.reserved.hidden = Some("attack,survey".into()))),
    ]
}

#[test]
fn every_key_is_written_and_read() {
    for (text, link) in examples() {
        let hash = format!("v1/{text}");
        assert_eq!(read(&hash), (link.clone(), Vec::new()), "{text}");
        assert_eq!(link.hash(), hash);
    }
    let named: Vec<Key> = Key::all().filter(|key| !matches!(key, Key::Number(..) | Key::Pixels | Key::Lost)).collect();
    for key in named {
        assert!(examples().iter().any(|(text, _)| text.starts_with(&format!("{}=", key.name()))), "{key:?}");
    }
}

#[test]
fn a_picture_of_ones_own_comes_along_with_what_it_lost() {
    let link = Link { picture: LinkedPicture::Pixels(noise(3)), lost: Lost::new(42), ..Link::default() };
    let hash = link.hash();
    assert!(hash.starts_with("v1/pixels=iVBOR") && hash.ends_with("&lost=0.42"), "{hash}");
    assert!(hash.len() < 4600, "{} bytes", hash.len());
    assert_eq!(read(&hash), (link, Vec::new()));
    assert_eq!(read("v1/lost=0.42").0, Link::default(), "nothing can be lost without a picture");
}

#[test]
fn the_default_has_no_hash_and_may_be_written_out() {
    assert_eq!(Link::default().hash(), "");
    for hash in ["", "v1", "v1/", "v1/&&", "v1/class=&without=&attack=fgsm&fgsm.epsilon=8/255&theme=auto"] {
        assert_eq!(read(hash), (Link::default(), Vec::new()), "{hash}");
    }
}

#[test]
fn a_heading_is_a_place_in_the_page() {
    for section in Section::ALL {
        for hash in [section.name().to_owned(), section.heading()] {
            assert_eq!(Reading::of(&hash).address, Address::Heading(section));
        }
        assert_eq!(read(&format!("v1/at={}", section.name())).0.section, Some(section));
    }
}

#[test]
fn what_a_messenger_has_encoded_is_read() {
    assert_eq!(read("v1/pgd-linf.epsilon=8%2F255&without=0%2C5-9").0.hash(), "v1/without=0,5-9");
}

#[test]
fn of_a_later_or_a_broken_link_the_rest_is_shown() {
    let told = |hash: &str| {
        let (link, complaints) = read(hash);
        (link.class, notice(&complaints).unwrap())
    };
    let (class, later) = told("v2/class=cat&story=1");
    assert_eq!(class, Some(Class::Cat));
    assert_eq!(
        later,
        "Not all of this link can be shown: it is of another version of the page (v2); “story” is not known here. The rest is \
         on the page."
    );
    for broken in [
        "class=lion",
        "lesson=a/b",
        "without=70",
        "fill=water",
        "theme=pink",
        "lang=tlh",
        "energy=99",
        "lost=9",
        "fgsm.steps=1",
        "pixels=AA",
    ] {
        let (class, text) = told(&format!("v1/{broken}&class=cat"));
        assert!(class == Some(Class::Cat) && text.len() < 400, "{text}");
    }
    assert!(told("v1/a&b&c&d&e").1.contains("; and 2 more. The"));
    assert!(told(&"x".repeat(LONGEST + 1)).1.contains("longer than any link"));
    assert!(told("<script>").1.contains("no form that this page knows"));
}

#[test]
fn a_picture_stays_whatever_a_link_says_of_it() {
    let own = read("v1/picture=cat-0").0;
    assert_eq!(
        own.with_its_picture("v1/view=attack&picture=dog-12&lost=0.1&class=dog"),
        "v1/view=attack&class=dog&picture=cat-0"
    );
    assert_eq!(Link::default().with_its_picture("v1/picture=dog-12&class=dog"), "v1/class=dog");
    assert_eq!(own.with_its_picture("claims"), "claims");
}

#[test]
fn a_hostile_picture_is_a_complaint() {
    let huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x0f\x42\x40\0\x0f\x42\x40\x08\x02\0\0\0";
    let (link, complaints) = read(&format!("v1/pixels={}&clip=yes", BASE64URL_NOPAD.encode(huge)));
    assert!(link.ablation.baseline.clip && link.picture == LinkedPicture::First);
    assert!(notice(&complaints).unwrap().contains("pixels"), "{complaints:?}");
}
