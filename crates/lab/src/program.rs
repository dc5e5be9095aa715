//! The identity of this program, which its results record.

use freqscope_core::{device::DeviceKind, study::program::Program};

/// This program's version, commit and hash of sources, with the device; see `build.rs`.
pub fn of(device: DeviceKind) -> Program {
    Program {
        version: env!("CARGO_PKG_VERSION").into(),
        commit: Some(env!("FREQSCOPE_COMMIT").into()),
        sources: Some(env!("FREQSCOPE_SOURCES").into()),
        device: Some(device),
    }
}
