//! Asks the linker to leave in the page's program what refers to what: `cargo xtask` writes it in two parts by that (xtask/src/split).

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
