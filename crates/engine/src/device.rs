//! Where the engine computes: the GPU where it is fit for the work, else the CPU, and why.

use burn::tensor::Device;
#[cfg(feature = "gpu")]
use burn::tensor::wgpu::wgpu::{AdapterInfo, DeviceType};
use freqscope_core::device::{DeviceChoice, DeviceKind, DeviceReport};

/// An opened device.
#[derive(Debug)]
pub struct Compute {
    /// What tensors are made on.
    pub device: Device,
    /// The choice in words.
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

/// Why there is no GPU, or none that is fit: a clause that follows “because”.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NoGpu(String);

/// Opens the device that `choice` asks for, or the CPU when that cannot be had. Never fails: the report says why.
pub async fn open(choice: DeviceChoice) -> Compute {
    if choice == DeviceChoice::Cpu {
        return cpu("chosen by hand".into(), false);
    }
    match open_gpu(choice).await {
        Ok(compute) => compute,
        Err(NoGpu(why)) => cpu(format!("no GPU is used because {why}"), choice == DeviceChoice::Gpu),
    }
}

/// The CPU, with the sentence that says why.
pub fn cpu(reason: String, notice: bool) -> Compute {
    let report = DeviceReport { kind: DeviceKind::Cpu, name: "CPU".into(), reason, notice };
    Compute { device: Device::flex(), report, batch: CPU_BATCH }
}

#[cfg(not(feature = "gpu"))]
async fn open_gpu(_: DeviceChoice) -> Result<Compute, NoGpu> {
    Err(NoGpu("this engine was built without its part for GPUs".into()))
}

#[cfg(feature = "gpu")]
async fn open_gpu(choice: DeviceChoice) -> Result<Compute, NoGpu> {
    #[cfg(target_arch = "wasm32")]
    browser::check(choice).await?;
    let opened = Device::wgpu_options().init_with_setup_async().await;
    let (device, setup) = opened.map_err(|error| NoGpu(format!("it could not be opened: {error}")))?;
    let info = setup.adapter.get_info();
    let software = info.device_type == DeviceType::Cpu || is_software(&info.name);
    if software && choice == DeviceChoice::Auto {
        return Err(software_only());
    }
    let reason = match choice {
        DeviceChoice::Gpu => "chosen by hand",
        _ => "it is the fastest device that this page can use",
    };
    let report = DeviceReport { kind: DeviceKind::Gpu, name: name(&info), reason: reason.into(), notice: false };
    let batch = if software { CPU_BATCH } else { GPU_BATCH };
    Ok(Compute { device, report, batch })
}

#[cfg(feature = "gpu")]
fn software_only() -> NoGpu {
    NoGpu("the only one is emulated in software, which is slower than the CPU itself".into())
}

#[cfg(feature = "gpu")]
fn is_software(name: &str) -> bool {
    let name = name.to_lowercase();
    ["swiftshader", "llvmpipe", "software", "basic render"].iter().any(|word| name.contains(word))
}

/// `WebGPU · nvidia ampere`, as far as the browser or the driver tells.
#[cfg(feature = "gpu")]
fn name(info: &AdapterInfo) -> String {
    let api = if cfg!(target_arch = "wasm32") { "WebGPU".to_owned() } else { format!("{}", info.backend) };
    match info.name.trim() {
        "" => api,
        name => format!("{api} · {name}"),
    }
}

/// What has to be asked of the browser before burn may be: cubecl panics where an adapter lacks a feature.
#[cfg(all(feature = "gpu", target_arch = "wasm32"))]
mod browser {
    use super::{DeviceChoice, NoGpu, is_software, software_only};
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        type Scope;
        #[wasm_bindgen(method, getter, js_name = isSecureContext)]
        fn is_secure_context(this: &Scope) -> bool;
        #[wasm_bindgen(method, getter)]
        fn navigator(this: &Scope) -> Navigator;

        type Navigator;
        #[wasm_bindgen(method, getter)]
        fn gpu(this: &Navigator) -> Option<Gpu>;

        type Gpu;
        #[wasm_bindgen(method, catch, js_name = requestAdapter)]
        async fn request_adapter(this: &Gpu) -> Result<JsValue, JsValue>;

        type Adapter;
        #[wasm_bindgen(method, getter)]
        fn features(this: &Adapter) -> js_sys::Set;
        #[wasm_bindgen(method, getter)]
        fn info(this: &Adapter) -> Option<Info>;

        type Info;
        #[wasm_bindgen(method, getter)]
        fn vendor(this: &Info) -> Option<String>;
        #[wasm_bindgen(method, getter)]
        fn architecture(this: &Info) -> Option<String>;
        #[wasm_bindgen(method, getter, js_name = isFallbackAdapter)]
        fn is_fallback(this: &Info) -> Option<bool>;
    }

    /// The one feature without which cubecl panics in a browser.
    const NEEDED: &str = "timestamp-query";

    /// Whether burn may open the GPU.
    pub async fn check(choice: DeviceChoice) -> Result<(), NoGpu> {
        let no = |why: &str| NoGpu(why.into());
        let scope: Scope = js_sys::global().unchecked_into();
        if !scope.is_secure_context() {
            return Err(no("WebGPU needs a page served over HTTPS or from localhost"));
        }
        let gpu = scope.navigator().gpu().ok_or_else(|| no("this browser has no WebGPU"))?;
        let adapter = gpu.request_adapter().await.map_err(|_| no("the browser failed to look for one"))?;
        if adapter.is_null() || adapter.is_undefined() {
            return Err(no("the browser offers none (WebGPU found no adapter)"));
        }
        let adapter: Adapter = adapter.unchecked_into();
        if !adapter.features().has(&NEEDED.into()) {
            return Err(NoGpu(format!("the browser's WebGPU lacks the feature {NEEDED}")));
        }
        match choice == DeviceChoice::Auto && adapter.info().is_some_and(|info| emulated(&info)) {
            true => Err(software_only()),
            false => Ok(()),
        }
    }

    fn emulated(info: &Info) -> bool {
        let text = |value: Option<String>| value.unwrap_or_default();
        info.is_fallback() == Some(true) || is_software(&(text(info.vendor()) + &text(info.architecture())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cpu_can_always_be_had() {
        let compute = pollster::block_on(open(DeviceChoice::Cpu));
        assert_eq!(compute.report.kind, DeviceKind::Cpu);
        assert!(!compute.report.notice);
    }

    #[test]
    #[cfg(feature = "gpu")]
    fn software_is_known_by_name() {
        assert!(is_software("llvmpipe (LLVM 15.0.6, 256 bits)"));
        assert!(is_software("google swiftshader"));
        assert!(!is_software("NVIDIA H100"));
    }
}
