use crate::words::files::Words;

pub const WORDS: Words = Words {
    cannot_draw: |name| format!("dieser Browser kann {name} nicht zeichnen"),
    unknown_program: "diese Seite kennt ihr eigenes Programm nicht",
    file_too_large: |size, most| {
        format!(
            "die Datei hat {size} MB, mehr als die {most} MB, die gelesen werden; \
                    eine kleinere ist nötig"
        )
    },
    picture_too_large: |size, most| {
        format!(
            "die Datei hat {size} MB, mehr als die {most} MB, die von einem Bild \
                    gelesen werden; sie ist zu verkleinern"
        )
    },
    drawing_too_large: |most| {
        format!(
            "zu zeichnen wären mehr als {most} Elemente, weil die Zeichnung so viele hat oder so oft auf ihre eigenen \
                    Teile verweist; sie ist im Programm, aus dem sie kommt, als PNG zu speichern oder zu vereinfachen"
        )
    },
    folder: |name| format!("„{name}“ ist ein Ordner: Abzulegen sind die Bilder darin oder ein Modell"),
    only_address: |address| {
        format!(
            "angekommen ist nur eine Adresse, {address}, und diese Seite fragt keinen \
                    anderen Server: Man kann das Bild selbst kopieren und einfügen oder es speichern und die Datei \
                    ablegen"
        )
    },
    only_text: |text| {
        format!(
            "„{text}“ ist Text und kein Bild: Ablegen oder einfügen kann man ein Bild oder eine \
                    Datei"
        )
    },
};
