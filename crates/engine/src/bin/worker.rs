//! The Web Worker: see `freqscope_engine::worker`.

/// Calls the constructors of all crates by name, because the linker puts a call of them before every exported function
/// of a program that does not: burn's compiler has hundreds, and a computation makes many such calls.
#[cfg(target_arch = "wasm32")]
#[expect(unsafe_code, reason = "a function that the linker makes can only be called so")]
pub(crate) fn main() {
    unsafe extern "C" {
        fn __wasm_call_ctors();
    }
    // SAFETY: it takes and returns nothing, and nothing else has run yet.
    unsafe { __wasm_call_ctors() };
    freqscope_engine::worker::run();
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn main() {
    eprintln!("the worker runs in a browser: build it with `cargo xtask build`");
}
