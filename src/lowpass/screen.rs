//! The first screen.

use yew::prelude::*;

#[component]
pub fn LowPassScreen() -> Html {
    html! {
        <section class="screen" aria-labelledby="title">
            <h1 id="title">{ "Which spatial frequencies does a network rely on?" }</h1>
        </section>
    }
}
