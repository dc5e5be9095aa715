use crate::words::link::Words;

pub const WORDS: Words = Words {
    zero_mean_or_noise: "zero, mean oder noise mit einem Startwert wie noise:7",
    a_name: "einen Namen aus Buchstaben, Ziffern und Bindestrichen",
    whole_number: |least, most| format!("eine ganze Zahl von {least} bis {most}"),
    a_png: |reason| format!("eine PNG-Datei in base64url ({reason})"),
    a_place: "eine Lektion und nach einem Doppelpunkt die Nummer eines Schritts, worksheet, answers oder mine",
    a_loss: "eine Zahl von 0.01 bis 0.50",
    one_of: |all| format!("eines von {all}"),
    a_number: "eine Zahl wie 0.03 oder 8/255",
    too_long: "er ist länger als jeder Link dieser Seite",
    no_form: "er hat keine Form, die diese Seite kennt",
    other_version: |version| format!("er gehört zu einer anderen Version der Seite (v{version})"),
    unknown_key: |name| format!("„{name}“ ist hier unbekannt"),
    and_more: |more| format!("; und {more} weitere"),
    not_all: |told| format!("Nicht alles aus diesem Link kann gezeigt werden: {told}. Der Rest ist auf der Seite."),
    no_sample: |id| format!("es gibt kein Beispiel „{id}“"),
    no_network: |id| format!("es gibt kein Netz „{id}“"),
    no_step: |step, steps| format!("die Lektion hat {steps} Schritte, und keinen Schritt {step}"),
    with_itself: |id| format!("„{id}“ kann nicht mit sich selbst verglichen werden"),
    senders_network: |hash| {
        format!(
            "ein Netz ist eine eigene Datei der Person, von der der Link stammt (der \
                    SHA-256 der Gewichte beginnt mit {hash}): Um es zu sehen, ist sie hier abzulegen"
        )
    },
    diagonal_only: "diese Seite zeichnet nur die diagonalen Bänder, keine radialen („radial“)",
    not_run: |run, reason| format!("„run={run}“ wird nicht befolgt: {}", reason.trim_end_matches('.')),
    rounded: |lost| format!("jeder Wert des Bildes wurde auf 8 Bit gerundet, um bis zu {lost}/255"),
    lesson_needs_link: |text| format!("er lautet „{text}“: Richtig ist v1/ und das, was zu sehen ist"),
};
