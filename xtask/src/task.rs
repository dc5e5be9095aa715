//! Parsing the command line.

use crate::{
    bench::{Bench, Subject},
    build::Build,
    bundle::{Bundle, Form},
    cluster::Cluster,
    faults::Faults,
    fuzz::Fuzz,
    gpu_kit::GpuKit,
    graph::GraphTask,
    npm::Npm,
    page::Profile,
    serve::Serve,
    soak::{Device, Soak},
    test::{Check, Test},
};
use anyhow::{Result, anyhow};
use lexopt::prelude::*;
use std::{ffi::OsString, path::PathBuf};

const HELP: &str = "\
Builds, serves and tests freqscope; installs what it needs on the way.

cargo xtask serve [--port N] [--release]   build the page, serve it, rebuild when a file changes
cargo xtask test [--only CHECK]...         run every check, or some of: fmt, graph, workflows, licences, claims, clippy,
                                           native, gpu, kernels, docs, wasm, e2e
cargo xtask build [--quick]                build what ships into dist/ and print its bytes
cargo xtask bundle [--single] [--models ID,...] [--quick]
                                           pack that into one archive, or one file that needs no server
cargo xtask npm [--quick] [--check]        make packages for npm of it; --check: build and run them in a Vite project
cargo xtask bench [--quick] [--gpu]        measure it beside LiteRT.js, onnxruntime-web and TensorFlow.js; --models ID,...,
                                           --rounds N and --only PART measure less, --note TEXT stands above the tables
cargo xtask bench --page [--quick]         measure the page: Lighthouse, the first chart, how long it does not answer
cargo xtask faults [--built]               try the page with faults, and write the table of docs/RELIABILITY.md; --built: as
                                           it lies in dist/
cargo xtask gpu-kit [--quick]              pack what measures a GPU on a machine that has only its driver
cargo xtask soak [--minutes 60] [--device cpu|gpu] [--quick]
                                           work on it for so long on each device, and see whether memory and listeners grow
cargo xtask cluster [--lab PROGRAM]        try runs on several machines: Slurm, a Kubernetes job, GNU parallel
cargo xtask licences FILE                  write the licences of all that lab is made of
cargo xtask release-files FOLDER           write bills of materials and checksums beside the files of a release
cargo xtask graph [--check]                write which module knows which into ARCHITECTURE.md
cargo xtask coverage                       which lines the native tests reach
cargo xtask fuzz --minutes N [--target NAME]
                                           look for files, links and messages on which a reader fails; see docs/RELIABILITY.md
cargo xtask picture                        take the picture of the page that the README shows";

/// A command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    /// Print the commands and their options.
    Help,
    /// `bench`
    Bench(Bench),
    /// `serve`
    Serve(Serve),
    /// `build`
    Build(Build),
    /// `test`
    Test(Test),
    /// `bundle`
    Bundle(Bundle),
    /// `npm`
    Npm(Npm),
    /// `faults`
    Faults(Faults),
    /// `gpu-kit`
    GpuKit(GpuKit),
    /// `soak`
    Soak(Soak),
    /// `cluster`
    Cluster(Cluster),
    /// `licences`, into this file.
    Licences(PathBuf),
    /// `release-files`, of this folder.
    ReleaseFiles(PathBuf),
    /// `graph`
    Graph(GraphTask),
    /// `coverage`
    Coverage,
    /// `fuzz`
    Fuzz(Fuzz),
    /// `picture`
    Picture,
    /// `pages`, which only trunk calls.
    Pages,
}

/// Prints the commands and their options.
pub fn help() -> Result<()> {
    println!("{HELP}");
    Ok(())
}

impl Task {
    /// Reads the arguments of this program.
    ///
    /// # Errors
    /// When they make no sense: what is wrong, and what could be said instead.
    pub fn from_command_line() -> Result<Self> {
        Self::parse(std::env::args_os().skip(1))
    }

    fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self> {
        let mut parser = lexopt::Parser::from_args(arguments.into_iter().collect::<Vec<_>>());
        let task = match parser.next() {
            Ok(Some(Value(name))) if name == "serve" => serve(&mut parser),
            Ok(Some(Value(name))) if name == "build" => build(&mut parser),
            Ok(Some(Value(name))) if name == "bundle" => bundle(&mut parser),
            Ok(Some(Value(name))) if name == "npm" => npm(&mut parser),
            Ok(Some(Value(name))) if name == "bench" => bench(&mut parser),
            Ok(Some(Value(name))) if name == "test" => test(&mut parser),
            Ok(Some(Value(name))) if name == "faults" => faults(&mut parser),
            Ok(Some(Value(name))) if name == "gpu-kit" => gpu_kit(&mut parser),
            Ok(Some(Value(name))) if name == "soak" => soak(&mut parser),
            Ok(Some(Value(name))) if name == "cluster" => cluster(&mut parser),
            Ok(Some(Value(name))) if name == "licences" => of_path(&mut parser, Self::Licences),
            Ok(Some(Value(name))) if name == "release-files" => of_path(&mut parser, Self::ReleaseFiles),
            Ok(Some(Value(name))) if name == "graph" => graph(&mut parser),
            Ok(Some(Value(name))) if name == "coverage" => alone(&mut parser, Self::Coverage),
            Ok(Some(Value(name))) if name == "fuzz" => fuzz(&mut parser),
            Ok(Some(Value(name))) if name == "picture" => alone(&mut parser, Self::Picture),
            Ok(Some(Value(name))) if name == "pages" => alone(&mut parser, Self::Pages),
            Ok(None | Some(Short('h') | Long("help"))) => Ok(Self::Help),
            Ok(Some(other)) => Err(other.unexpected()),
            Err(error) => Err(error),
        };
        task.map_err(|error| anyhow!("{error}; this is understood:\n\n{HELP}"))
    }
}

fn serve(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut serve = Serve { profile: Profile::Quick, port: 8080 };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => serve.port = parser.value()?.parse()?,
            Long("release") => serve.profile = Profile::Release,
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Serve(serve))
}

fn build(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut build = Build { profile: Profile::Release };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("quick") => build.profile = Profile::Quick,
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Build(build))
}

fn bundle(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut bundle = Bundle { profile: Profile::Release, form: Form::Archive, models: None };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("single") => bundle.form = Form::Single,
            Long("models") => bundle.models = Some(parser.value()?.string()?),
            Long("quick") => bundle.profile = Profile::Quick,
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Bundle(bundle))
}

fn npm(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut npm = Npm { profile: Profile::Release, check: false };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("quick") => npm.profile = Profile::Quick,
            Long("check") => npm.check = true,
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Npm(npm))
}

fn bench(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut bench = Bench { subject: Subject::Chart, profile: Profile::Release, gpu: false, choice: Vec::new() };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("quick") => bench.profile = Profile::Quick,
            Long("gpu") => bench.gpu = true,
            Long("page") => bench.subject = Subject::Page,
            Long(name @ ("models" | "rounds" | "only" | "note")) => {
                let flag = format!("--{name}");
                bench.choice.extend([flag, parser.value()?.string()?]);
            }
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Bench(bench))
}

fn faults(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut faults = Faults { built: false };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("built") => faults.built = true,
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Faults(faults))
}

fn gpu_kit(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut kit = GpuKit { profile: Profile::Release };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("quick") => kit.profile = Profile::Quick,
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::GpuKit(kit))
}

fn soak(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut soak = Soak { profile: Profile::Release, minutes: 60, device: None };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("minutes") => soak.minutes = parser.value()?.parse()?,
            Long("device") => soak.device = Some(parser.value()?.parse_with(Device::parse)?),
            Long("quick") => soak.profile = Profile::Quick,
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Soak(soak))
}

fn cluster(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut cluster = Cluster { lab: None };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("lab") => cluster.lab = Some(parser.value()?.into()),
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Cluster(cluster))
}

/// A task about one file or folder.
fn of_path(parser: &mut lexopt::Parser, task: fn(PathBuf) -> Task) -> Result<Task, lexopt::Error> {
    match parser.next()? {
        Some(Value(path)) => alone(parser, task(path.into())),
        Some(Short('h') | Long("help")) => Ok(Task::Help),
        Some(other) => Err(other.unexpected()),
        None => Err("a file or folder is missing".into()),
    }
}

