//! The engine's worker, and beside it that in which a GPU is tried.

use crate::platform::worker::{Bridge, WorkerMessage};
use freqscope_core::{device::DeviceKind, error::Result, protocol::Request};
use yew::Callback;

/// What a worker is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Engine,
    Trial,
}

/// Each with its number: messages of one that has ended may still arrive.
#[derive(Default)]
pub struct Workers {
    engine: Option<(u32, Bridge)>,
    trial: Option<(u32, Bridge)>,
    /// Workers that have been started.
    started: u32,
}

impl Workers {
    /// Starts a worker that can open a device of this kind in the place of the one with its role; `heard` makes what its messages
    /// go to.
    ///
    /// # Errors
    /// [`freqscope_core::error::Error::Computation`] when the browser refuses to start it.
    pub fn start(
        &mut self,
        role: Role,
        kind: DeviceKind,
        heard: impl Fn(u32) -> Callback<WorkerMessage>,
    ) -> Result<()> {
        self.end(role);
        self.started += 1;
        *self.of_mut(role) = Some((self.started, Bridge::start(kind, &heard(self.started))?));
        Ok(())
    }

    /// Does nothing where there is no such worker.
    ///
    /// # Errors
    /// [`freqscope_core::error::Error::Protocol`].
    pub fn post(&self, role: Role, request: &Request) -> Result<()> {
        let worker = match role {
            Role::Engine => &self.engine,
            Role::Trial => &self.trial,
        };
        worker.as_ref().map_or(Ok(()), |(_, bridge)| bridge.post(request))
    }

    pub fn end(&mut self, role: Role) {
        *self.of_mut(role) = None;
    }

    pub fn end_all(&mut self) {
        self.end(Role::Engine);
        self.end(Role::Trial);
    }

    /// The trial's worker becomes the engine's, which ends.
    pub fn adopt(&mut self) {
        self.engine = self.trial.take();
    }

    /// None if the worker of this number has ended.
    pub fn role(&self, number: u32) -> Option<Role> {
        let is = |worker: &Option<(u32, Bridge)>| worker.as_ref().is_some_and(|(own, _)| *own == number);
        if is(&self.engine) { Some(Role::Engine) } else { is(&self.trial).then_some(Role::Trial) }
    }

    fn of_mut(&mut self, role: Role) -> &mut Option<(u32, Bridge)> {
        match role {
            Role::Engine => &mut self.engine,
            Role::Trial => &mut self.trial,
        }
    }
}
