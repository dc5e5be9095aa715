//! Prints the names, types and shapes of a checkpoint's tensors: `cargo run -p freqscope-checkpoint --example names FILE`

use freqscope_checkpoint::{Checkpoint, source::FileSource};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        match FileSource::open(Path::new(&path)).map(Checkpoint::open)? {
            Ok(checkpoint) => print(&path, &checkpoint),
            Err(error) => println!("{path}: {error}"),
        }
    }
    Ok(())
}

fn print(path: &str, checkpoint: &Checkpoint) {
    println!("{path}: {} tensors", checkpoint.names().count());
    for name in checkpoint.names() {
        let Some(tensor) = checkpoint.tensor(name) else { continue };
        println!("{name} {:?} {:?}", tensor.number(), tensor.shape());
    }
    for (name, values) in checkpoint.lists() {
        println!("{name} = {values:?}");
    }
    for (name, module) in checkpoint.modules() {
        println!("{name}: {module:?}");
    }
}
