use super::classes;
use crate::words::embed::Words;

pub const WORDS: Words = Words {
    embed: "Einbetten",
    width: |width| format!("{width} Pixel"),
    meaning: "Füge dies in das HTML eines Beitrags ein: Die Abbildung öffnet sich dort, wie sie jetzt zu sehen ist, \
              und rechnet auf dem Gerät derer, die ihn lesen.",
    figure: "Abbildung",
    at_most: "Höchstens",
    html_of_figure: "HTML der Abbildung",
    copied: "Kopiert.",
    not_copied: "Dieser Browser lässt die Seite nicht kopieren; nimm den Text aus dem Feld.",
    copy: "Kopieren",
    open_whole: "In freqscope öffnen",
    save_drawing: "Eine Zeichnung davon speichern",
    drawing_meaning: "Bis die Abbildung da ist, zeigt der Beitrag eine Zeichnung, die zu freqscope gehört, oder eine von dem, \
                      was jetzt zu sehen ist.",
    drawing_saved: |file| format!("Lege {file} neben den Beitrag: Sie steht dort, bis die Abbildung da ist."),
    nothing_to_draw: "Von dieser Abbildung ist noch nichts berechnet, was sich zeichnen ließe.",
    picture: "Das Bild",
    spectrum: "Sein Spektrum",
    spectrum_note: "Spektrum: Betrag jedes DCT-Koeffizienten, von 0,001, dunkel, bis 10, hell; grob oben links, fein unten rechts.",
    whole_picture: "Das ganze Bild",
    all_bands: "Kein Band ist entfernt",
    without: |bands| format!("Ohne die Bänder {bands}"),
    said: |network, whole, without| {
        format!("{network}: {}; ohne diese Bänder {}.", classes::WORDS.name(whole), classes::WORDS.name(without))
    },
    replaced_by: |what| format!("Ersetzt durch {what}."),
    unsaid: |name, questions| {
        let which = (!questions.keys.is_empty())
            .then(|| format!("welches seiner Netze gemeint ist (key: {})", questions.keys.join(", ")));
        let scale = questions.normalisation.then(|| "wie es Pixel skaliert (mean und std)".to_owned());
        let open: Vec<String> = which.into_iter().chain(scale).collect();
        format!("„{name}“ lässt offen, {}: Die Seite um diese Abbildung muss es sagen", open.join(" und "))
    },
};
