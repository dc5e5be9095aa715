//! What this program is, as its results say it.

use freqscope_core::{device::DeviceKind, study::program::Program};

/// This program, computing on such a device; see `build.rs`.
pub fn of(device: DeviceKind) -> Program {
    Program {
        version: env!("CARGO_PKG_VERSION").into(),
        commit: Some(env!("FREQSCOPE_COMMIT").into()),
        sources: Some(env!("FREQSCOPE_SOURCES").into()),
        device: Some(device),
    }
}
