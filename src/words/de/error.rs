use super::faults;
use crate::words::error::Words;
use freqscope_core::error::Quantity;

pub const WORDS: Words = Words {
    empty_file: "die Datei ist leer: Wähle ein PNG- oder JPEG-Bild",
    file_too_large: |mib, max_mib| {
        format!(
            "die Datei hat {mib} MiB, mehr als die {max_mib} MiB, die gelesen werden: \
            Verkleinere das Bild und speichere es neu"
        )
    },
    unsupported_format: |format| {
        format!(
            "das Format der Datei ({}) wird hier nicht gelesen: Speichere das Bild \
            als PNG oder JPEG und wähle es erneut",
            faults::format(format)
        )
    },
    undecodable: |_| {
        "das Bild lässt sich nicht entschlüsseln: Öffne es in einem Bildprogramm, speichere es neu als PNG oder JPEG und \
         wähle die neue Datei"
            .into()
    },
    broken_picture: |format| {
        format!(
            "die Datei ({}) lässt sich nicht entschlüsseln, vielleicht ist sie abgeschnitten oder beschädigt: \
            Besorge sie noch einmal oder speichere das Bild als PNG oder JPEG",
            faults::format(format)
        )
    },
    no_pixels: |width, height| {
        format!("das Bild hat {width} × {height} Pixel, also ist nichts darin: Wähle ein anderes")
    },
    undrawable: "dieser Browser kann es nicht zeichnen: Speichere es als PNG und wähle das",
    image_too_large: |width, height, max_megapixels| {
        format!(
            "das Bild hat {width} × {height} Pixel, mehr als die \
            {max_megapixels} Megapixel oder 65.535 je Seite, die entschlüsselt werden: Verkleinere es und wähle es \
            erneut"
        )
    },
    array: |fault| format!("die .npy-Datei ist nicht verwendbar: {}", faults::array(fault)),
    band: |text| format!("„{text}“ bezeichnet kein Band: Es gibt die Bänder 0 bis 62, geschrieben wie 0,5-9"),
    class: |text| {
        format!(
            "„{text}“ bezeichnet keine Klasse: Verwende 0 bis 9 oder einen der Namen airplane, \
            automobile, bird, cat, deer, dog, frog, horse, ship, truck"
        )
    },
    parameter: |name, value, range| {
        format!("{} ist {}: Wähle {}", parameter_name(name), value.replace('.', ","), parameter_range(range))
    },
    foreign: |option, choice| format!("{option} hat bei {choice} keine Bedeutung: Lass es weg"),
    target: |number, class| {
        format!(
            "Bild {number} ist schon „{class}“: Wähle eine andere Zielklasse oder ein anderes \
            Bild"
        )
    },
    permutation: |reason| {
        format!(
            "die Permutation ist keine ({reason}): Gib jede Richtung c·1024 + u·32 + v mit u, v \
            unter einem n von 1 bis 32 genau einmal an, 3·n² Zahlen"
        )
    },
    unknown_model: |id, known| format!("es gibt kein Modell „{id}“: Verwende eines von {known}"),
    manifest: |reason| {
        format!(
            "das Verzeichnis der Modelle ist nicht verwendbar ({reason}): Stelle \
            models/manifest.json aus der Veröffentlichung wieder her, zu der dieses Programm gehört"
        )
    },
    weights: |model, reason| {
        format!(
            "die Gewichte von „{model}“ sind nicht verwendbar, denn mit ihrer Datei ist etwas nicht in Ordnung ({}): Hole sie erneut aus der \
            Veröffentlichung, zu der dieses Programm gehört",
            faults::unfit(reason.fault).0
        )
    },
    packed_file: |name, reason| {
        format!(
            "„{name}“ ist nicht als Modell verwendbar ({}): Packe den Checkpoint dazu \
            mit `lab pack` und wähle die neue Datei",
            faults::unfit(reason.fault).0
        )
    },
    // The page's own files come in English quotation marks.
    checkpoint: |path, reason| match faults::unfit(reason.fault) {
        (what, Some(cure)) => format!("„{}“ ist nicht als Netz verwendbar; {what}: {cure}", bare(path)),
        (what, None) => format!("„{}“ ist nicht als Netz verwendbar; {what}", bare(path)),
    },
    architecture: |text| {
        format!(
            "„{text}“ bezeichnet keine Architektur: Verwende resnet18, 34, 50, 101 oder 152 oder \
            vgg11, 13, 16 oder 19, etwa resnet34"
        )
    },
    file: |path, reason| format!("{path}: {reason}"),
    download: |url, reason| {
        format!(
            "{url} lässt sich nicht herunterladen ({}): Prüfe die Verbindung und \
            versuche es erneut",
            faults::download(reason)
        )
    },
    data_set: |path, reason| {
        format!(
            "{path} ist nicht der Testdatensatz ({reason}): Führe training/.venv/bin/python \
            training/data.py aus oder nenne seinen Ordner mit --data"
        )
    },
    scores: |reason| {
        format!(
            "diese Werte sind nicht verwendbar ({reason}): Gib jeden Teil eines Laufs an, jeden \
            abgeschlossen und jeden einmal"
        )
    },
    profile: |reason| {
        format!(
            "die Mittelwerte sind nicht verwendbar ({reason}): Schreibe sie mit `lab dataset` oder \
            `lab merge` neu"
        )
    },
    claims: |reason| {
        format!(
            "die gespeicherten Ergebnisse sind nicht verwendbar ({reason}): Stelle \
            results/claims.json aus der Veröffentlichung wieder her, zu der diese Seite gehört"
        )
    },
    other_run: |path, difference| {
        format!(
            "{path} enthält einen anderen Lauf, der sich in {difference} unterscheidet: \
            Nenne mit --out eine andere Datei oder entferne diese"
        )
    },
    device: |reason| format!("die GPU ist nicht verwendbar: {reason}; wähle stattdessen die CPU"),
    self_test: |model, device, difference| {
        format!(
            "der Selbsttest von „{model}“ ist auf dem Gerät {device} \
            gescheitert: Seine Logits weichen von den gespeicherten um {difference} ab; lade die Seite neu, und \
            wenn es so bleibt, melde Modell und Gerät"
        )
    },
    not_loaded: |model| format!("das Modell „{model}“ ist nicht geladen: Lade es zuerst"),
    not_finite: |what| {
        format!(
            "das Netz gibt {} aus, und zwar keine endliche Zahl; seine Gewichte sind also beschädigt oder viel zu groß: Wähle ein \
             anderes Netz oder packe seinen Checkpoint neu",
            not_finite(what)
        )
    },
    computation: |reason| {
        format!(
            "die Berechnung ist gescheitert ({reason}): Versuche es noch einmal, beim nächsten \
            Mal auf der CPU"
        )
    },
    silent: "die GPU gibt ihre Zahlen nicht heraus: Wähle die CPU",
    cancelled: "abgebrochen",
    of_file: |name, told| format!("„{name}“: {told}"),
    cut_off: "die Datei endet vor ihrem Bild, sodass ein Teil des Bildes fehlt: Besorge die ganze Datei",
    damaged: "ein Teil der Datei ist beschädigt, und was er zeigen würde, fehlt: Besorge die Datei noch einmal",
    checksum: "eine Prüfsumme in der Datei ist falsch, also sind es vielleicht auch einige ihrer Pixel: Besorge die \
               Datei noch einmal",
    moving: "das Bild bewegt sich, und sein erstes Einzelbild wurde genommen",
    read_by_browser: "die Datei verletzt die Regeln ihres Formats, und dieser Browser hat daraus gemacht, was er \
                      konnte",
    drawing: "die Datei ist eine Zeichnung ohne Pixel; dieser Browser hat sie gezeichnet",
    leaves: "Werte liegen außerhalb von [0, 1], wie bei einem Bild, dem Frequenzen fehlen; oder ist es normiert? Dann \
             nimm das zuerst zurück, x * std + mean",
    protocol: |reason| format!("Seite und Rechenprogramm verstehen einander nicht ({reason}): Lade die Seite neu"),
};

