use crate::words::attack::Words;

pub const WORDS: Words = Words {
    simba_pixels: "SimBA, Pixel",
    simba_dct: "SimBA, DCT",
    fgsm: "Ein Schritt der Länge ε entlang des Vorzeichens des Gradienten der Verlustfunktion.",
    pgd_linf: "Schritte entlang des Vorzeichens des Gradienten; kein Wert eines Pixels ändert sich um mehr als ε.",
    pgd_l2: "Schritte entlang des Gradienten; die gesamte Änderung hat höchstens die Länge ε.",
    cw: "Die kleinste Änderung, die das Netz täuscht, gesucht mit Adam und Intervallhalbierung.",
    simba_by_pixels: "Ohne Gradienten: probiert an einem Wert nach dem anderen −ε und +ε und behält, was hilft.",
    simba_by_coefficients: "Ohne Gradienten: probiert an einem DCT-Koeffizienten nach dem anderen −ε und +ε.",
    cross_entropy: "Verlust (Kreuzentropie der Klasse: minus der Logarithmus ihrer Wahrscheinlichkeit)",
    loss_of_cw: "Verlust (was CW verkleinert: die Länge der Änderung und der verbleibende Vorsprung der Klasse)",
    loss_of_simba: "Verlust (Kreuzentropie der Klasse; behalten wird nur, was sie in die richtige Richtung bewegt)",
    epsilon: "Epsilon",
    bound: "Epsilon (Schranke)",
    alpha: "Alpha",
    steps: "Schritte",
    kappa: "Kappa",
    iterations: "Iterationen",
    searches: "Suchen",
    rate: "Lernrate",
    freq_dims: "Richtungen",
    seed: "Startwert",
    unit_epsilon: "bei Pixelwerten von 0 bis 1",
    unit_alpha: "je Schritt, bei Pixelwerten von 0 bis 1",
    unit_steps: "Schritte",
    unit_kappa: "Logits Vorsprung",
    unit_iterations: "Adam-Schritte je Suche",
    unit_searches: "Halbierungen, 1 bis 20",
    unit_rate: "Lernrate von Adam",
    unit_bound: "größtes ℓ2, leer für keines",
    unit_freq_dims: "Zeilen und Spalten, 1 bis 32",
    unit_seed: "Beginn aller Zufallszahlen: gleicher Startwert, gleiches Ergebnis",
    number_wanted: "eine Zahl wie 0,03 oder 8/255",
    whole_wanted: "eine ganze Zahl, die weder negativ noch zu groß ist",
    empty: "leer",
    written: |text| format!("„{text}“"),
    toward: |class| format!(", Ziel „{class}“"),
    adopted: "Das Bild dieser Seite ist ein adversariales Bild. ",
    back: "Zurück zum Bild davor",
    attack_the_network: "Das Netz angreifen",
    attack_on: |network| format!("{network} angreifen"),
    intro: "Ein Angriff sucht eine kleine Änderung des Bildes, die das Netz etwas anderes sagen lässt. Danach ist zu \
            sehen, in welchen Bändern die Änderung liegt, im Vergleich mit den Bändern, auf denen die Klasse beruht.",
    stuck: "CW kommt bei diesem Bild kaum voran: Jeder Wert ist Schwarz oder volle Farbe, und dort ist die Kurve \
            flach, mit der CW die Werte in [0, 1] hält, sodass seine Schritte fast nichts bewirken. PGD hat dieses \
            Problem nicht.",
    cancel: "Abbrechen",
    attack: "Angreifen",
    comparison: "Der Vergleich führt FGSM, PGD ℓ∞, CW und SimBA mit Pixeln nacheinander aus, mit den Zahlen, die für \
                 jeden eingestellt sind.",
    not_ready: "Der Angriff kann beginnen, sobald das Netz bereit ist.",
    method: "Verfahren",
    goal: "Ziel",
    any_other_class: "jede andere Klasse",
    random_start: "An einem zufälligen Punkt beginnen, höchstens ε vom Bild entfernt",
    the_first: "Das erste",
    both: "Beide",
    networks_to_attack: "Anzugreifende Netze",
    scope: "Dieselben Einstellungen für ein Netz oder für beide; jedes bekommt sein eigenes adversariales Bild. Der \
            Vergleich von vier Angriffen gilt immer dem ersten.",
    cancel_comparison: "Den Vergleich abbrechen",
    compare_four: "Vier Angriffe vergleichen",
    page_values: "Werte dieser Seite",
    paper_values: |epsilon| format!("ε = {epsilon} aus dem Aufsatz"),
    paper_values_with_steps: |epsilon| format!("ε = {epsilon} aus dem Aufsatz, α = 2,5 ε/Schritte"),
    none_yet: "Noch kein Angriff.",
    none_on_picture: "Noch kein Angriff auf dieses Netz mit diesem Bild.",
    none_shown: "Kein Angriff ist zu sehen.",
    cancelled: "Abgebrochen.",
    at_work: |method| format!("{method} läuft."),
    engine_lost: "Das Rechenprogramm ging mitten im Angriff verloren. Die Einstellungen bleiben erhalten: Greife \
                  erneut an, sobald es wieder da ist.",
    succeeded: |method, after, before| format!("{method} hatte Erfolg: Das Netz sagt „{after}“ statt „{before}“."),
    resisted: |method, after| format!("Das Netz hat {method} widerstanden: Es sagt weiterhin „{after}“."),
    missed: |method, after, target| format!("Das Netz hat {method} widerstanden: Es sagt „{after}“, nicht „{target}“."),
    left_alone: |before| {
        format!(
            "Das Netz irrt sich bei diesem Bild ohnehin, also wurde es nicht angegriffen: Es \
            sagt „{before}“."
        )
    },
    succeeded_short: |before, after| format!("Erfolg: {before} → {after}"),
    resisted_short: |after| format!("widerstanden: sagt {after}"),
    left_alone_short: |before| format!("nicht angegriffen: sagt {before}"),
    has_succeeded: "Erfolg",
    has_resisted: "widerstanden",
    was_left_alone: "nicht angegriffen",
    progress: "Schritte des Angriffs",
    waiting_for_engine: "Wartet auf das Rechenprogramm",
    image_now: "Das Bild in diesem Augenblick",
    step: |done, total| format!("Schritt {done} von {total}"),
    step_says: |class| format!("sagt „{class}“"),
    step_loss: |loss| format!("Verlust {loss}"),
    step_margin: |margin| format!("Abstand {margin} Logits"),
    step_queries: |queries| format!("{queries} Anfragen"),
    what_on_which: |attack, picture| format!("{attack}, auf {picture}."),
    no_change: "Das Bild hat sich nicht geändert, also gibt es kein Spektrum einer Änderung zu zeigen.",
    adversarial_image: "das adversariale Bild",
    is_picture_now: "Das ist jetzt das Bild",
    adopt: "Das adversariale Bild als Bild verwenden",
    before: "Vorher",
    after: "Nachher",
    says: |class, probability| format!("Das Netz sagt „{class}“ ({probability})."),
    largest_change: "Größte Änderung eines Wertes, ℓ∞",
    length: "Länge der Änderung, ℓ2",
    sum_of_changes: "Summe aller Änderungen, ℓ1",
    changed_values: "Geänderte Werte, ℓ0",
    of_all: |changed, all| format!("{changed} von {all}"),
    similarity: "Strukturelle Ähnlichkeit, SSIM",
    iterations_done: "Iterationen",
    queries: "Anfragen an das Netz",
    still_in_8_bits: |class, probability| {
        format!(
            "Auf 8 Bit je Wert gerundet, wie die meisten Programme es \
            speichern, wird das Bild noch immer für „{class}“ gehalten ({probability})."
        )
    },
    undone_in_8_bits: |class, probability| {
        format!(
            "Vorsicht bei 8 Bit: Auf 8 Bit je Wert gerundet, wie die meisten \
            Programme es speichern, ist der Angriff aufgehoben, und das Netz sagt „{class}“ ({probability}). Beide \
            Dateien hier erhalten ihn."
        )
    },
    history: |runs| format!("Angriffe dieser Sitzung ({runs})"),
    history_label: "Angriffe dieser Sitzung",
    history_empty: "Noch nichts. Jeder beendete Angriff steht hier, bis die Seite geschlossen wird.",
    history_meaning: |most| {
        format!(
            "Der neueste zuerst, höchstens {most}. Wähle einen, um sein Ergebnis wieder zu \
            sehen, mit Bild und Einstellungen."
        )
    },
    waiting: "wartet",
    series_at_work: "läuft",
    not_to_end: "nicht zu Ende gelaufen",
    not_comparable: |method, error| format!("Die vier lassen sich nicht vergleichen. {method}: {error}."),
    some_ended: |done, all| match done {
        1 => format!("1 von {all} Angriffen ist beendet."),
        _ => format!("{done} von {all} Angriffen sind beendet."),
    },
    all_ended: |all| format!("Alle {all} Angriffe sind beendet."),
    some_ran: |done, all| match done {
        1 => format!("1 von {all} Angriffen lief zu Ende."),
        _ => format!("{done} von {all} Angriffen liefen zu Ende."),
    },
    four_against: |picture, network| format!("Vier Angriffe auf {picture} gegen {network}"),
    four_attacks: "Vier Angriffe",
    four_on: |network| format!("Vier Angriffe auf {network}"),
    compared: "Angriffe im Vergleich",
    column_attack: "Angriff",
    column_outcome: "Ausgang",
    column_says: "Sagt",
    column_queries: "Anfragen",
    column_lowest: "Unterstes Drittel",
    column_middle: "Mittleres Drittel",
    column_highest: "Oberstes Drittel",
    thirds_meaning: "Anteile des untersten Drittels (Bänder 0–20), des mittleren (21–41) und des obersten (42–62) an \
                     der Energie der Änderung.",
    fooled: "getäuscht",
    not_fooled: "nicht getäuscht",
    wrong_before: "schon vorher falsch",
    same_image: "Dasselbe Bild bei jedem geladenen Netz",
    transfer: "Übertragung",
    network: "Netz",
    says_before: "Sagt vorher",
    says_after: "Sagt nachher",
    effect: "Wirkung",
    compare_to_see: "Vergleiche mit einem anderen Netz, um zu sehen, ob dieses Bild auch jenes täuscht.",
    attacked: |network| format!("{network} (angegriffen)"),
    not_computed: "war nicht zu berechnen",
    waits_for_engine: "wartet auf das Rechenprogramm",
    where_it_landed: "Wo im Spektrum er gelandet ist",
    measures: "Änderung des Spektrums, nach ihrer RCT (relativen Änderung der DCT) oder ihrer Energie",
    third: |name, first, last, share| format!("{name} (Bänder {first}–{last}) {share}"),
    energy_of_change: |thirds| format!("Energie der Änderung: {thirds}."),
    profile_label: |title| format!("{title}: 63 Balken; die Tabelle darunter enthält ihre Werte"),
    band_change: |band, measure, value| format!("Band {band} · {measure} {value}"),
    largest_band_change: |band, measure, value| format!("Am größten: Band {band} · {measure} {value}"),
    no_scores: "keine Occluded Frequency der Bilder dieses Angriffs zu sehen",
    scores_of: |image, class| format!("Occluded Frequency, {image}, Klasse „{class}“"),
    image_before: "Bild vorher",
    image_after: "Bild nachher",
    change_table: "Die Änderung als Tabelle zeigen",
    change_by_band: "Änderung je Band",
    band: "Band",
    probabilities_label: |first, last, now| {
        format!(
            "Wahrscheinlichkeiten von Schritt {first} bis {last}; am Ende \
            {now}"
        )
    },
    probabilities: |first, last| {
        format!(
            "Wahrscheinlichkeiten der Klassen, 0 bis 100\u{a0}%, von Schritt {first} bis \
            {last}"
        )
    },
    is_target: " (Ziel)",
    was_first: " (zu Beginn)",
    loss: "Verlust",
    the_change: "Die Änderung",
    amplified: |factor| format!("× {factor}; mittleres Grau ist keine"),
    each_coefficient: "Jeder Koeffizient",
    share_of_each_band: "Anteil jedes Bandes an der Energie der Änderung.",
};
