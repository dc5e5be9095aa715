use crate::words::picture::Words;

pub const WORDS: Words = Words {
    camera_missing: "Das Skript für die Kamera kann hier nicht geladen werden.",
    use_camera: "Kamera benutzen",
    the_picture: "Das Bild",
    seen_by_network: "Was das Netz sehen wird",
    seen_by_network_sized: "Was das Netz sehen wird, 32 × 32",
    square: |side, width, height, left, top| {
        format!(
            "{side} × {side} von {width} × {height} Pixeln, {left} von \
                    links und {top} von oben"
        )
    },
    cutter_help: "Das Quadrat oder seine rechte untere Ecke lässt sich ziehen. Pfeiltasten bewegen es, mit Umschalt \
                  um einzelne Pixel; + und − ändern seine Größe.",
    use_square: "Dieses Quadrat nehmen",
    size: "Größe",
    square_keys: "Das Quadrat: Pfeiltasten bewegen es, Plus und Minus ändern seine Größe",
    the_drawing: "Die Zeichnung",
    board_help: "Gemalt wird mit dem Zeiger oder, nach Bewegen mit den Pfeiltasten, mit der Leertaste.",
    use_drawing: "Verwenden",
    begin_with_shown: "Mit dem gezeigten Bild beginnen",
    clear: "Leeren",
    colour: "Farbe",
    brush: "Pinsel",
    board_keys: "Das Raster: Pfeiltasten bewegen den Pinsel, die Leertaste malt",
    sample: |class, index| format!("{class}, Testbild {index}"),
    drawing: "Zeichnung",
    linked: "Bild aus einem Link",
    adversarial: |before| format!("adversariales Bild zu {before}"),
    image: "Bild",
    choose: "Ein Bild wählen",
    choose_help: "oder ablegen oder einfügen, was dieser Browser zeigen kann, eines oder mehrere: Das mittlere \
                  Quadrat oder ein anderes wird auf 32 × 32 Pixel verkleinert. Eine .npy-Datei mit einem Bild wird \
                  so genommen, wie sie ist. Nichts verlässt diesen Rechner.",
    draw_one: "Selbst zeichnen",
    your_own: "Eigene",
    own: "eigene",
    image_and_spectrum: "Das Bild und sein Spektrum",
    its_spectrum: "Sein Spektrum.",
    spectrum_caption: " Betrag jedes DCT-Koeffizienten, Mittel der drei Kanäle, logarithmisch. Zum Entfernen von \
                       Bändern darüber ziehen.",
    no_image_yet: "Noch kein Bild.",
    titled: |title| format!("Das Bild: {title}"),
    the_image: "Das Bild.",
    with_all: "Mit allen Bändern",
    without_one: |band| format!("Ohne Band {band}"),
    without_any: "Ganz ohne Bänder",
    without_several: |bands| format!("Ohne die Bänder {bands}"),
    take_one_out: " Entfernt man ein Band, so ändert sich das Bild.",
    limited: " Die Werte werden auf [0, 1] begrenzt, und so bekommt sie das Netz.",
    drawn_limited: " Werte außerhalb von [0, 1] sind schwarz oder in voller Farbe gezeichnet; das Netz bekommt sie, \
                    wie sie sind.",
    square_of: |name| format!("{name}, ein Quadrat daraus mit 32 × 32 Pixeln."),
    drawn_by_hand: "Von Hand gezeichnet.",
    came_with_link: "Es kam mit dem Link.",
    came_rounded: |lost| format!("Es kam mit dem Link, für den jeder Wert um bis zu {lost}/255 gerundet wurde."),
    changed_by_attack: "Durch einen Angriff verändert.",
    test_image: |index, class| format!("CIFAR-10-Testbild {index}, Klasse {class}"),
    spectrum_of_image: "Spektrum des Bildes: Betrag jedes DCT-Koeffizienten, grob oben links, fein unten rechts",
};
