use crate::words::shell::Words;
use yew::html;

pub const WORDS: Words = Words {
    document_title: "freqscope: Auf welche Ortsfrequenzen stützt sich ein Netz?",
    colours: "Farben",
    as_system: "System",
    light: "Hell",
    dark: "Dunkel",
    language: "Sprache (language)",
    parts_of_page: "Teile der Seite",
    method: "Verfahren",
    method_bands: "Jeder Farbkanal des 32 × 32 Pixel großen Bildes, mit Pixelwerten in [0, 1], wird mit der orthonormalen \
                   zweidimensionalen DCT-II in ein Spektrum überführt. Das Frequenzband k umfasst alle Koeffizienten (u, v) mit \
                   u + v = k, von k = 0, der mittleren Farbe, bis k = 62, dem feinsten Schachbrettmuster.",
    method_score: || {
        html! {
            <>
                { "Um ein Band zu entfernen, werden seine Koeffizienten in allen drei Kanälen ersetzt, durch Nullen, wenn nichts \
                   anderes gewählt ist, und das Spektrum wird in ein Bild zurückgerechnet. Der Wert des Bandes k für die Klasse c \
                   ist " }<i>{ "f" }</i><sub>{ "c" }</sub>{ "(Bild) − " }<i>{ "f" }</i><sub>{ "c" }</sub>
                { "(Bild ohne Band k); dabei ist " }<i>{ "f" }</i><sub>{ "c" }</sub>
                { " das Logit der Klasse c, also die Ausgabe des Netzes vor dem Softmax. Dieser Wert heißt Occluded Frequency. Er \
                   sagt, was dieses Netz mit diesem Bild macht, und nicht mehr." }
            </>
        }
    },
    paper: || {
        html! {
            <>
                { "Nach Z. Wang, Y. Yang, A. Shrivastava, V. Rawal und Z. Ding, " }
                <cite lang="en">{ "Towards Frequency-Based Explanation for Robust CNN" }</cite>{ ", 2020." }
            </>
        }
    },
    network_and_data: "Netz und Daten",
    no_network_yet: "Hier wird das Netz beschrieben, sobald die Liste der Modelle da ist.",
    network_card: |architecture, measured, size| format!(" ({architecture}): {measured} {size}, 8 Bit je Gewicht."),
    nothing_measured: "eine eigene Datei, an der hier nichts gemessen wurde.",
    clean_accuracy: |share| format!("{share} der 10.000 Testbilder mit diesen Gewichten richtig erkannt"),
    no_accuracy: "Die Genauigkeit mit diesen Gewichten wurde nicht gemessen",
    trained: |training, measured| format!("{training} auf CIFAR-10 trainiert. {measured}."),
    sources: || {
        html! {
            <>
                { "Die Beispiele sind Testbilder aus CIFAR-10 (A. Krizhevsky, 2009). Wie jedes Netz trainiert wurde und wogegen es \
                   robust ist, steht in den " }<a href="models.html" hreflang="en">{ "Modellkarten (englisch)" }</a>{ "." }
            </>
        }
    },
    licences: || {
        html! {
            <>
                { "freqscope darf frei benutzt, verändert und weitergegeben werden, unter MIT oder Apache-2.0; die Pakete, aus denen es \
                   besteht, dürfen es unter " }<a href="licences.html" hreflang="en">{ "eigenen Lizenzen (englisch)" }</a>{ "." }
            </>
        }
    },
    privacy: "Der Browser berechnet alles selbst: Spektren und veränderte Bilder auf dieser Seite, das Netz in einem Worker, auf der \
              GPU, wo sie dafür taugt, sonst auf der CPU. Kein Bild wird irgendwohin gesendet, und niemand wird gezählt oder \
              verfolgt.",
    copy_link: "Link kopieren",
    link_copied: "Kopiert. Der Link öffnet genau das, was jetzt zu sehen ist.",
    link_not_copied: "Dieser Browser lässt die Seite nicht kopieren; die Adresse steht in der Adresszeile.",
    automatic: "Automatisch",
    stays_here: "Nichts verlässt diesen Rechner.",
    compute_on: "Rechnen auf",
    device: "Gerät",
    threads: |count| format!("{count} Threads"),
    no_device_yet: "Das Gerät wird gewählt, sobald das Rechenprogramm geladen ist.",
    figure_compare: "Zwei Netze und wie viel feines Detail sie brauchen",
    figure_occlusion: "Auf welche Bänder sich eine Antwort stützt",
    figure_spectrum: "Ein Bild und sein Spektrum",
    figure_ablation: "Ein Bild ohne einige seiner Bänder",
    figure_attack: "Ein Angriff und die Bänder, in denen er liegt",
    figure_inversion: "Ein Bild, das für ein Netz dasselbe bedeutet",
    figure_survey: "Mittlere Werte von vier Netzen",
    figure_proposition: "Was eine Änderung eines Bildes kostet",
    notices: "Hinweise",
    details: "Einzelheiten",
    dismiss: "Schließen",
    copy_details: "Einzelheiten kopieren",
    copied: "Kopiert",
    not_copied: "Dieser Browser lässt die Seite nicht kopieren",
    section_article: "Artikel",
    section_sum: "Ein Bild ist eine Summe von Frequenzen",
    section_missing: "Was ein Netz sagt, wenn eine fehlt",
    section_scores: "Occluded Frequency",
    section_landing: "Wo Angriffe liegen",
    section_training: "Was adversariales Training ändert",
    section_lookalikes: "Bilder, die für ein Netz dasselbe bedeuten",
    section_holds: "Stimmt das?",
    section_instruments: "Werkzeuge",
    section_bands: "Bänder",
    section_extremes: "Kleinste und größte Werte",
    section_attack: "Angriff",
    section_inversion: "Doppelgänger",
    section_survey: "Viele Bilder",
    section_probes: "Rauschen und Filter",
    section_proposition: "Was eine Änderung kostet",
    section_networks: "Netze",
    section_lessons: "Lektionen",
    section_claims: "Alle Behauptungen im Einzelnen",
    subject: "Worum es bei den Werkzeugen geht",
    the_picture: "Das Bild",
    picture: "Bild",
    change_picture: "Anderes Bild wählen",
    network: "Netz",
    networks: "Netze",
    change_networks: "Andere Netze wählen",
    change: "Ändern",
};
