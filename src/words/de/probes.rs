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
    live_heading: "Dasselbe, hier gemessen",
    live_reading: "Die gezeigten Netze werden nach Bildern dieser Seite gefragt, mit Rauschen entlang einer Zeile von Wellen nach der anderen, \
                   von der konstanten Welle nach außen; eine Zeile wird gezeichnet, sobald alle Bilder beantwortet sind. Neben jeder Karte \
                   steht die gespeicherte.",
    live_start: "Die Karten messen",
    live_stop: "Anhalten",
    live_go_on: "Weiter",
    live_clear: "Von vorn",
    live_measured: "Gemessene Zeilen",
    live_basis: "Basis",
    live_fourier_meaning: "514 Wellen, die konstante in der Mitte.",
    live_dct_meaning: "1.024 Wellen, die konstante oben links.",
    live_of: "Bilder",
    live_one_a_class: "Das erste jeder Klasse.",
    live_all: "Alle dieser Seite.",
    live_failed: |done, total, why| format!("Bei {done} von {total} Zeilen angehalten. {why}"),
    live_waiting: |done, total| {
        format!("{done} von {total} Zeilen von Bildern; es geht weiter, sobald deine eigenen Fragen beantwortet sind.")
    },
    live_running: |done, total| format!("{done} von {total} Zeilen von Bildern sind gemessen."),
    live_not_ready: "Die Messung kann beginnen, sobald ein Netz bereit ist.",
    live_whole: |total| format!("Alle {total} Zeilen von Bildern sind gemessen."),
    live_some: |done, total| format!("{done} von {total} Zeilen von Bildern sind bisher gemessen."),
    live_title: |network, n| format!("{network}, hier, n = {n}"),
    stored_title: |network, n| format!("{network}, gespeichert, n = {n}"),
    live_label: |network| {
        format!(
            "Fehlerraten von {network} mit Rauschen entlang jeder Welle, soweit sie hier gemessen sind; die Tabelle darunter enthält sie je Ring"
        )
    },
    live_nothing_yet: "Noch ist nichts gemessen.",
    live_rows: |done, total| format!("{done} von {total} Zeilen."),
    live_clean: |share| format!("Irrt bei {share} der unveränderten Bilder."),
    live_low: |rings, share| format!("Entlang der {rings} untersten Ringe bei {share}."),
    live_high: |share| format!("Entlang der übrigen bei {share}."),
    live_table: "Diese Fehlerraten je Ring als Tabelle zeigen",
    live_pictures: "Von wenigen Bildern, die nicht zufällig gewählt sind: den ersten Testbildern jeder Klasse. Die Intervalle gelten, als \
                    wären sie es.",
    filters_heading: "Was ohne Einzelheiten bleibt, und was ohne alles andere",
    filters_reading: "Wie oft ein Netz bei Bildern recht hat, von denen nur die Bänder bis zu einer Grenze bleiben, oder nur die von ihr an \
                      (nach Wang et al., 2020; hier mit Bändern der DCT). Bei zehn Klassen hat Raten in 10\u{a0}% der Fälle recht.",
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
    one_picture_title: "Das gezeigte Bild hinter einem Filter",
    one_picture_filter: "Filter",
    low_pass_filter: "Tiefpass",
    high_pass_filter: "Hochpass",
    keeps_up_to: |band| format!("Die Bänder 0 bis {band} bleiben."),
    keeps_from: |band| format!("Die Bänder {band} bis 62 bleiben."),
    keeps_one: |band| format!("Band {band} bleibt."),
    keeps_others: |bands| format!("Die Bänder {bands} sind herausgenommen, was keiner der beiden Filter tut."),
    filtered_picture: "Was der Filter vom Bild übrig lässt",
    around_grey: "Ohne Band 0 liegen seine Werte um 0: hier ist es um mittleres Grau gezeichnet, die Netze bekommen es, wie es ist.",
    agree_heading: "Sind sich diese Werkzeuge einig?",
    agree_reading: "Für alle Netze dieser Seite, was jedes Werkzeug ab einem Band findet: bei Occluded Frequency den Anteil an |Score|, beim \
                    Filter die Genauigkeit mit diesen Bändern allein, bei PGD (ℓ∞ 8/255) den Anteil an der Energie der Störung; bei der Karte \
                    die Fehlerrate entlang der Wellen des Bandes selbst. Messen sie dasselbe, so bringen sie die Netze in dieselbe Reihenfolge.",
    agree_unknown: "Wie ähnlich die Werkzeuge die Netze ordnen, ist noch nicht bekannt: Zu wenige Netze sind mit zweien von ihnen gemessen.",
    agree_counts: |alike, contrary, open| {
        format!(
            "Von {} Paaren von Werkzeugen ordnen {alike} die Netze ähnlich, {contrary} umgekehrt; bei {open} ist die Reihenfolge nicht genau \
             genug bekannt.",
            alike + contrary + open
        )
    },
    measure_alike: |images, tools| {
        format!(
            "Soweit {images} Bilder je Netz es erkennen lassen, ordnet Occluded Frequency die Netze danach, wie sehr sie auf den oberen Bändern \
             beruhen, also ähnlich wie {tools}."
        )
    },
    measure_contrary: |tools| format!("Es sagt das Gegenteil von dem, was {tools} ergibt."),
    measure_open: |tools| format!("Ob es dasselbe sagt wie {tools}, ist bei so wenigen Bildern nicht bekannt."),
    agree_few: |few, networks, enough, least| {
        format!(
            "Hinter {few} der {networks} Netze stehen weniger als {enough} Bilder, im kleinsten Fall {least}; bei so wenigen \
             sind die Intervalle zu eng."
        )
    },
    published_natural: |yes, all, no, open| {
        format!(
            "Yin et al. (2019) fanden natürliche Netze bei allen außer den untersten Wellen empfindlich: {yes} von {all} irren hier entlang hoher \
             Wellen öfter als ohne Rauschen und öfter als entlang der konstanten ({no} nicht, bei {open} ist es nicht bekannt)."
        )
    },
    published_robust: |yes, all, no, open| {
        format!(
            "Adversarial trainierte fanden sie gegen hohe Wellen robust und bei niedrigen empfindlich: {yes} von {all} irren hier entlang \
             niedriger Wellen öfter als entlang hoher ({no} nicht, bei {open} ist es nicht bekannt)."
        )
    },
    agree_meaning: |draws| {
        format!(
            "Rangkorrelationen nach Spearman, mit den mittleren 95\u{a0}% von {draws} Ziehungen der Bilder, dieselben bei allen Werkzeugen; über andere \
             Netze sagen sie nichts, und bei einer Handvoll Bilder sind die Intervalle zu eng."
        )
    },
    agree_table: |band| format!("Was jedes Werkzeug ab Band {band} findet, als Tabelle zeigen"),
    tools: || ["Occluded Frequency", "die Karte", "der Hochpassfilter", "PGD"],
    tool_panels: || {
        [
            "Occluded Frequency: Anteil ab Band k",
            "Karte: Fehler entlang Band k",
            "Filter: richtig mit Bändern ab k",
            "PGD: Energie ab Band k",
        ]
    },
    tool_label: |tool| format!("{tool}, eine Kurve je Netz; die Tabelle darunter enthält die Zahlen"),
    natural: |n| format!("natürlich, n = {n}"),
    adversarial: |n| format!("adversarial trainiert, n = {n}"),
    least_to_most: |least, most| format!("{least} bis {most}"),
    tools_column: "Werkzeuge",
    rank_correlation: "Rangkorrelation",
    correlation_table: "Die Rangkorrelationen als Tabelle zeigen",
    network: "Netz",
    reading: |share, interval, n| format!("{share} ({interval}), n = {n}"),
    and: |first, last| format!("{first} und {last}"),
    corruptions_heading: "Sagt es voraus, welche Verfälschung welchem Netz schadet?",
    corruptions_reading: "Die Verfälschungen von CIFAR-10-C ändern manche Bänder mehr als andere. Stimmt, was Occluded Frequency von den Bändern sagt, \
                          auf denen ein Netz beruht, so müsste ihm eine Verfälschung dieser Bänder am meisten schaden: Erwartet wird die Summe \
                          über Bänder aus dem Anteil des Netzes an |Score| mal dem Anteil der Verfälschung an der Energie. Wie groß die Änderung ist, bleibt außer Acht.",
    corruptions_unknown: "Zu wenige Netze und Verfälschungen sind gemessen, um ihre Reihenfolgen zu vergleichen.",
    over_networks: |alike, contrary, open| {
        format!(
            "Bei {} Verfälschungen ist die Reihenfolge der Netze {alike}-mal wie erwartet, {contrary}-mal umgekehrt, {open}-mal nicht bekannt.",
            alike + contrary + open
        )
    },
    over_corruptions: |alike, contrary, open| {
        format!(
            "Bei {} Netzen ist die Reihenfolge der Verfälschungen {alike}-mal wie erwartet, {contrary}-mal umgekehrt, {open}-mal nicht bekannt.",
            alike + contrary + open
        )
    },
    interaction_alike: |rho, interval| {
        format!(
            "Über die Stärke einer Verfälschung und die Anfälligkeit eines Netzes hinaus sagt es voraus, welche Verfälschung welchem Netz schadet \
             (Rangkorrelation {rho}, {interval})."
        )
    },
    interaction_contrary: |rho, interval| {
        format!(
            "Über die Stärke einer Verfälschung und die Anfälligkeit eines Netzes hinaus erwartet es das Gegenteil dessen, was sich zeigt \
             (Rangkorrelation {rho}, {interval})."
        )
    },
    interaction_open: |rho, interval| {
        format!(
            "Ob es über die Stärke einer Verfälschung und die Anfälligkeit eines Netzes hinaus voraussagt, welche Verfälschung welchem Netz schadet, \
             ist nicht bekannt (Rangkorrelation {rho}, {interval})."
        )
    },
    corruptions_meaning: |images| {
        format!(
            "Punkte: wie oft ein Netz recht hat, im Mittel über fünf Stärken, mit 95-%-Intervallen: nach Students t, und nach Wilson, wo alle Bilder \
             übereinstimmen, wie bei 0 und 100\u{a0}%, und ohne Verfälschung. Balken: der Anteil jedes \
             Bandes, vom untersten an, an dem, was eine Verfälschung ändert, jede Zeile bis zu ihrem größten, über {images} Bilder."
        )
    },
    corruptions_label: "Genauigkeit der gezeigten Netze bei jeder Verfälschung, und die Bänder, die sie ändert; die Tabelle enthält die Zahlen",
    corruptions: || {
        [
            "Gauß-Rauschen",
            "Schrotrauschen",
            "Impulsrauschen",
            "Defokussierung",
            "Milchglas",
            "Bewegung",
            "Zoom",
            "Schnee",
            "Frost",
            "Nebel",
            "Helligkeit",
            "Kontrast",
            "Verformung",
            "Verpixelung",
            "JPEG",
        ]
    },
    no_corruption: "keine",
    changed_bands: "Bänder",
    of_images: |network, n| format!("{network}, n = {n}"),
    energy_above: |band| format!("Energie ab Band {band}"),
    corruption: "Verfälschung",
    corruption_table: "Die Genauigkeit aller Netze als Tabelle zeigen",
    of_corruption: |name| format!("{name}, über Netze"),
    of_network: |name| format!("{name}, über Verfälschungen"),
    which_hurts_which: "welche welchem schadet",
    loss_column: "Verlust an Genauigkeit wie erwartet",
    loss_table: "Wie weit die Verluste den Erwartungen folgen, als Tabelle zeigen",
    interval_meaning: "In Klammern, in Tabellen und, wo sie gezeichnet sind, schattiert oder als Linien: 95-%-Intervalle über Bilder, nach Wilson \
                       bei einem Anteil gezählter Bilder, nach \
                       Students t bei einem Mittelwert von Raten, und nach Wilson, wo darin alle Bilder übereinstimmen.",
    awaited: |network| format!("Die gespeicherten Ergebnisse von {network} sind unterwegs."),
    missing: |network| format!("Die gespeicherten Ergebnisse von {network} sind nicht zu bekommen. "),
    try_again: "Noch einmal versuchen",
    unmeasured: |network| {
        format!("Von {network} ist noch nicht alles davon gemessen; gezeichnet ist, was gemessen ist.")
    },
    nothing_stored: |network| format!("Von {network} ist nichts gespeichert: Wähle ein Netz, das mit der Seite kommt."),
    other_question: |network| format!("sie beantworten eine andere Frage als die nach {network}"),
};
