//! Where the engine computes: the GPU where it is fit for the work, else the CPU, and why.
//!
//! `browser` asks what a browser has, `patience` gives up what does not answer.

#[cfg(target_arch = "wasm32")]
mod browser;
pub(crate) mod patience;

use burn::tensor::Device;
#[cfg(feature = "gpu")]
use burn::tensor::wgpu::wgpu::{AdapterInfo, DeviceType};
#[cfg(target_arch = "wasm32")]
use freqscope_core::device::GpuOffer;
use freqscope_core::device::{
    DeviceChoice, DeviceKind, DeviceReport, GpuTrust,
    reason::{NoGpu, Reason},
};
#[cfg(feature = "gpu")]
use patience::at_most;
#[cfg(feature = "gpu")]
use std::fmt::Display;

/// An opened device.
#[derive(Debug, Clone)]
pub struct Compute {
    /// What tensors are made on.
    pub device: Device,
    /// What was chosen, and why.
    pub report: DeviceReport,
    /// Images that are computed at once: all 64 of an Occluded Frequency run on a real GPU; few where a batch takes
    /// long enough that a person wants to see progress and cancel.
    pub batch: usize,
}

/// Batch that a GPU computes at once.
#[cfg(feature = "gpu")]
const GPU_BATCH: usize = 64;
/// Batch that the CPU, or a GPU made of software, computes at once.
const CPU_BATCH: usize = 8;

/// Seconds in which a browser has to open a GPU.
#[cfg(feature = "gpu")]
const OPENING: u32 = 4;

/// Opens the device that `choice` asks for, or the CPU when that cannot be had. Never fails: the report says why.
///
/// In a browser the automatic choice is the CPU, at once: whether a GPU is faster is measured beside it.
pub async fn open(choice: DeviceChoice, trust: GpuTrust) -> Compute {
    match (choice, trust) {
        (DeviceChoice::Cpu, _) => return cpu(Reason::ByHand, false),
        (_, GpuTrust::None) => return cpu(Reason::FailedTwice, true),
        (DeviceChoice::Auto, _) if cfg!(target_arch = "wasm32") => return cpu(Reason::AtOnce, false),
        _ => (),
    }
    match open_gpu(choice).await {
        Ok(compute) => Compute { batch: compute.batch / if trust == GpuTrust::Half { 2 } else { 1 }, ..compute },
        Err(why) => cpu(Reason::NoGpu(why), choice == DeviceChoice::Gpu),
    }
}

/// The CPU, and why.
pub fn cpu(reason: Reason, notice: bool) -> Compute {
    let report = DeviceReport { kind: DeviceKind::Cpu, name: "CPU".into(), reason, notice };
    Compute { device: Device::flex(), report, batch: CPU_BATCH }
}

/// What a browser has to offer beside the CPU, without opening it.
#[cfg(target_arch = "wasm32")]
pub async fn offer() -> GpuOffer {
    match browser::adapter(DeviceChoice::Auto).await {
        Ok(name) => GpuOffer::Adapter(name),
        Err(why) => GpuOffer::None(why),
    }
}

#[cfg(not(feature = "gpu"))]
async fn open_gpu(_: DeviceChoice) -> Result<Compute, NoGpu> {
    Err(NoGpu::NotBuilt)
}

#[cfg(feature = "gpu")]
async fn open_gpu(choice: DeviceChoice) -> Result<Compute, NoGpu> {
    let told = told(choice).await?;
    let opened = at_most(OPENING, Device::wgpu_options().init_with_setup_async()).await;
    let opened = opened.ok_or(NoGpu::OpeningUnanswered)?;
    let (device, setup) = opened.map_err(|error| refused(&error))?;
    patience::watch(&setup.queue);
    let info = setup.adapter.get_info();
    let known = if told.is_empty() { info.name.trim() } else { &told };
    let software = info.device_type == DeviceType::Cpu || is_software(known);
    if software && choice == DeviceChoice::Auto {
        return Err(NoGpu::Software);
    }
    let reason = match choice {
        DeviceChoice::Gpu => Reason::ByHand,
        _ => Reason::Untimed,
    };
    let report = DeviceReport { kind: DeviceKind::Gpu, name: name(&info, known), reason, notice: false };
    let batch = if software { CPU_BATCH } else { GPU_BATCH };
    Ok(Compute { device, report, batch })
}

#[cfg(feature = "gpu")]
fn refused(error: &impl Display) -> NoGpu {
    match cfg!(target_arch = "wasm32") {
        true => NoGpu::NotOpened,
        false => NoGpu::Driver(error.to_string()),
    }
}

#[cfg(any(feature = "gpu", target_arch = "wasm32"))]
fn is_software(name: &str) -> bool {
    let name = name.to_lowercase();
    ["swiftshader", "llvmpipe", "software", "basic render"].iter().any(|word| name.contains(word))
}

/// What the browser calls the GPU that burn may open.
#[cfg(all(feature = "gpu", target_arch = "wasm32"))]
async fn told(choice: DeviceChoice) -> Result<String, NoGpu> {
    browser::adapter(choice).await
}

/// Natively the driver tells once the GPU is open.
#[cfg(all(feature = "gpu", not(target_arch = "wasm32")))]
async fn told(_: DeviceChoice) -> Result<String, NoGpu> {
    Ok(String::new())
}

/// `WebGPU · nvidia ampere`, as far as the browser or the driver tells.
#[cfg(feature = "gpu")]
fn name(info: &AdapterInfo, known: &str) -> String {
    let api = if cfg!(target_arch = "wasm32") { "WebGPU".to_owned() } else { format!("{}", info.backend) };
    if known.is_empty() { api } else { format!("{api} · {known}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cpu_can_always_be_had() {
        let compute = pollster::block_on(open(DeviceChoice::Cpu, GpuTrust::Full));
        assert_eq!(compute.report.kind, DeviceKind::Cpu);
        assert!(!compute.report.notice);
    }

    #[test]
    fn a_gpu_that_failed_twice_is_not_opened() {
        let compute = pollster::block_on(open(DeviceChoice::Gpu, GpuTrust::None));
        assert_eq!(compute.report.kind, DeviceKind::Cpu);
        assert!(compute.report.notice && compute.report.reason == Reason::FailedTwice);
    }

    #[test]
    #[cfg(feature = "gpu")]
    fn software_is_known_by_name() {
        assert!(is_software("llvmpipe (LLVM 15.0.6, 256 bits)"));
        assert!(is_software("google swiftshader"));
        assert!(!is_software("NVIDIA H100"));
    }
}