fn graph(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut graph = GraphTask { check: false };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("check") => graph.check = true,
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Graph(graph))
}

fn fuzz(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let (mut minutes, mut target) = (None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("minutes") => minutes = Some(parser.value()?.parse()?),
            Long("target") => target = Some(parser.value()?.string()?),
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    let minutes = minutes.ok_or("--minutes is missing, how long each target is run")?;
    Ok(Task::Fuzz(Fuzz { minutes, target }))
}

/// A task without options.
fn alone(parser: &mut lexopt::Parser, task: Task) -> Result<Task, lexopt::Error> {
    match parser.next()? {
        None => Ok(task),
        Some(Short('h') | Long("help")) => Ok(Task::Help),
        Some(other) => Err(other.unexpected()),
    }
}

fn test(parser: &mut lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut checks = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("only") => checks.push(check(&parser.value()?.string()?)?),
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    if checks.is_empty() {
        checks = Check::ALL.into();
    }
    Ok(Task::Test(Test { checks }))
}

fn check(name: &str) -> Result<Check, lexopt::Error> {
    let found = Check::ALL.into_iter().find(|check| check.name() == name);
    found.ok_or_else(|| format!("there is no check “{name}”").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Task> {
        Task::parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn lines_that_are_understood() {
        let table = [
            ("", Task::Help),
            ("build --help", Task::Help),
            ("serve", Task::Serve(Serve { profile: Profile::Quick, port: 8080 })),
            ("serve --port=9000 --release", Task::Serve(Serve { profile: Profile::Release, port: 9000 })),
            ("build --quick", Task::Build(Build { profile: Profile::Quick })),
            (
                "bundle --single --models a,b",
                Task::Bundle(Bundle { profile: Profile::Release, form: Form::Single, models: Some("a,b".into()) }),
            ),
            (
                "bench --gpu --models a,b --rounds=3",
                Task::Bench(Bench {
                    subject: Subject::Chart,
                    profile: Profile::Release,
                    gpu: true,
                    choice: ["--models", "a,b", "--rounds", "3"].map(String::from).into(),
                }),
            ),
            (
                "bench --page --quick",
                Task::Bench(Bench { subject: Subject::Page, profile: Profile::Quick, gpu: false, choice: Vec::new() }),
            ),
            ("faults --built", Task::Faults(Faults { built: true })),
            ("gpu-kit --quick", Task::GpuKit(GpuKit { profile: Profile::Quick })),
            ("soak", Task::Soak(Soak { profile: Profile::Release, minutes: 60, device: None })),
            (
                "soak --minutes 30 --device gpu --quick",
                Task::Soak(Soak { profile: Profile::Quick, minutes: 30, device: Some(Device::Gpu) }),
            ),
            ("cluster --lab a/lab", Task::Cluster(Cluster { lab: Some("a/lab".into()) })),
            ("licences a.txt", Task::Licences("a.txt".into())),
            ("release-files a", Task::ReleaseFiles("a".into())),
            ("graph --check", Task::Graph(GraphTask { check: true })),
            ("coverage", Task::Coverage),
            ("fuzz --minutes 20 --target npy", Task::Fuzz(Fuzz { minutes: 20, target: Some("npy".into()) })),
            ("test", Task::Test(Test { checks: Check::ALL.into() })),
            ("test --only e2e --only fmt", Task::Test(Test { checks: vec![Check::E2e, Check::Fmt] })),
        ];
        for (line, task) in table {
            assert_eq!(parse(line).unwrap(), task, "{line}");
        }
    }

    #[test]
    fn lines_that_are_refused_name_what_is_wrong() {
        for (line, part) in [
            ("tset", "tset"),
            ("soak --device tpu", "tpu"),
            ("serve --port x", "x"),
            ("test --only all", "all"),
            ("build 1", "1"),
            ("fuzz", "--minutes"),
            ("licences", "a file"),
        ] {
            let message = parse(line).unwrap_err().to_string();
            assert!(message.contains(part) && message.contains("cargo xtask test"), "{line}: {message}");
        }
    }
}
