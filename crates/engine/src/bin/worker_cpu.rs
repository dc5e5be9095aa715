//! The same program under a name of its own, for the build without WebGPU: a third of the size, it is what a visit begins with.

#[path = "worker.rs"]
mod worker;

fn main() {
    worker::main();
}
