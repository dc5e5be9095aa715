use crate::words::article::{Case, Words};
use yew::html;

pub const WORDS: Words = Words {
    heading: "Worauf ein Netz achtet",
    lead: "Die Argumentation von „Towards Frequency-Based Explanation for Robust CNN“ in sieben Schritten, jeder mit \
           einer Abbildung zum Ausprobieren und mit dem, was beim Nachmessen daraus wurde.",
    contents: "Inhalt des Artikels",
    link_to: |title| format!("Link zu „{title}“"),
    beside_paper: "Vergleich mit dem Aufsatz",
    try_it: "Probiere",
    look_for: "Achte auf",
    awaited: "Die gespeicherten Messungen sind unterwegs.",
    missing: "Die gespeicherten Messungen lassen sich nicht zeigen. ",
    try_again: "Noch einmal versuchen",
    does_it_hold: "Trifft es zu?",
    quoted: |claim| format!("„{claim}“"),
    claim_in_full: |number| format!("Behauptung {number} im Einzelnen (englisch)"),
    and: " und ",
    no_value: "ein Band hat keinen Wert",
    no_mean: "ein Mittelwert fehlt",
    bands: |case, first, last| {
        let before = match case {
            Case::Bare => "die Bänder",
            Case::In => "in den Bändern",
            Case::Of => "der Bänder",
        };
        format!("{before}\u{a0}{first}\u{2060}–\u{2060}{last}")
    },
    band: |case, band| match case {
        Case::Bare => format!("Band\u{a0}{band}"),
        Case::In => format!("in Band\u{a0}{band}"),
        Case::Of => format!("von Band\u{a0}{band}"),
    },
    no_band: |case| match case {
        Case::Bare => "kein Band".into(),
        Case::In => "in keinem Band".into(),
        Case::Of => "von keinem Band".into(),
    },
    natural: "natürlich",
    l2_quarter: "robust, ℓ2 0,25",
    l2_half: "robust, ℓ2 0,5",
    linf: "robust, ℓ∞ 8/255",
    sum_patterns: |side, plane, dct| {
        html! { <>{ "Ein Bild aus " }{ side }{ " × " }{ side }{ " Pixeln lässt sich als Summe von " }{ plane }{ " festen Mustern schreiben: Wellen, die quer und längs verlaufen, vom gleichmäßigen Grau bis zum \
        feinsten Schachbrett. Wie viel von jedem im Bild ist, sagt eine Zahl, sein Koeffizient; die " }{ dct }{ " findet sie alle." }</> }
    },
    sum_bands: |band, count, highest, coarse| html! { <>{ "Gleich feine Muster bilden ein " }{ band }{ "; es gibt " }{ count }{ ", von Band 0, der mittleren Farbe, bis Band " }{ highest }{ ". " }{ coarse }</> },
    sum_coarse: |share, in_bands| {
        format!(
            "Vom Kontrast dieses Bildes, also allem außer der mittleren Farbe, liegen \
            {share} {in_bands}."
        )
    },
    sum_task: "Schiebe den Regler von links nach rechts: Jeder Schritt fügt ein Band hinzu und zeigt dessen Muster \
               allein. Frage dann die Netze nach der Summe.",
    sum_look: "Wie früh das Bild zu erkennen ist.",
    sum_look_with: |bands, all, fine| {
        format!(
            "Wie früh das Bild zu erkennen ist. {bands} enthalten {all} aller \
            Koeffizienten, aber nur {fine} vom Kontrast dieses Bildes."
        )
    },
    sum_aside: "Abschnitt 2 des Aufsatzes",
    sum_aside_text: "Er argumentiert mit der Fourier-Transformation und rechnet mit der Kosinustransformation. Hier: \
                     die orthonormale DCT jedes Farbkanals, in doppelter Genauigkeit, für das Bild oben auf dieser \
                     Seite.",
    sum_formula: |coefficient, down, across, pattern| html! { <>{ "Mit " }{ coefficient }{ " als Koeffizienten der Welle, die längs " }{ down }{ " und quer " }{ across }{ " zählt, und " }{ pattern }{ " als ihrem Muster ist das Bild" }</> },
    missing_logits: |logits| {
        html! { <>{ "Für ein Bild gibt ein Netz zehn Zahlen aus, eine für jede Klasse, die es kennt: seine " }{ logits }{ ". Die größte ist seine Antwort, was auch immer das Bild zeigt. Nimm ein Band heraus, addiere den \
        Rest und frage erneut. Sinkt das Logit einer Klasse, so sprach das Band für sie." }</> }
    },
    missing_fall: |network, band, class, without, whole| {
        format!(
            "Für uns sieht kaum eines dieser Bilder anders aus. \
            Für ein Netz kann es anders sein ({network}): Ohne Band {band} ist sein Logit von „{class}“ {without} \
            statt {whole}."
        )
    },
    missing_task: "Zeige im Diagramm auf ein Band, oder bewege den Regler: Ein Band fehlt, alle anderen bleiben. Die \
                   Schaltfläche führt zu den Werkzeugen, wo mehrere Bänder auf einmal fehlen können.",
    missing_look: "Wie weit jede Kurve unter ihre gestrichelte Linie, das ganze Bild, fällt. Und die Bänder, ohne die \
                   ein Netz etwas anderes sagt.",
    missing_none: " In diesem Bild gibt es keines: Ein Band genügt nicht.",
    missing_some: |counted| format!(" In diesem Bild sind es {counted}."),
    for_network: |count, network| format!("{count} ({network})"),
    missing_aside: "Abb. 4 des Aufsatzes, erste Zeile",
    missing_aside_text: "Dort: ein ResNet-50, jeweils ein Band. Hier: die Netze und das Bild dieser Seite. Was der \
                         Aufsatz über Menschen sagt, dass sie kaum sehen, welches Band fehlt, wird hier nicht \
                         geprüft: Niemand wurde befragt.",
    missing_formula: |band| {
        html! { <>{ "Das Bild ohne Band " }{ band }{ " ist die Rücktransformierte seiner Koeffizienten, wobei die des Bandes durch 0 ersetzt sind (Gl. 6 \
        des Aufsatzes):" }</> }
    },
    scores_fall: |normalised| {
        html! { <>{ "Die Abnahme des Logits ist der Wert des Bandes: Über null spricht das Band für die Klasse, darunter \
        gegen sie. Der Aufsatz nennt die 63 Werte Occluded Frequency. Was „fehlen“ heißt, ist eine Wahl: \
        Nullen wie im Aufsatz oder Nullen bei " }{ normalised }{ ", der Mittelwert der Trainingsbilder oder Rauschen." }</> }
    },
    scores_lowest: |images, lowest, times| {
        format!(
            "Über {images} Testbilder beträgt der mittlere Wert von Band 0 \
            beim natürlichen Netz {lowest} Logits, das {times}-Fache jedes anderen Bandes: Ein Bild ohne seine \
            mittlere Farbe ist im Mittel schwarz."
        )
    },
    scores_task: "Wähle eine andere Klasse: Welche Bänder sprechen in diesem Bild für „Katze“? Dann „Testmenge“: was \
                  bleibt, wenn die Werte aller Testbilder gemittelt werden.",
    scores_look: "Die Bänder, die gegen die Klasse sprechen. Ein einzelnes Bild ist zackig; der Mittelwert ist glatt.",
    scores_look_with: |counted| {
        format!(
            "Die Bänder, die gegen die Klasse sprechen: {counted}. Ein einzelnes Bild ist \
            zackig; der Mittelwert ist glatt."
        )
    },
    scores_aside: "Abb. 4 des Aufsatzes, rechts",
    scores_aside_text: "Dort: die Werte eines Bildes. Hier: die des Bildes dieser Seite für zwei Netze auf einer \
                        Skala, und die Mittelwerte über die ganze Testmenge, die der Aufsatz in Abb. 1 nach Klassen \
                        zeigt.",
    scores_formula: |logit, class, band| html! { <>{ "Mit " }{ logit }{ " als Logit der Klasse " }{ class }{ " ist der Wert von Band " }{ band }{ " (Gl. 7)" }</> },
    landing_small: |epsilon, norms| {
        html! { <>{ "Ein Angriff ändert ein Bild so wenig, dass wir es kaum sehen, höchstens um " }{ epsilon }{ " in " }{ norms }{ ", und das Netz antwortet etwas anderes. Der Aufsatz sagt, dass solche Änderungen vor allem bei \
        mittleren und feinen Frequenzen liegen, die unsere Augen schlecht sehen." }</> }
    },
    landing_noise: |noise, clause| html! { <>{ "Das tun sie. Aber auch " }{ noise }{ " liegt dort, das auf nichts zielt" }{ clause }{ ". Die Frage ist, was ein Angriff darüber hinaus tut." }</> },
    landing_noise_clause: |share, in_bands, coefficients| {
        format!(
            ": {share} davon liegen {in_bands}, weil \
            {coefficients} aller Koeffizienten dort liegen"
        )
    },
    landing_task: |link, seed| {
        html! { <>{ "Wähle „Relativ zum Rauschen“: Jede Kurve wird durch die gestrichelte geteilt, und wo sie von 1 \
        abweicht, bevorzugt oder meidet der Angriff ein Band. Oder " }{ link }{ "; mit demselben " }{ seed }{ " geht ein Angriff gleich aus." }</> }
    },
    landing_attack: "greife das Bild dieser Seite an",
    landing_look: "Wo die Kurve von der gestrichelten abweicht.",
    landing_part: |attack, coarse, fine| format!("{attack} {coarse} und {fine}"),
    landing_look_with: |attacks| {
        format!(
            "Wie viel ein Angriff von dem hat, was Rauschen hat, im gröbsten und im \
            feinsten Drittel: {attacks}. Bei 1 folgt er nur den Koeffizienten."
        )
    },
    landing_here: |attacked, images, seed, radii| {
        format!(
            "Hier: ResNet-18, natürlich, die {attacked} der ersten \
            {images} Testbilder, die es richtig erkennt, Startwert {seed}; {radii}. "
        )
    },
    landing_radius: |attack, epsilon| format!("{attack} mit ε = {epsilon}"),
    landing_aside: "Abb. 2 des Aufsatzes",
    landing_aside_text: |rct, here, link| html! { <>{ "Dort: Karten der " }{ rct }{ " für vier Angriffe auf ein VGG-19, 200 Bilder, ohne Rauschen zum Vergleich. " }{ here }{ link }</> },
    landing_maps: "Die Karten selbst",
    landing_formula: |coefficients, band| html! { <>{ "Mit " }{ coefficients }{ " als Koeffizienten der Änderung ist der Anteil von Band " }{ band }</> },
    training_ball: |ball, price| {
        html! { <>{ "Adversariales Training zeigt einem Netz in jedem Schritt nicht das Trainingsbild, sondern das \
        schlimmste in einer " }{ ball }{ " um es herum. Was dabei herauskommt, ist robust" }{ price }{ "." }</> }
    },
    training_price: |attack, after, before, paid, full| {
        format!(
            ": Unter Angriff ({attack}) hat es bei {after} der \
            Testbilder recht statt bei {before}, und es bezahlt dafür bei unveränderten, {paid} statt {full}"
        )
    },
    training_shift: |shift| format!("Es achtet auch auf anderes{shift}."),
    training_shares: |bands, natural, robust| {
        format!(
            ": Von allem, was für oder gegen die vorhergesagte Klasse \
            spricht, |Wert| summiert über die Bänder eines Bildes, enthalten {bands} beim natürlichen Netz \
            {natural} und bei dem für ℓ2 0,5 {robust}"
        )
    },
    training_low_pass: |images, bands, natural, robust| {
        format!(
            "Filter stellen dieselbe Frage anders: Bleiben von {images} Testbildern nur {bands}, so hat das natürliche Netz bei \
             {natural} recht und das robuste bei {robust}."
        )
    },
    training_high_pass: |natural, robust| {
        format!("Bleiben nur alle feineren Bänder, so sind es {natural} und {robust}; Raten hat bei 10\u{a0}% recht.")
    },
    training_tools: |found| {
        format!(
            "Rauschen entlang einzelner Wellen, Filter und PGD stellen einem Netz dieselbe Frage auf andere Weise. {found}"
        )
    },
    training_look: "Wo die Kurven enden.",
    training_look_with: |left| format!("Was im feinsten Drittel der Bänder übrig ist: {left}."),
    training_task: |button| html! { <>{ "Wähle „Logits“ für die Werte selbst. Dann " }{ button }{ ", überall auf dieser Seite." }</> },
    training_compare: "vergleiche mit dem ℓ∞-Netz",
    training_here: |images| format!("Hier: ResNet-18, für diese Seite trainiert, alle {images} Testbilder. "),
    training_aside: "Abb. 1 des Aufsatzes",
    training_aside_text: |here, link| {
        html! { <>{ "Dort: mittlere Werte von ResNet-50, nach Klassen, in Logits. " }{ here }{ "Mit Anteilen lassen sich Netze vergleichen, deren Logits verschieden groß sind; Band 0 geht über die \
        Skala hinaus. " }{ link }</> }
    },
    training_by_class: "Nach Klassen, mit Intervallen",
    training_formula: |weights, cross_entropy, change| html! { <>{ "Das Training sucht Gewichte " }{ weights }{ ", deren " }{ cross_entropy }{ " bei der schlimmsten Änderung " }{ change }{ " in der Kugel klein ist:" }</> },
    lookalikes_search: |representation| {
        html! { <>{ "Beginne bei einem anderen Bild und ändere es Schritt für Schritt, bis seine " }{ representation }{ " im Netz die des gesuchten Bildes ist. Was sich dann noch unterscheidet, beachtet das Netz nicht. \
        Der Aufsatz sagt: bei einem robusten Netz vor allem grobe Frequenzen, bei einem natürlichen \
        mittlere." }</> }
    },
    lookalikes_loss: |images, start, end, steps| {
        format!(
            "Über {images} Bilder sinkt der relative Verlust beim \
            natürlichen Netz in {steps} Schritten von {start} auf {end}."
        )
    },
    lookalikes_lowest: |before, natural, robust| {
        format!(
            " Aber zwei Bilder unterscheiden sich ohnehin vor allem in \
            groben Frequenzen: Am Anfang liegen {before} des Unterschieds im untersten Drittel, am Ende {natural} \
            beim natürlichen Netz und {robust} bei dem für ℓ2 0,5."
        )
    },
    lookalikes_task: |link| {
        html! { <>{ "Suche für beide Netze einen Doppelgänger des Bildes dieser Seite: Es dauert einige Sekunden. Mehr \
        Schritte und ein anderer Anfang finden sich bei " }{ link }{ "." }</> }
    },
    instruments: "den Werkzeugen",
    lookalikes_look: "Wo eine Kurve von 1 abweicht.",
    lookalikes_look_with: |left| {
        format!(
            "Wo eine Kurve von 1 abweicht. Was vom Unterschied in der mittleren Farbe \
            übrig ist: {left}. Je stärker das Training, desto mehr vom groben Unterschied muss verschwinden; über 1 \
            hat die Suche hinzugefügt, was nicht da war."
        )
    },
    lookalikes_aside: "Abb. 3 des Aufsatzes",
    lookalikes_aside_text: |images| {
        format!(
            "Dort: das Spektrum des Unterschieds für ein natürliches und ein robustes \
            Netz. Hier: {images}vier ResNet-18, und zum Vergleich der Unterschied am Anfang, den der Aufsatz nicht \
            zeigt."
        )
    },
    lookalikes_images: |images| format!("{images} Testbilder, "),
    lookalikes_formula: |representation| html! { <>{ "Mit " }{ representation }{ " als Repräsentation wird gesucht (Gl. 9)" }</> },
    lookalikes_relative: |representation| html! { <>{ "Der relative Verlust ist dieser Abstand, geteilt durch die Länge von " }{ representation }{ "; wo er 0 ist, hält das Netz die beiden für dasselbe." }</> },
    holds_claims: |interval, count| {
        html! { <>{ "Jede Behauptung des Aufsatzes wurde zu einer Zahl gemacht, die auch anders hätte ausfallen können, \
        mit einem " }{ interval }{ " gemessen und nach einer Regel beurteilt, die ein Skript anwendet. " }{ count }</> }
    },
    holds_text: "Dass robuste Netze sich auf grobe Frequenzen stützen, steht fest. Dass Angriffe die feinen suchen, \
                 ist die halbe Wahrheit: Der größte Teil eines Spektrums ist fein, und auch Rauschen läge dort. Ein \
                 Urteil gilt für die Netze dieser Seite und CIFAR-10, für mehr nicht.",
    holds_task: |link| html! { <>{ "Öffne " }{ link }{ ": jede Messung mit ihrem Intervall und die Regel, die daraus das Urteil machte." }</> },
    claims_in_full: "die Behauptungen im Einzelnen",
    holds_look: "Die Behauptungen, die teilweise zutreffen.",
    holds_look_with: |readings, firm| {
        format!(
            "Was von einer Wahl abhängt. Occluded Frequency wurde auf {readings} \
            Arten gelesen (anderer Ersatz, begrenzte Bilder, Ringe statt Diagonalen und mehr); bei {firm} davon \
            treffen alle Behauptungen zu Abb. 1 zu."
        )
    },
    holds_aside: "Alle Abbildungen des Aufsatzes",
    holds_aside_text: |control_variate| {
        html! { <>{ "Die Netze sind die dieses Projekts, die Bilder die Testmenge von CIFAR-10; wie viele verwendet \
        wurden, steht bei jeder Zahl. Eine der Lesarten spart Zeit durch eine " }{ control_variate }{ "." }</> }
    },
};
