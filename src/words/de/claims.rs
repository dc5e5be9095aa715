use crate::{text::local, words::claims::Words};
use freqscope_core::study::claims::Verdict;

pub const WORDS: Words = Words {
    heading: "Die Behauptungen im Einzelnen",
    intro: "Was der Aufsatz behauptet, was mit den Netzen dieser Seite gemessen wurde, um es zu prüfen, und ein \
            Urteil. Die Zahlen wurden vorab berechnet und kommen mit der Seite.",
    open: "Die Behauptungen und die Messungen zeigen",
    awaited: "Die Messungen werden geladen.",
    missing: "Es lassen sich keine Messungen zeigen. ",
    try_again: "Noch einmal versuchen",
    none: "Noch wurde keine Behauptung geprüft.",
    key: "Ein Punkt ist die gemessene Zahl, die Linie ihr 95-%-Intervall, die gestrichelte Linie das, was es \
          überschreiten oder unterschreiten muss. ",
    as_json: "Alle Zahlen als JSON",
    report: "Der ganze Bericht (englisch)",
    count: |claims, verdicts| format!("{claims} Behauptungen: {verdicts}."),
    counted: |verdict, number| {
        let (one, many) = match verdict {
            Verdict::Holds => ("trifft zu", "treffen zu"),
            Verdict::HoldsInPart => ("trifft teilweise zu", "treffen teilweise zu"),
            Verdict::DoesNotHold => ("trifft nicht zu", "treffen nicht zu"),
            Verdict::Undecided => ("ist unentschieden", "sind unentschieden"),
            Verdict::NotMeasured => ("ist nicht gemessen", "sind nicht gemessen"),
        };
        format!("{number} {}", if number == 1 { one } else { many })
    },
    verdict: |verdict| match verdict {
        Verdict::Holds => "trifft zu",
        Verdict::HoldsInPart => "trifft teilweise zu",
        Verdict::DoesNotHold => "trifft nicht zu",
        Verdict::Undecided => "unentschieden",
        Verdict::NotMeasured => "nicht gemessen",
    },
    stored: in_german,
    reading: measured,
    tested_by: |place, test| format!("{place}. Geprüft durch: {test}"),
    as_table: "Die Zahlen als Tabelle (englisch)",
    not_measured: "nicht gemessen",
    interval: |low, high| format!(" ({low} bis {high})"),
    no_interval: " (kein Intervall)",
    variants: "Hängt es davon ab, wie Occluded Frequency gelesen wird?",
    variants_meaning: "Die Behauptungen zu Abb. 1 noch einmal: mit anderem Ersatz, mit Begrenzung, mit Nullen bei \
                       normierten Pixelwerten, mit Ringen statt Diagonalen und mit einer billigeren Schätzung: \
                       einer erster Ordnung für jedes Bild, korrigiert durch die genauen Werte einiger Bilder \
                       (Kontrollvariate).",
    variants_label: "Die Urteile unter jeder Lesart",
    reading_column: "Lesart",
    claim_column: |number| format!("Behauptung {number}"),
    models_column: "Modelle",
    images_column: "Bilder, mindestens",
    does_it_hold: "Trifft es zu?",
    figure_line: "Die Behauptungen des Aufsatzes, und was gemessen wurde, um sie zu prüfen.",
    figure_key: "Punkt: die gemessene Zahl. Linie: ihr 95-%-Intervall. Gestrichelt: was es überschreiten oder \
                 unterschreiten muss.",
};

/// A text of the stored results that is not known stays English.
fn in_german(text: &str) -> String {
    let (wording, numbers) = without_numbers(text);
    let german = STORED.iter().find(|(english, _)| *english == wording).map(|(_, german)| *german);
    german.map_or_else(|| text.into(), |german| with_numbers(german, &numbers))
}

/// A text with `#` in place of each number, and the numbers.
fn without_numbers(text: &str) -> (String, Vec<&str>) {
    let (mut wording, mut numbers, mut rest) = (String::new(), Vec::new(), text);
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let number = |letter: char| letter.is_ascii_digit() || letter == '.';
        let end = rest[start..].find(|letter| !number(letter)).map_or(rest.len(), |length| start + length);
        let end = start + rest[start..end].trim_end_matches('.').len();
        wording.extend([&rest[..start], "#"]);
        numbers.push(&rest[start..end]);
        rest = &rest[end..];
    }
    (wording + rest, numbers)
}

