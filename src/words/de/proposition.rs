use crate::words::proposition::Words;

pub const WORDS: Words = Words {
    heading: "Proposition 1: was eine Änderung kostet",
    intro: "Die untere Schranke des Aufsatzes ist ‖x − x′‖₁ ≥ |X₀ − X′₀|, wobei X₀ die Summe aller Werte des Bildes \
            ist. Hier geht dieselbe Energie ‖x′ − x‖₂² jeweils in ein einziges Band, zu gleichen Teilen auf seine \
            Koeffizienten.",
    choose_image: "Wähle oben ein Bild, für das die Energie ausgegeben wird.",
    price: "der Preis ‖x − x′‖₁",
    bound: "die Schranke |X₀ − X′₀|",
    chart: "Preis und Schranke derselben Energie in jedem Band: 63 Balken; die Tabelle darunter enthält ihre Werte",
    readout: |band, price, bound| format!("Band {band} · Preis {price} · Schranke {bound}"),
    example: |first, middle, last| {
        format!(
            " Hier kostet Band 1 {first}, Band 31 {middle} und Band 62, das feinste, \
            {last}."
        )
    },
    says: "Was sie sagt",
    says_text: "Eine Änderung kostet mindestens so viel ℓ1-Abstand, wie sie die Summe aller Werte verschiebt. Eine \
                gleichmäßige Verschiebung, Band 0, kostet genauso viel.",
    says_not: "Was sie nicht sagt",
    says_not_text: "Dass tiefe Frequenzen mehr kosten als hohe. Jedes Band außer 0 lässt die Summe, wie sie ist: Dort \
                    ist die Schranke 0, und die erfüllt jede Änderung. Der Preis eines Bandes folgt daraus, wie \
                    sich seine Wellen addieren.",
    limits_text: "Werte auf [0, 1] zu begrenzen schneidet Spitzen ab. Das kann die Summe bei jedem Band verschieben, \
                  und dann liegt die Schranke auch dort über 0.",
    outside_note: "Werte außerhalb von [0, 1] sind als Schwarz oder volle Farbe gezeichnet.",
    changed_in: |band| format!("Geändert in Band {band}"),
    energy: "Energie",
    spent: |energy, length| format!("{energy}, also ‖x′ − x‖₂ = {length}"),
    band: "Band",
    limit: "Werte auf [0, 1] begrenzen",
    table: "Preise und Schranken als Tabelle zeigen",
    prices_and_bounds: "Preise und Schranken",
    price_column: "Preis ‖x − x′‖₁",
    bound_column: "Schranke |X₀ − X′₀|",
    figure_line: |picture, energy| format!("{picture} · Energie {energy} in jedem Band"),
    figure_line_limited: |picture, energy| {
        format!(
            "{picture} · Energie {energy} in jedem Band, Werte auf [0, 1] \
            begrenzt"
        )
    },
    axis: "ℓ1-Abstand, den die Energie in Band k kauft",
};
