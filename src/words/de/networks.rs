use crate::words::networks::Words;

pub const WORDS: Words = Words {
    own_training: "eigenes Netz",
    natural: "natürlich",
    adversarial: |threat| format!("adversarial, {threat}"),
    correct: |share| format!("{share} richtig"),
    not_measured: "nicht gemessen",
    robust: |share, threat| format!("{share} unter PGD-20, {threat}"),
    open_checkpoint: |name| format!("Was „{name}“ nicht sagt"),
    cannot_be: |clause| format!("Das kann nicht sein: {clause}."),
    three_numbers: "Nötig sind drei Zahlen mit Dezimalpunkt und Kommas dazwischen, für Rot, Grün und Blau.",
    open_it: "Öffnen",
    leave_it: "Nicht öffnen",
    top_of_file: "das oberste in der Datei",
    quoted: |name| format!("„{name}“"),
    which_network: "Die Datei enthält mehrere Netze. Welches?",
    usual_pixels: |mean, std| format!("Wie bei CIFAR-10 üblich: minus {mean}, geteilt durch {std}"),
    plain_pixels: "Nichts: Es nimmt Pixelwerte von 0 bis 1, wie sie sind",
    other_pixels: "Anders:",
    what_with_pixels: "Was macht es mit den Pixelwerten vor seiner ersten Schicht?",
    it_subtracts: "Es zieht ab",
    divides_by: "und teilt durch",
    fetching_engine: "Das Rechenprogramm wird geladen…",
    preparing_engine: "Das Rechenprogramm wird vorbereitet…",
    engine: "Rechenprogramm:",
    choosing_device: "Ein Gerät wird gewählt…",
    engine_not_running: "Das Rechenprogramm läuft nicht.",
    engine_rests: "Das Rechenprogramm ruht, bis dies zu sehen ist.",
    megabytes_so_far: |done| format!(" {done} MB…"),
    megabytes_of: |done, total| format!(" {done} von {total} MB"),
    loading: "Lädt",
    getting_weights: |total| format!("{total} Gewichte werden geladen…"),
    self_test: "Selbsttest…",
    weights: "Gewichte:",
    unusable: "Dieses Netz ist nicht brauchbar.",
    fetched_later: "Es wird geladen, sobald das Diagramm des ersten Netzes da ist.",
    nobody_to_ask: "Es gibt kein Netz, das man fragen könnte.",
    opening: |name| format!("„{name}“ wird geöffnet…"),
    choose_or_open: "Netze wählen oder vergleichen oder ein eigenes öffnen",
    more_or_open: "Mehr über dieses Netz, oder ein eigenes öffnen",
    then_compare: " Dann lassen sich die beiden vergleichen.",
    open_own: "Ein eigenes Modell öffnen",
    open_own_help: "Ein Checkpoint, wie PyTorch ihn speichert (.pt, .pth, .ckpt), .safetensors oder .npz: ein ResNet \
                    oder ein VGG für CIFAR-10. Man kann ihn auch irgendwo auf der Seite ablegen; er verlässt diesen \
                    Rechner nicht.",
    clear_stored: "Gespeichertes löschen",
    stored_bytes: |bytes| {
        format!(
            "{bytes} sind auf diesem Rechner gespeichert, damit sie beim nächsten Besuch \
                    nicht aus dem Netz kommen müssen."
        )
    },
    stored_here: ", hier gespeichert",
    keep_named: |name, size| format!("„{name}“ für offline aufbewahren, {size}"),
    being_kept: "Wird aufbewahrt…",
    keep: "Für offline aufbewahren",
    show_named: |name| format!("„{name}“ zeigen"),
    show: "Zeigen",
    compare_named: |name| format!("Mit „{name}“ vergleichen"),
    compare: "Vergleichen",
    called,
    network: "Netz",
    restart_engine: "Rechenprogramm neu starten",
    stop_comparing: "Nicht mehr vergleichen",
    as_file_says: "wie es in der Datei steht",
    as_you_said: "wie hier angegeben",
    as_key: |key| format!(", als „{key}“"),
    how_read: |name| format!("Wie „{name}“ gelesen wurde"),
    packed_names: |layout, place| format!("Die Namen sind die der Anordnung {layout}{place}. "),
    packed_pixels: |mean, std, says| {
        format!(
            "Von den Pixelwerten wird {mean} abgezogen, und sie werden durch \
                    {std} geteilt, {says}. "
        )
    },
    packed_rounding: |rounding| {
        format!(
            "Die Gewichte sind auf 8 Bit gerundet, was ein Logit eines Testbildes um \
                    höchstens {rounding} ändert."
        )
    },
    taken_for_granted: "Das Folgende steht nicht in den Gewichten und wird vorausgesetzt:",
    whether_so: "Ob es so ist, findet ",
    finds_out: " mit Logits des eigenen Codes heraus.",
    your_network: "Eigenes Netz ",
    keep_own: |bytes| format!("In diesem Browser für spätere Besuche aufbewahren ({bytes})"),
    correct_pixels: "Angaben zu den Pixelwerten berichtigen",
    own_origin: |architecture, file, sha256| {
        format!(
            "{architecture}, aus der Datei „{file}“. Der SHA-256 seiner \
                    gepackten Gewichte beginnt mit {sha256}; so nennen es Links."
        )
    },
    first: "Erstes",
    second: "Zweites",
    none: "keines",
    class: "Klasse",
    logit: "Logit",
    whole: "Ganz",
    without: "Ohne",
    whole_image: "Ganzes Bild",
    without_bands: "Ohne die Bänder",
    networks_say: "Was die Netze sagen",
    network_says: "Was das Netz sagt",
    only_ten_classes: "Ein Netz kennt diese zehn Klassen und sonst nichts: Was das Bild auch zeigt, die Antwort ist \
                       eine davon, und das Netz kann sich dabei sicher sein.",
    waiting_for_engine: "Wartet auf das Rechenprogramm",
    computing: "Rechnet…",
    computing_of: |done, total| format!("Rechnet… {done} von {total}"),
    scores_failed: "Die Werte konnten nicht berechnet werden.",
    stopped: "Angehalten.",
};

/// The names of the manifest are English.
fn called(name: &str) -> String {
    const PHRASES: [(&str, &str); 4] = [
        ("with batch-norm", "mit Batch-Norm"),
        ("at half width", "in halber Breite"),
        (", natural", ", natürlich"),
        ("ε = 0.", "ε = 0,"),
    ];
    PHRASES.into_iter().fold(name.to_owned(), |name, (english, german)| name.replace(english, german))
}
