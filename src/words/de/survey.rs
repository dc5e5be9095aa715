use crate::words::survey::Words;

pub const WORDS: Words = Words {
    heading: "Von einem Bild zu vielen",
    intro: "Abb. 1 des Aufsatzes: der mittlere Wert jedes Bandes, für die Klasse, die das Netz für das jeweilige Bild \
            vorhersagt. Hier wird er über die Beispiele dieser Seite gemessen, Bild für Bild, wobei entfernte \
            Bänder durch Nullen ersetzt werden.",
    interval_meaning: "Schattiert: 95-%-Intervall des Mittelwerts nach Students t, als wären die Bilder zufällig \
                       gezogen. Die Beispiele sind das nicht: Sie sind die ersten drei Testbilder jeder Klasse.",
    axis: "Mittlerer Wert: Abnahme des Logits ohne Band k",
    point_at_band: "Zeige auf ein Band, um Mittelwert und Intervall abzulesen.",
    band_read: |band, read| format!("Band {band} · {read}"),
    not_drawn: "nicht gezeichnet",
    start_over: "Von vorn beginnen",
    only_stored: "Nur die gespeicherte Kurve zeigen",
    measured: "Gemessene Bilder",
    band_zero: "Band 0, die mittlere Farbe",
    hidden: "Verborgen",
    shown: "Sichtbar",
    band_zero_meaning: "Es lässt die anderen Bänder winzig aussehen.",
    stop: "Anhalten",
    go_on: "Fortsetzen",
    measure: "Die Beispiele messen",
    failed: |done, total, why| format!("Angehalten bei {done} von {total} Bildern. {why}"),
    waiting: |done, total| {
        format!(
            "{done} von {total} Bildern; wartet, solange das Rechenprogramm die eigenen Fragen \
            beantwortet."
        )
    },
    running: |done, total| format!("{done} von {total} Bildern; je mehr es werden, desto schmaler wird das Intervall."),
    no_samples_yet: "Die Beispiele sind noch nicht da.",
    all_measured: |total| format!("Alle {total} Bilder sind gemessen."),
    not_ready: "Die Messung kann beginnen, sobald das Netz bereit ist.",
    some: |done, total| format!("{done} von {total} Bildern."),
    all: "alle",
    labelled: "Bilder der Klasse",
    samples: "Beispiele",
    test_images: "Testbilder",
    of_samples: |network, n| match n {
        1 => format!("{network}, 1 Beispiel"),
        n => format!("{network}, {n} Beispiele"),
    },
    of_test_images: |network, n| format!("{network}, {n} Testbilder, gespeichert"),
    interval: |low, high| format!(" ({low} bis {high})"),
    no_interval: " (ein Bild, kein Intervall)",
    chart: "Mittlerer Wert jedes Bandes mit seinem 95-%-Intervall; die Tabelle darunter enthält die Zahlen",
    table: "Die Mittelwerte als Tabelle zeigen",
    means_by_band: "Mittelwerte je Band",
    band: "Band",
    interval_column: "95-%-Intervall",
    between: |low, high| format!("{low} bis {high}"),
    other_question: |network| format!("sie beantworten eine andere Frage als die nach {network}"),
    all_images: "alle Bilder",
    images_labelled: |class| format!("Bilder der Klasse „{class}“"),
    axis_of_figure: "Mittlerer Wert: Abnahme des Logits der vorhergesagten Klasse ohne Band k",
    note: "Schattiert: 95-%-Intervall des Mittelwerts. Entfernte Bänder werden durch Nullen ersetzt, bei Pixelwerten \
           von 0 bis 1.",
    title: "Mittlere Occluded Frequency",
};
