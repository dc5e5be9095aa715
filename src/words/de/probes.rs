use crate::words::probes::Words;

pub const WORDS: Words = Words {
    heading: "Rauschen entlang einer Welle, und Filter",
    intro: "Zwei andere Arten zu fragen, auf welchen Frequenzen ein Netz beruht. Beides sind gespeicherte Ergebnisse der ersten \
            Testbilder, für die gezeigten Netze; bei jedem steht, wie viele Bilder es sind.",
    maps_heading: "Wie oft es irrt, mit Rauschen entlang einer Welle",
    maps_reading: "Jede Stelle ist eine Welle: Entlang ihr wird Rauschen der Länge 4 in jeden Kanal gelegt (ℓ2, Pixel von 0 bis 1), mit \
                   zufälligem Vorzeichen (Yin et al., 2019). Je heller, desto öfter irrt das Netz dann. In der Fourier-Basis liegt \
                   die konstante Welle in der Mitte, in der DCT-Basis oben links.",
    bases: || ["Fourier-Basis", "DCT-Basis"],
    map_label: |network| {
        format!(
            "Fehlerraten von {network} mit Rauschen entlang jeder Welle zweier Basen; die Tabellen darunter enthalten die Raten je Ring"
        )
    },
    images: |n| format!("n = {n}"),
    rate: |share, interval| format!("{share} ({interval})"),
    told_fourier: |n, clean, rings, low, high| {
        format!(
            "Irrt bei {clean} von {n} unveränderten Bildern. In der Fourier-Basis bei {low} entlang der {rings} untersten \
             Ringe von Wellen, bei {high} entlang der übrigen."
        )
    },
    told_dct: |bands, low, high| {
        format!("In der DCT-Basis bei {low} entlang der {bands} untersten Bänder, bei {high} entlang der übrigen.")
    },
    fourier_table: "Die Fehlerraten je Ring der Fourier-Basis als Tabelle zeigen",
    dct_table: "Die Fehlerraten je Band der DCT-Basis als Tabelle zeigen",
    ring: "Ring",
    band: "Band",
    interval_column: "95-%-Intervall",
    between: |low, high| format!("{low} bis {high}"),
    filters_heading: "Was ohne Einzelheiten bleibt, und was ohne alles andere",
    filters_reading: "Wie oft ein Netz bei Bildern recht hat, von denen nur die Bänder bis zu einer Grenze bleiben, oder nur die von ihr an \
                      (nach Wang et al., 2020; hier mit Bändern der DCT). Bei zehn Klassen hat Raten in 10 % der Fälle recht.",
    filters_title: "Genauigkeit hinter Tief- und Hochpassfiltern",
    low_pass: "Bänder 0 bis k bleiben",
    high_pass: "Bänder ab k bleiben",
    low_label: "Genauigkeit, wenn die Bänder 0 bis k bleiben, für jedes k; die Tabelle darunter enthält die Zahlen",
    high_label: "Genauigkeit, wenn die Bänder ab k bleiben, für jedes k; die Tabelle darunter enthält die Zahlen",
    across: "Band k = u + v",
    right_percent: "richtig (%)",
    filter_table: "Die Genauigkeiten als Tabelle zeigen",
    cut: "k",
    low_of: |network| format!("{network}: bis k"),
    high_of: |network| format!("{network}: ab k"),
    interval_meaning: "Schattiert, in Klammern und in Tabellen: 95-%-Intervalle über Bilder, nach Wilson bei einem Anteil gezählter Bilder, nach \
                       Students t bei einem Mittelwert von Raten.",
    awaited: |network| format!("Die gespeicherten Ergebnisse von {network} sind unterwegs."),
    missing: |network| format!("Die gespeicherten Ergebnisse von {network} sind nicht zu bekommen. "),
    try_again: "Noch einmal versuchen",
    unmeasured: |network| {
        format!("Von {network} ist noch nicht alles davon gemessen; gezeichnet ist, was gemessen ist.")
    },
    nothing_stored: |network| format!("Von {network} ist nichts gespeichert: Wähle ein Netz, das mit der Seite kommt."),
    other_question: |network| format!("sie beantworten eine andere Frage als die nach {network}"),
};
