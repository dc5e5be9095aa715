//! Files for the visitor.

use super::*;
use crate::{
    export::{Export, Subject},
    platform::download::{Content, Download},
    widgets::export_row::Format,
};

fn wanted(subject: Subject, format: Format) -> Action {
    Action::Export(Export { subject, format })
}

fn saved(commands: &[Command]) -> &Download {
    let [Command::SaveFile(download)] = commands else { panic!("{commands:?}") };
    download
}

fn text(download: &Download) -> &str {
    let Content::Text(text) = &download.content else { panic!("{download:?}") };
    text
}

#[test]
fn there_is_no_file_before_there_are_scores() {
    let (mut state, commands) = ready();
    for subject in [Subject::Scores, Subject::Example, Subject::Comparison, Subject::Survey, Subject::Attack(Side::A)] {
        for format in [Format::Svg, Format::Png, Format::Csv, Format::Json, Format::Npy, Format::Png16] {
            assert_eq!(state.update(wanted(subject, format)), []);
        }
    }
    finish(&mut state, &commands);
    let commands = state.update(wanted(Subject::Example, Format::Svg));
    let (figure, name) = (saved(&commands), "freqscope-fig4-a-cat-1-cat-zero-in-pixels.svg");
    assert_eq!((figure.name.as_str(), figure.media), (name, "image/svg+xml"));
    assert!(text(figure).contains("data-model=\"a\""));
    assert_eq!(state.update(wanted(Subject::Example, Format::Npy)), [], "it is about no image of its own");
}

#[test]
fn the_table_has_every_model_on_show() {
    let mut state = compared();
    let commands = state.update(wanted(Subject::Scores, Format::Csv));
    let table = saved(&commands);
    assert_eq!(table.name, "freqscope-scores-a-b-cat-1-cat-zero-in-pixels.csv");
    let lines = text(table).lines().filter(|line| line.starts_with("b,cat,"));
    assert_eq!(lines.clone().count(), Band::COUNT);
    assert!(lines.clone().all(|line| line.contains(",hash of b,")), "with the weights that gave the answer");
    let commands = state.update(wanted(Subject::Proposition, Format::Png));
    assert!(matches!(saved(&commands).content, Content::Drawing(_)), "the browser makes the pixels");
}

#[test]
fn an_adversarial_image_is_saved_as_it_is() {
    let mut state = attacks::done();
    let commands = state.update(wanted(Subject::Attack(Side::A), Format::Npy));
    let file = saved(&commands);
    assert_eq!(file.name, "freqscope-attack-a-cat-1-fgsm-epsilon-8-255.npy");
    let Content::Bytes(bytes) = &file.content else { panic!("{file:?}") };
    assert_eq!(freqscope_core::image::npy::read(bytes).unwrap(), [image(0.3)]);
    let commands = state.update(wanted(Subject::Attack(Side::A), Format::Json));
    let document: serde_json::Value = serde_json::from_str(text(saved(&commands))).unwrap();
    assert_eq!(
        (&document["parameters"]["weights_sha256"], &document["parameters"]["attack"]),
        (&"hash of a".into(), &"fgsm".into())
    );
    assert_eq!(document["parameters"]["spec"]["method"]["fgsm"]["epsilon"], 8.0 / 255.0);
    assert_eq!(document["rows"].as_array().map(Vec::len), Some(Band::COUNT));
}

#[test]
fn a_file_that_cannot_be_made_is_told() {
    let (mut state, _) = ready();
    state.update(Action::FileSaved(Err(Error::Computation("this browser cannot draw it".into()))));
    assert_eq!(state.notices.shown().len(), 1);
}
