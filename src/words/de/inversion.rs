use crate::words::inversion::Words;
use yew::html;

pub const WORDS: Words = Words {
    heading: "Was das Netz für dasselbe hält",
    intro: || {
        html! {
            <>
                { "Experiment II des Aufsatzes: Von einem anderen Bild aus wird ein Bild x" }<sub>{ "r" }</sub>
                { " gesucht, dessen Repräsentation g, die Eingabe der letzten Schicht, die des Bildes x ist. Beim Verlust 0 ist der \
                   Unterschied der beiden Bilder das, was die Repräsentation nicht beachtet. Der relative Verlust ist \
                   ‖g(x" }<sub>{ "r" }</sub>{ ") − g(x)‖ / ‖g(x)‖." }
            </>
        }
    },
    stop: "Anhalten",
    invert: "Suchen",
    not_ready: "Die Suche kann beginnen, sobald das Netz bereit ist.",
    sample: |class, index| format!("{class}, Testbild {index}"),
    begin_at: "Anfang",
    steps: "Schritte",
    steps_meaning: "Jeder ist in der ℓ2-Norm 0,1 lang. Der Aufsatz nennt keine Zahl.",
    none_yet: "Noch keine Suche.",
    progress: "Schritte der Suche",
    start: "Anfang",
    found: "Gefunden",
    sought: "Gesucht",
    relative_loss: "Relativer Verlust",
    image_found: "das gefundene Bild",
    as_it_is_now: "in diesem Augenblick",
    network_says: |class, probability| format!("das Netz sagt „{class}“ ({probability})"),
    what_differs: || html! { <>{ "Was sich unterscheidet: |DCT(x" }<sub>{ "r" }</sub>{ ") − DCT(x)|" }</> },
    nearness: |last, first| {
        format!(
            "Seine Repräsentation liegt {last} der Länge der gesuchten von dieser entfernt; \
            die des Anfangs lag {first} entfernt."
        )
    },
    waiting: "Wartet auf das Rechenprogramm.",
    step: |done, steps| format!("Schritt {done} von {steps}."),
    all_done: |steps| format!("Alle {steps} Schritte sind getan."),
    stopped: |done, steps| format!("Nach {done} von {steps} Schritten angehalten."),
    loss: |loss| format!(" Relativer Verlust {loss}."),
    taken_for: |class| format!("gehalten für {class}"),
    what_differs_short: "Unterschied",
    relative_loss_formula: "Relativer Verlust ‖g(x_r) − g(x)‖ / ‖g(x)‖",
    title: "Umkehrung der Repräsentation",
};