fn with_numbers(wording: &str, numbers: &[&str]) -> String {
    numbers.iter().fold(wording.to_owned(), |text, number| text.replacen('#', &local((*number).into()), 1))
}

/// What was measured, on which network.
fn measured(name: &str) -> String {
    const PHRASES: [(&str, &str); 6] = [
        ("white noise on the images of ", "weißes Rauschen auf den Bildern von "),
        (", over white noise", ", relativ zu weißem Rauschen"),
        (" on ", " auf "),
        ("start for ", "Anfang für "),
        ("largest of bands ", "größter der Bänder "),
        ("band ", "Band "),
    ];
    PHRASES.into_iter().fold(name.to_owned(), |name, (english, german)| name.replace(english, german))
}

/// The texts of www/results/claims.json, with `#` in place of numbers, which stay in their order.
const STORED: &[(&str, &str)] = &[
    (
        "A robust model shifts the main share of the attribution scores to the low frequencies.",
        "Ein robustes Modell verschiebt den Hauptteil der Zuschreibung zu den tiefen Frequenzen.",
    ),
    (
        "The lowest frequency component is the most important over all models.",
        "Die tiefste Frequenzkomponente ist bei allen Modellen die wichtigste.",
    ),
    (
        "In robust models the scores of middle and high frequencies tend to be zero or very low.",
        "In robusten Modellen sind die Werte mittlerer und hoher Frequenzen meist null oder sehr klein.",
    ),
    (
        "All attacks perturb images mostly at middle and high frequencies; low-frequency perturbations are very small.",
        "Alle Angriffe verändern Bilder vor allem in mittleren und hohen Frequenzen; Änderungen in tiefen Frequenzen \
         sind sehr klein.",
    ),
    (
        "The maps of relative change show greater changes at middle and high frequencies (raw RCT, as in the paper).",
        "Die Karten der relativen Änderung zeigen größere Änderungen in mittleren und hohen Frequenzen (rohe RCT, wie \
         im Aufsatz).",
    ),
    (
        "The maps of relative change show greater changes at middle and high frequencies (RCT with a denominator of \
         at least #⁻³).",
        "Die Karten der relativen Änderung zeigen größere Änderungen in mittleren und hohen Frequenzen (RCT mit einem \
         Nenner von mindestens #⁻³).",
    ),
    (
        "The maps of relative change show greater changes at middle and high frequencies (the change itself).",
        "Die Karten der relativen Änderung zeigen größere Änderungen in mittleren und hohen Frequenzen (die Änderung \
         selbst).",
    ),
    (
        "The robust counterpart of an image differs from it mostly at low frequencies.",
        "Das robuste Gegenstück eines Bildes unterscheidet sich von ihm vor allem in tiefen Frequenzen.",
    ),
    (
        "The non-robust counterpart of an image differs from it mostly at middle frequencies.",
        "Das nicht robuste Gegenstück eines Bildes unterscheidet sich von ihm vor allem in mittleren Frequenzen.",
    ),
    (
        "The ℓ# norm of a perturbation is at least the change of the lowest frequency component, |X₀\u{a0}−\u{a0}X′₀|.",
        "Die ℓ#-Norm einer Änderung ist mindestens so groß wie die Änderung der tiefsten Frequenzkomponente, \
         |X₀\u{a0}−\u{a0}X′₀|.",
    ),
    ("Fig. #, Experiment IV", "Abb. #, Experiment IV"),
    ("Fig. #, Experiment I", "Abb. #, Experiment I"),
    ("Fig. #, Experiment II", "Abb. #, Experiment II"),
    (
        "The share of Σ|score| in the low bands, #–# (radial: #–#), of each image, averaged. A robust model passes \
         when its interval lies above that of the natural model of its architecture and above one half.",
        "Der Anteil der tiefen Bänder, #–# (radial: #–#), an Σ|Wert| jedes Bildes, gemittelt. Ein robustes Modell \
         besteht, wenn sein Intervall über dem des natürlichen Modells derselben Architektur und über der Hälfte \
         liegt.",
    ),
    (
        "The mean score of band # over the largest |mean score| of another band. A model passes when the interval \
         lies above #.",
        "Der mittlere Wert von Band #, geteilt durch den größten |mittleren Wert| eines anderen Bandes. Ein Modell \
         besteht, wenn das Intervall über # liegt.",
    ),
    (
        "The largest |mean score| of the upper two thirds of the bands over the largest of all. A robust model passes \
         when the interval lies below #; the natural ones are there for comparison.",
        "Der größte |mittlere Wert| der oberen zwei Drittel der Bänder, geteilt durch den größten von allen. Ein \
         robustes Modell besteht, wenn das Intervall unter # liegt; die natürlichen stehen zum Vergleich da.",
    ),
    (
        "The share of the perturbation's energy in bands #–#. An attack passes when its interval lies above one half \
         and above white noise of the same norm, of which three quarters lie there only because most coefficients \
         do.",
        "Der Anteil der Bänder #–# an der Energie der Änderung. Ein Angriff besteht, wenn sein Intervall über der \
         Hälfte und über weißem Rauschen derselben Norm liegt, von dem drei Viertel nur deshalb dort liegen, weil \
         die meisten Koeffizienten es tun.",
    ),
    (
        "The mean of an image's map over bands #–# divided by that over bands #–#; the geometric mean over images. An \
         attack passes when its interval lies above #, and above # after each image's ratio is divided by that of \
         white noise of the same norm, which no attack made.",
        "Der Mittelwert der Karte eines Bildes über die Bänder #–#, geteilt durch den über die Bänder #–#; davon das \
         geometrische Mittel über die Bilder. Ein Angriff besteht, wenn sein Intervall über # liegt, und auch dann \
         über #, wenn das Verhältnis jedes Bildes durch das von weißem Rauschen derselben Norm geteilt wird, das \
         kein Angriff ist.",
    ),
    (
        "The share of the energy of x_r − x in the lowest third of the bands. A robust model passes when it is the \
         largest of the three thirds and larger than where the search began, at another image.",
        "Der Anteil des untersten Drittels der Bänder an der Energie von x_r − x. Ein robustes Modell besteht, wenn \
         er der größte der drei Drittel ist und größer als dort, wo die Suche begann, bei einem anderen Bild.",
    ),
    (
        "The share of the energy of x_r − x in the middle third of the bands. A natural model passes when it is the \
         largest of the three thirds and larger than where the search began, at another image.",
        "Der Anteil des mittleren Drittels der Bänder an der Energie von x_r − x. Ein natürliches Modell besteht, \
         wenn er der größte der drei Drittel ist und größer als dort, wo die Suche begann, bei einem anderen Bild.",
    ),
    (
        "The bound over the norm, for energy # spent on one band after another; a float's rounding of #⁻⁴ is granted.",
        "Die Schranke, geteilt durch die Norm, wenn die Energie # auf ein Band nach dem anderen verwendet wird; die \
         Rundung von Gleitkommazahlen, #⁻⁴, wird zugestanden.",
    ),
    (
        "# of # robust models lie above the natural one, # of them above one half.",
        "# von # robusten Modellen liegen über dem natürlichen, # davon über der Hälfte.",
    ),
    ("# of # models pass.", "# von # Modellen bestehen."),
    ("# of # robust models pass.", "# von # robusten Modellen bestehen."),
    (
        "# of # attacks lie above one half, # above white noise too.",
        "# von # Angriffen liegen über der Hälfte, # auch über weißem Rauschen.",
    ),
    (
        "# of # attacks lie above #; divided by white noise of the same norm, # still do.",
        "# von # Angriffen liegen über #; geteilt durch weißes Rauschen derselben Norm ist es bei # noch so.",
    ),
    (
        "It is the largest third in # of # models, larger than at the start in #.",
        "Es ist bei # von # Modellen das größte Drittel, größer als am Anfang bei #.",
    ),
    (
        "The bound is met in # of # bands. It is tight in band # (#) and says nothing of the others (at most #).",
        "Die Schranke ist bei # von # Bändern eingehalten. Sie ist scharf bei Band # (#) und sagt nichts über die \
         anderen (höchstens #).",
    ),
    ("The results that it needs are not stored.", "Die Ergebnisse, die dafür nötig sind, sind nicht gespeichert."),
    ("zero fill, as in the paper", "Ersatz durch Nullen, wie im Aufsatz"),
    ("clipped", "begrenzt"),
    ("control variate", "Kontrollvariate"),
    ("mean fill", "Ersatz durch den Mittelwert"),
    ("noise fill", "Ersatz durch Rauschen"),
    ("radial bands", "radiale Bänder"),
    ("zeros in normalised pixels", "Nullen bei normierten Pixelwerten"),
];
