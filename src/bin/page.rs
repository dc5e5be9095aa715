//! The page: everything but the network, which `worker` computes.

fn main() {
    yew::Renderer::<freqscope::page::app::App>::new().render();
}
