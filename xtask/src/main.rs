//! The build tool: `cargo xtask serve`, `build`, `bundle`, `npm`, `test`, `bench`, `faults`, `fuzz`, `gpu-kit`, `soak`,
//! `cluster`, `licences`, `release-files`, `graph`, `coverage` and `picture` do all the set-up that they need.
//!
//! - [`task`]: the command line.
//! - [`command`]: running programs, and saying what is run and what to do when it fails.
//! - [`cache`], [`tools`], [`node`], [`chromium`]: what must be there, installed once and pinned; [`apt`] if need be.
//! - [`page`]: the page and the engine, built by trunk. [`shrink`]: wasm-opt. [`sizes`]: bytes of what ships.
//! - [`programs`]: the engine with relaxed SIMD and without, which [`plain`] makes of it. [`split`]: the page's program in two parts;
//!   [`wasm`]: its bytes.
//! - [`pages`]: what trunk calls after each build; [`release`]: the list of files that browsers keep; [`document`] and
//!   [`markdown`] make pages of text, in the style of a [`site`]; [`embed`] makes the page that is one figure, and
//!   [`share`] says what is shown where links are pasted.
//! - [`lessons`]: the list of the lessons.
//! - [`packages`]: what a product is made of, of which [`licences`] makes a page and [`sbom`] a bill of materials.
//! - [`serve`], [`build`], [`bundle`], [`npm`], [`mod@test`], [`mod@bench`], [`faults`], [`fuzz`], [`gpu_kit`], [`soak`],
//!   [`cluster`], [`release_files`], [`graph`], [`coverage`], [`picture`]: the commands.

mod apt;
mod bench;
mod build;
mod bundle;
mod cache;
mod chromium;
mod cluster;
mod command;
mod coverage;
mod document;
mod embed;
mod faults;
mod fuzz;
mod gpu_kit;
mod graph;
mod lessons;
mod licences;
mod markdown;
mod node;
mod npm;
mod packages;
mod page;
mod pages;
mod picture;
mod plain;
mod programs;
mod release;
mod release_files;
mod sbom;
mod serve;
mod share;
mod shrink;
mod site;
mod sizes;
mod soak;
mod split;
mod task;
mod test;
mod tools;
mod wasm;

use std::process::ExitCode;
use task::Task;

fn main() -> ExitCode {
    let outcome = Task::from_command_line().and_then(|task| match task {
        Task::Help => task::help(),
        Task::Bench(bench) => bench.run(),
        Task::Serve(serve) => serve.run(),
        Task::Build(build) => build.run(),
        Task::Bundle(bundle) => bundle.run(),
        Task::Npm(npm) => npm.run(),
        Task::Test(test) => test.run(),
        Task::Faults(faults) => faults.run(),
        Task::Fuzz(fuzz) => fuzz.run(),
        Task::GpuKit(kit) => kit.run(),
        Task::Soak(soak) => soak.run(),
        Task::Cluster(cluster) => cluster.run(),
        Task::Licences(file) => licences::write_of_lab(&file),
        Task::ReleaseFiles(folder) => release_files::write(&folder),
        Task::Graph(graph) => graph.run(),
        Task::Coverage => coverage::run(),
        Task::Picture => picture::take(),
        Task::Pages => pages::make(),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
