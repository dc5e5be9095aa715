//! Whether the drivers of a GPU may look for a display.

use std::{env, path::Path};

/// Where the folder of the display's socket is.
const FOLDER: &str = "XDG_RUNTIME_DIR";
/// The socket, from that folder on or with the whole path.
const SOCKET: &str = "WAYLAND_DISPLAY";

/// Keeps Mesa's drivers quiet on machines without a display, where they write “error: XDG_RUNTIME_DIR is invalid or not set in the
/// environment” for each look at the GPUs: names a socket that nobody listens to, which they pass over without a word. To be called
/// before there is a second thread.
pub fn expect_none() {
    let has_folder = env::var_os(FOLDER).is_some_and(|folder| Path::new(&folder).is_absolute());
    if cfg!(unix) && !has_folder && env::var_os(SOCKET).is_none() {
        #[expect(unsafe_code, reason = "there is no other thread yet that might read the environment")]
        unsafe {
            env::set_var(SOCKET, "/dev/null");
        }
    }
}
