use crate::words::glossary::Words;

pub const WORDS: Words = Words {
    dct: "diskrete Kosinustransformation",
    dct_definition: "Die diskrete Kosinustransformation (DCT) schreibt jeden Farbkanal als Summe von Kosinuswellen. \
                     Ihre Koeffizienten sagen, wie viel von jeder Welle da ist, und nichts geht verloren: Aus ihnen \
                     entsteht das Bild wieder.",
    band: "Band",
    band_definition: "Alle Koeffizienten, deren Wellenzahlen, quer plus längs, dieselbe Summe k ergeben: eine \
                      Diagonale des Spektrums. Band 0 ist die mittlere Farbe, das letzte das feinste Schachbrett.",
    logits: "Logits",
    logits_definition: "Die zehn Zahlen, die ein Netz für ein Bild ausgibt, eine je Klasse. Die größte nennt seine \
                        Antwort; ein Softmax macht daraus die Wahrscheinlichkeiten.",
    normalised_pixels: "normierten Pixelwerten",
    normalised_pixels_definition: "Bevor es rechnet, zieht ein Netz von jeder Farbe ihren Mittelwert über alle \
                                   Trainingsbilder ab. Null ist in diesen Zahlen diese mittlere Farbe, nicht \
                                   Schwarz. Wähle es unter „Bänder“, um zu fragen, was ein Netz aus einem Bild ohne \
                                   Kontrast macht statt aus einem ohne Licht.",
    white_noise: "weißes Rauschen",
    white_noise_definition: "Es ändert jedes Pixel um einen unabhängigen zufälligen Betrag, sodass jeder Koeffizient \
                             im Mittel denselben Anteil bekommt. Hier hat es dieselbe Länge wie der Angriff daneben.",
    epsilon: "ε",
    epsilon_definition: "Epsilon, die größte Änderung, die ein Angriff vornehmen darf, in Pixelwerten von 0 (Schwarz) \
                         bis 1 (volle Farbe).",
    norms: "ℓ2 oder ℓ∞",
    norms_definition: "Zwei Arten zu sagen, wie groß eine Änderung ist. ℓ2 ist ihre Länge, die Wurzel aus der Summe \
                       aller Quadrate; ℓ∞ ist die größte Änderung eines einzelnen Wertes.",
    rct: "relativen Änderung",
    rct_definition: "RCT, die Änderung eines Koeffizienten, geteilt durch seinen Betrag davor. Roh: wie im Aufsatz, \
                     wo ein Koeffizient nahe 0 sie riesig macht. Abgesichert: durch mindestens 0,001 geteilt. \
                     Absolut: gar nicht geteilt.",
    seed: "Startwert",
    seed_definition: "Die Zahl, aus der Zufallszahlen gezogen werden: Derselbe Startwert ergibt wieder dieselben \
                      Zahlen.",
    ball: "Kugel",
    ball_definition: "Alle Bilder, die sich vom gegebenen um höchstens ε unterscheiden, gemessen mit ℓ2 oder ℓ∞: eine \
                      Kugel oder ein Würfel um es herum.",
    cross_entropy: "Kreuzentropie",
    cross_entropy_definition: "Der Verlust, den das Training verkleinert: minus der Logarithmus der \
                               Wahrscheinlichkeit, die das Netz der richtigen Klasse gibt. Angriffe vergrößern ihn.",
    pgd20: "PGD-20",
    pgd20_definition: "Zwanzig Schritte des projizierten Gradientenverfahrens: Jeder geht auf dem Verlust bergauf und \
                       dann zurück in die Kugel. Der Anfang ist zufällig; ein Bild zählt nur als richtig, wenn es \
                       das bei jedem Schritt ist.",
    representation: "Repräsentation",
    representation_definition: "Die Zahlen, aus denen die letzte Schicht eines Netzes die zehn Logits bildet. Zwei \
                                Bilder mit derselben Repräsentation sind für das Netz dasselbe.",
    interval: "95-%-Intervall",
    interval_definition: "Wären andere Bilder gezogen worden, so wäre die Zahl eine andere. Bei 95 von 100 solchen \
                          Ziehungen enthält das Intervall den wahren Mittelwert.",
    control_variate: "Kontrollvariate",
    control_variate_definition: "Ein Weg zu weniger genauen Werten: Für jedes Bild wird schnell geschätzt, für einige \
                                 wird der Wert genau berechnet, und der Mittelwert der Schätzung wird um den \
                                 Unterschied korrigiert, den beide dort haben.",
};
