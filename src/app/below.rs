//! What lies below the first screen: drawn part by part once the first chart is there, and at once where the visitor does anything.

use super::{App, Message};
use crate::{
    networks::side::Side,
    platform::{address, connection::EnginePhase, first_act},
    state::State,
};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// The article, the instruments, and what follows them.
const PARTS: usize = 3;
/// Seconds after which the first chart is not waited for any more.
const PATIENCE: u32 = 4;

pub struct Below {
    /// Of [`PARTS`], how many are drawn.
    drawn: usize,
    /// Seconds since the page was opened.
    waited: u32,
    /// Runs until the next part is drawn.
    next: Option<Timeout>,
    _first_act: first_act::Listeners,
}

impl Below {
    pub fn new(ctx: &Context<App>) -> Self {
        let link = ctx.link();
        // An anchor that is no link of this page's own may be anywhere.
        let drawn = if address::hash().contains('/') || address::hash().is_empty() { 0 } else { PARTS };
        let on_act = link.callback(|()| Message::DrawBelow);
        Self { drawn, waited: 0, next: None, _first_act: first_act::listen(&on_act) }
    }

    /// Whether the part of this number, from 0, is drawn.
    pub fn has(&self, part: usize) -> bool {
        part < self.drawn
    }

    pub fn is_whole(&self) -> bool {
        self.drawn == PARTS
    }

    /// Draws all of it. Whether that is new.
    pub fn draw(&mut self) -> bool {
        std::mem::replace(&mut self.drawn, PARTS) < PARTS
    }

    pub fn draw_next(&mut self) {
        self.next = None;
        self.drawn = PARTS.min(self.drawn + 1);
    }

    pub fn tick(&mut self) {
        self.waited += 1;
    }

    /// Has the next part drawn in a task of its own, so that none is long, once nothing more urgent is waited for.
    pub fn go_on(&mut self, state: &State, ctx: &Context<App>) {
        if self.is_whole() || self.next.is_some() || !(self.waited >= PATIENCE || is_answered(state)) {
            return;
        }
        let next = ctx.link().callback(|()| Message::DrawNextBelow);
        self.next = Some(Timeout::new(0, move || next.emit(())));
    }
}

/// Whether the first chart is there, or none will be.
fn is_answered(state: &State) -> bool {
    let charted = state.results(Side::A).is_some_and(|results| results.attribution().is_over());
    charted || state.connection.phase == EnginePhase::Failed
}
