use crate::words::page::Words;

pub const WORDS: Words = Words {
    rest_missing: |reason| format!("Der Rest der Seite fehlt: {reason}."),
    drop_hint: "Bilder oder ein Modell irgendwo hier ablegen",
    leave_projector: "Projektoransicht verlassen",
    another_picture: "Ein anderes Bild",
    which_square: "Welches Quadrat daraus",
    other_networks: "Andere Netze",
    more_networks: "Wie jedes trainiert wurde und wogegen es robust ist, und ein eigenes Netz: ",
    all_networks: "alle Netze",
    all_measured: "Alles, was die Seite messen kann, mit allen Einstellungen.",
    how_to_read_scores: "Jeder Balken steht für ein Band von Ortsfrequenzen. Ein Logit ist die Zahl, die ein Netz \
                         einer Klasse gibt, bevor alle zehn in Wahrscheinlichkeiten umgerechnet werden; die Klasse \
                         mit dem größten ist seine Antwort. Die Occluded Frequency eines Bandes ist die Differenz \
                         des Logits mit und ohne dieses Band. Über der Linie: Ohne das Band ist das Logit der Klasse \
                         kleiner, das Band spricht also für die Klasse. Unter der Linie: Ohne das Band ist es \
                         größer, das Band spricht also gegen die Klasse.",
    scores_of_class: |class| format!("Occluded Frequency für die Klasse „{class}“"),
    scores_of_picture: "Occluded Frequency des Bildes",
    take_bands_out: "Bänder entfernen",
    some_networks: "Netze für CIFAR-10",
    and: " und ",
    zeros: "Nullen",
    training_mean: "den Mittelwert der Trainingsbilder",
    noise: "Rauschen",
    about_survey: "Vier ResNet-18 auf den Testbildern von CIFAR-10, Bänder durch Nullen ersetzt",
    about_figure: |networks, picture, fill| format!("{networks}: {picture}, Bänder ersetzt durch {fill}"),
};