fn bare(path: &str) -> &str {
    path.trim_matches(['“', '”'])
}

/// The name of a field, which errors have in English.
fn parameter_name(name: &str) -> &str {
    match name {
        "epsilon" => "Epsilon",
        "alpha" => "Alpha",
        "steps" => "Die Zahl der Schritte",
        "kappa" => "Kappa",
        "iterations" => "Die Zahl der Iterationen",
        "searches" => "Die Zahl der Suchen",
        "rate" => "Die Lernrate",
        "freq_dims" => "Die Zahl der Richtungen",
        "seed" => "Der Startwert",
        other => other,
    }
}

/// What a field may hold, which errors say in English.
fn parameter_range(range: &str) -> String {
    const PHRASES: [(&str, &str); 6] = [
        ("a number of logits from 0 to 100", "eine Zahl von Logits, von 0 bis 100"),
        ("a number from 0 to", "eine Zahl von 0 bis"),
        ("a number above 0 and at most", "eine Zahl über 0 und höchstens"),
        ("a whole number from 1 to", "eine ganze Zahl von 1 bis"),
        ("√3072 (55.4) in the ℓ2 norm, of pixels that lie in", "√3072 (55,4) in der ℓ2-Norm, bei Pixelwerten in"),
        ("1 in the ℓ∞ norm, of pixels that lie in", "1 in der ℓ∞-Norm, bei Pixelwerten in"),
    ];
    PHRASES.into_iter().fold(range.to_owned(), |range, (english, german)| range.replace(english, german))
}

fn not_finite(what: Quantity) -> &'static str {
    match what {
        Quantity::Logit => "ein Logit",
        Quantity::Pixel => "ein Pixel",
        Quantity::Loss => "einen Verlust",
    }
}
