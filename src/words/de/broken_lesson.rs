//! Why a lesson cannot be used.

use crate::text::{local, thousands};
use freqscope_lesson::{
    FORMAT, MOST_BYTES, MOST_STEPS,
    field::Kind,
    invalid::{Invalid, Problem},
};

pub fn refused(invalid: &Invalid) -> String {
    let told = match invalid {
        Invalid::TooLarge { bytes } => {
            format!("sie hat {} Byte, mehr als {}", thousands(*bytes), thousands(MOST_BYTES))
        }
        Invalid::Encoding => "ihr Text ist nicht in UTF-8: Speichere sie als UTF-8".into(),
        Invalid::Unreadable { line, column, .. } => format!(
            "in Zeile {line}, Spalte {column} lässt sie sich nicht weiter lesen: Sieh dort und kurz davor nach, ob ein Komma, ein \
             Doppelpunkt, ein Anführungszeichen oder eine Klammer fehlt oder zu viel ist oder ein Feld zweimal dasteht"
        ),
        Invalid::Whole(problem) => problem_of(problem),
        Invalid::Step { number, title, problem } if title.is_empty() => {
            format!("Schritt {number}: {}", problem_of(problem))
        }
        Invalid::Step { number, title, problem } => format!("Schritt {number}, „{title}“: {}", problem_of(problem)),
    };
    format!("diese Lektion ist nicht verwendbar: {told}")
}

fn problem_of(problem: &Problem) -> String {
    match problem {
        Problem::Format(found) => format!("„format“ ist „{found}“ und muss „{FORMAT}“ sein"),
        Problem::Missing { field } => format!("„{field}“ fehlt"),
        Problem::Unknown { field, known } => {
            format!("es gibt ein Feld „{field}“, das keine Lektion hat: Dort stehen können {}", known.join(", "))
        }
        Problem::Kind { field, kind } if field.is_empty() => format!("hier muss {} stehen", kind_of(*kind)),
        Problem::Kind { field, kind: Kind::Whole } => format!("„{field}“ muss eine ganze Zahl sein, 0 oder mehr"),
        Problem::Kind { field, kind } => format!("in „{field}“ muss {} stehen", kind_of(*kind)),
        Problem::Empty { field } => format!("„{field}“ ist leer"),
        Problem::NoSteps => "sie hat keine Schritte".into(),
        Problem::ManySteps(count) => format!("sie hat {count} Schritte, mehr als {MOST_STEPS}"),
        Problem::NoText => "„text“ hat keinen Absatz".into(),
        Problem::Part(name) => format!(
            "„{name}“ ist kein Teil der Seite: Verwende picture, screen, claims oder den Namen eines Werkzeugs oder \
             Abschnitts"
        ),
        Problem::Sample(id) => format!("„link“ nennt ein Beispielbild, das es nicht gibt, „{id}“"),
        Problem::Network(id) => format!("„link“ nennt ein Netz, das es nicht gibt, „{id}“"),
        Problem::Link(clause) => format!("der Link in „link“ ist nicht verwendbar: {clause}"),
        question => problem_of_question(question),
    }
}

fn problem_of_question(problem: &Problem) -> String {
    match problem {
        Problem::TwoQuestions => "die Frage hat sowohl „choices“ als auch „number“: Lass eines davon weg".into(),
        Problem::NoQuestion => "die Frage hat weder „choices“ noch „number“".into(),
        Problem::Choices(1) => "die Frage hat nur eine Antwort zur Auswahl: Gib 2 bis 6 an".into(),
        Problem::Choices(count) => format!("die Frage hat {count} Antworten zur Auswahl: Gib 2 bis 6 an"),
        Problem::Right(0) => "keine Antwort der Auswahl ist richtig: Kennzeichne genau eine mit „right“".into(),
        Problem::Right(count) => {
            format!("{count} Antworten der Auswahl sind richtig: Kennzeichne genau eine mit „right“")
        }
        Problem::SameChoices(text) => format!("zwei Antworten der Auswahl sind gleich, „{text}“"),
        Problem::Tolerance(tolerance) => {
            format!("„tolerance“ ist {}: Wähle 0 oder mehr", local(tolerance.to_string()))
        }
        // Of the rest of the lesson.
        other => other.to_string(),
    }
}

/// As a subject.
fn kind_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "ein Text in Anführungszeichen",
        Kind::Texts => "eine Liste von Texten, jeder in Anführungszeichen",
        Kind::Whole => "eine ganze Zahl, 0 oder mehr,",
        Kind::Number => "eine Zahl",
        Kind::Flag => "true oder false",
        Kind::List(_) | Kind::Anything => "eine Liste in eckigen Klammern",
        Kind::Object(_) => "eine Liste von Feldern in geschweiften Klammern",
    }
}
