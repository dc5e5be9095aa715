use crate::words::occlusion::Words;

pub const WORDS: Words = Words {
    band: |band| format!("Band {band}"),
    bands_to_take_out: "Zu entfernende Bänder",
    low: "Tief",
    middle: "Mittel",
    high: "Hoch",
    bands: "Bänder",
    bands_example: "keine, oder etwa 0,5-9",
    clear: "Leeren",
    zero: "Null",
    zero_meaning: "Koeffizienten werden 0, wie im Aufsatz von Wang u. a.",
    mean: "Trainingsmittel",
    mean_meaning: "Koeffizienten werden ihr Mittel über die 50.000 Trainingsbilder.",
    noise: "Rauschen",
    noise_meaning: "Koeffizienten werden zufällig, mit der Energie des Bandes. Die Ziehung beginnt beim Startwert 0: \
                    bei jedem Besuch dieselbe.",
    pixels: "Pixelwerte in [0, 1]",
    pixels_meaning: "Wie im Aufsatz von Wang u. a. Ohne Band 0 hat jeder Kanal das Mittel 0: Das Bild wird dunkel.",
    normalised: "Normierte Pixelwerte",
    normalised_meaning: "Wie das Netz sie liest: minus das Mittel der Trainingsmenge, geteilt durch deren Streuung. \
                         Ohne Band 0 behält das Bild die mittlere Farbe der Trainingsmenge. Damit fragt man nach der \
                         Farbe des Bildes selbst statt nach Dunkelheit; andere Bänder bleiben gleich.",
    replace_by: "Ersetzen durch",
    zero_in: "Null bei",
    limit: "Das veränderte Bild auf [0, 1] begrenzen, bevor das Netz es sieht",
    the_class: "die Klasse",
    quoted: |class| format!("„{class}“"),
    score_axis: |class| format!("Wert: Abnahme des Logits für {class} ohne Band k"),
    all_zero: "Alle 63 Werte sind 0: Die Antwort ist ohne jedes Band dieselbe. So ist es bei einem schwarzen Bild, \
               in dem nichts durch Nullen zu ersetzen ist.",
    stop: "Anhalten",
    try_again: "Noch einmal versuchen",
    compute: "Berechnen",
    bar: |band, score| format!("Band {band}, Wert {score}"),
    bar_of_two: |band, first, second| format!("Band {band}, Wert {first} beim ersten Netz, {second} beim zweiten"),
    bar_of_second: |band, second| format!("Band {band}, noch kein Wert vom ersten Netz, {second} beim zweiten"),
    bar_unknown: |band| format!("Band {band}, noch kein Wert"),
    predicted_class: "die vorhergesagte Klasse",
    chart: |class| {
        format!(
            "Occluded Frequency für die Klasse {class}: 63 Balken, Pfeiltasten bewegen, die \
                    Eingabetaste entfernt ein Band"
        )
    },
    waiting: "wartet auf das Rechenprogramm",
    computing: "rechnet…",
    computing_of: |done, total| format!("rechnet… {done} von {total}"),
    not_computed: "konnte nicht berechnet werden.",
    stopped: "angehalten",
    predicts: |name, class| format!("{name} sagt „{class}“ vorher"),
    both_about: |others, class| format!("{others}; beide Diagramme handeln von „{class}“."),
    and: " und ",
    column_score: "Wert",
    column_logit: "Logit ohne es",
    column_prediction: "Vorhersage ohne es",
    column_band: "Band",
    as_table: "Die Werte als Tabelle zeigen",
    scores: "Werte",
    predicted: "vorhergesagt",
    predicted_is: |class| format!("vorhergesagt: {class}"),
    class_of_interest: "Betrachtete Klasse",
    figure_root: |class, picture| format!("Occluded Frequency von „{class}“: {picture}"),
    figure_head: |class, picture| format!("Occluded Frequency der Klasse „{class}“ · {picture}"),
    figure_title: |class| format!("Occluded Frequency der Klasse „{class}“"),
    input: "Eingabe",
    log_dct: "|DCT|, logarithmisch, grob oben links",
    spectrum_without: |band| format!("Spektrum ohne Band {band}"),
    score_comes_about: |logit, less, score| format!("Wert {logit} − {less} = {score}"),
    score: |score| format!("Wert {score}"),
    score_and_answer: |score, class, share| format!("Wert {score}, sagt {class}, {share}"),
    all_scores: "Werte aller Bänder (Logits)",
    without_lowest: |band| format!("Ohne das tiefste Band, {band}"),
    without_second_lowest: |band| format!("Ohne das zweittiefste, {band}"),
    without_third_lowest: |band| format!("Ohne das dritttiefste, {band}"),
    without_top: |place, band| format!("Ohne das Band mit Platz {place}, {band}"),
    extremes_title: "Tiefste Frequenzen, größte Werte",
    extremes_help: "Wie in Abb. 4 des Aufsatzes von Wang u. a.: das Bild ohne jeweils eines seiner drei tiefsten \
                    Bänder und ohne jeweils eines der drei Bänder mit dem größten Wert.",
    extremes_of_first: " Es sind die des ersten Netzes; beide sagen, was aus dem Bild wird.",
    three_lowest: "Die drei tiefsten Bänder",
    three_highest: |class| format!("Die drei größten Werte für {class}"),
    image_without: |band| format!("Das Bild ohne Band {band}"),
    all_bands: "Alle Bänder",
    largest_score: "Größter Wert: ",
    point_at_bar: "Zeigt man auf einen Balken, so kann man ihn ablesen; ein Klick zeigt das Bild ohne dieses Band.",
    no_score_yet: "noch kein Wert",
    band_head: |band| format!("Band {band}"),
    still: |class| format!("weiterhin {class}"),
    becomes: |class| format!("Vorhersage wird {class}"),
    readout: |score, class, before, after, verdict| {
        format!(
            "Wert {score} · Logit von {class} {before} → {after} \
                    · {verdict}"
        )
    },
    network_says: |name, says, probability, class, logit| {
        format!(
            "{name} · sagt „{says}“, {probability} · Logit \
                    von „{class}“ {logit}"
        )
    },
    score_note: "Wert von Band k: Logit des Bildes minus Logit ohne das Band. Band k: DCT-Koeffizienten (u, v) mit u \
                 + v = k, 0 bis 62.",
    replaced_by: |what| format!("Ersatz für ein entferntes Band: {what}."),
};
