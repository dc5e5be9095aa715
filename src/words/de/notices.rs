use crate::words::notices::Words;

pub const WORDS: Words = Words {
    gpu_failed: |gpu| format!("die GPU ({gpu}) hat versagt, darum rechnet jetzt die CPU"),
    not_kept: |name, why| format!("„{name}“ wird nicht für Besuche ohne Netz aufbewahrt: {why}"),
    nothing_kept: "dieser Browser bewahrt für diese Seite nichts auf: Er verbietet es, oder sein Speicher ist voll",
    no_files_kept: "dieser Browser bewahrt keine Dateien dieser Seite auf",
    stopped_answering: "Das Rechenprogramm antwortet nicht mehr",
    failed: "Das Rechenprogramm ist abgestürzt",
    cannot_start: "Das Rechenprogramm kann nicht gestartet werden. Spektren und Bilder ohne Bänder gehen trotzdem; \
                   nach dem Neuladen der Seite wird es noch einmal versucht.",
    restarted: |what| format!("{what} und wurde neu gestartet."),
    restart_or_reload: "Man kann es neu starten oder die Seite neu laden.",
    cpu_or_restart: "Man kann die CPU wählen oder es neu starten.",
    given_up: |what, advice| {
        format!(
            "{what}. Das war das dritte Mal in Folge, darum wurde es nicht neu \
                    gestartet. {advice}"
        )
    },
    no_curve: |network| format!("Es gibt keine gespeicherte Kurve von {network}."),
    no_models: "es führt kein Modell auf",
    natural_network: "natürliches Netz",
    robust_network: "robustes Netz",
};
