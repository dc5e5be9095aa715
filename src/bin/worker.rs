//! The Web Worker: see [`freqscope::worker`].

#[cfg(target_arch = "wasm32")]
fn main() {
    freqscope::worker::run();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("the worker runs in a browser: build it with `cargo xtask build`");
}
