use crate::words::inversion::Words;
use yew::html;

pub const WORDS: Words = Words {
    heading: "What the network takes for the same",
    intro: || {
        html! {
            <>
                { "The paper’s Experiment II: beginning at another image, look for an image x" }<sub>{ "r" }</sub>
                { " whose representation g, the input of the last layer, is that of the picture x. At loss 0, what \
                   differs between the two images is what the representation ignores. The relative loss is \
                   ‖g(x" }<sub>{ "r" }</sub>{ ") − g(x)‖ / ‖g(x)‖." }
            </>
        }
    },
    stop: "Stop",
    invert: "Invert",
    not_ready: "The inversion can start as soon as the network is ready.",
    sample: |class, index| format!("{class}, test image {index}"),
    begin_at: "Begin at",
    steps: "Steps",
    steps_meaning: "Each is 0.1 long in the ℓ2 norm. The paper gives no number.",
    none_yet: "No inversion yet.",
    progress: "Steps of the inversion",
    start: "Start",
    found: "Found",
    sought: "Sought",
    relative_loss: "Relative loss",
    image_found: "the image found",
    as_it_is_now: "as it is now",
    network_says: |class, probability| format!("the network says “{class}” ({probability})"),
    what_differs: || html! { <>{ "What differs: |DCT(x" }<sub>{ "r" }</sub>{ ") − DCT(x)|" }</> },
    nearness: |last, first| {
        format!(
            "Its representation is {last} of the sought one’s length away from it; that of \
            the start was {first} away."
        )
    },
    waiting: "Waiting for the engine.",
    step: |done, steps| format!("Step {done} of {steps}."),
    all_done: |steps| format!("All {steps} steps are done."),
    stopped: |done, steps| format!("Stopped after {done} of {steps} steps."),
    loss: |loss| format!(" Relative loss {loss}."),
    taken_for: |class| format!("taken for {class}"),
    what_differs_short: "What differs",
    relative_loss_formula: "Relative loss ‖g(x_r) − g(x)‖ / ‖g(x)‖",
    title: "Representation inversion",
};
