use super::broken_lesson::refused;
use crate::words::lesson::Words;
use yew::html;

pub const WORDS: Words = Words {
    intro: "Für eine Klasse oder allein: Schritt für Schritt, mit je einer Frage. Antworten bleiben in diesem Browser.",
    list_missing: "Die Liste der Lektionen fehlt. ",
    list_awaited: "Die Liste der Lektionen wird geladen.",
    open_own: "Eine eigene Lektion öffnen",
    own_meaning: || {
        html! {
            <>
                { "Eine Datei, wie " }<a href="lessons.html" hreflang="en">{ "ihre Beschreibung (englisch)" }</a>
                { " sie verlangt; sie lässt sich auch irgendwo auf der Seite ablegen." }
            </>
        }
    },
    in_front_of_class: |link| html! { <>{ "Vor einer Klasse: " }{ link }{ "; auch Lektionen öffnen sich darin." }</> },
    projector: "eine Abbildung in großer Schrift",
    amount: |steps, minutes| format!("{steps} Schritte, {minutes} Minuten"),
    answered: |done, steps| format!("{done} von {steps} Schritten beantwortet"),
    worksheet: "Arbeitsblatt",
    answer_sheet: "Lösungsblatt",
    my_answers: "Meine Antworten",
    lesson: "Lektion",
    awaited: "Die Lektion wird geladen.",
    lost: "Diese Lektion wurde aus einer Datei geöffnet, und die steht nicht im Link: Öffne die Datei erneut.",
    none: |id| {
        format!("Eine Lektion „{id}“ gibt es hier nicht: „Die Lektion verlassen“ zeigt die Liste derer, die es gibt.")
    },
    step: |number, steps| format!("Schritt {number} von {steps}"),
    leave: "Die Lektion verlassen",
    all_bands: "Mit allen Bändern.",
    without_bands: |bands| format!("Ohne die Bänder {bands}."),
    picture_whole: |picture| format!("{picture}: mit allen Bändern."),
    picture_without: |picture, bands| format!("{picture}: ohne die Bänder {bands}."),
    sample_without: |class, bands| format!("{class}, ohne die Bänder {bands}"),
    hint: "Hinweis",
    right: "Richtig.",
    not_quite: "Nicht ganz.",
    the_answer: "Die Antwort.",
    look_for: "Worauf zu achten ist:",
    no_number: "Das ist keine Zahl. Schreibe eine, etwa 57,6.",
    not_it: "Das stimmt nicht. Versuche es noch einmal, nimm den Hinweis oder öffne die Antwort.",
    back: "Zurück",
    next: "Nächster Schritt",
    to_your_answers: "Zu den Antworten",
    open_answer: "Die Antwort öffnen",
    check: "Prüfen",
    sheet_line: |sheet, minutes| format!("{sheet} · {minutes} Minuten · freqscope"),
    name: "Name",
    date: "Datum",
    before: |before| format!("Vorher: {before}"),
    to_lesson: "Zur Lektion",
    print: "Drucken",
    save: "Als Datei speichern",
    forget: "Meine Antworten vergessen",
    solution: |value, unit| format!("{value} {unit}"),
    solution_about: |value, unit, tolerance| format!("{value} {unit} (bis zu {tolerance} daneben)"),
    hint_and_minutes: |hint, minutes| format!("Hinweis: {hint} · {minutes} Minuten"),
    not_answered: "nicht beantwortet",
    is_right: " (richtig)",
    is_wrong: " (nicht richtig)",
    is_no_number: " (keine Zahl)",
    name_line: "Name: ",
    list_broken: "die Liste ist beschädigt: Lade die Seite neu",
    invalid: refused,
};
