//! The web page: a Yew application that shows what a network makes of an image's frequencies.
//!
//! Read [`action`] first (what can happen), then [`state`]: everything that the page knows, and the one function that changes
//! it. [`app`] carries out the state's commands and draws it.
//!
//! - **What the visitor meets**: [`lowpass`], the first screen, the [`article`], and the instruments below.
//! - **Panels**, each a folder with what it knows and what it draws: [`picture`], [`networks`], [`occlusion`], [`attack`],
//!   [`inversion`], [`survey`], [`probes`], [`proposition`], [`claims`]; around them [`shell`].
//! - **Lessons**: [`lesson`], steps that show parts of the page and ask questions.
//! - **The link**: [`link`], all that is seen as the address of the page, so that it can be sent to others.
//! - **In pages of others**: [`embed`], one figure of it alone.
//! - **What they share**: [`charts`] (drawings), [`widgets`] (controls), [`export`] (files) and [`text`] (numbers and sentences).
//! - **All words**: [`words`], a folder a [`language`].
//! - **Outside world**: [`platform`]. The networks compute in a Web Worker, to which `platform::worker` is the only way.

#![allow(rustdoc::private_intra_doc_links, reason = "all but one function is private")]

mod action;
mod app;
mod article;
mod attack;
mod charts;
mod claims;
mod embed;
mod export;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod inversion;
mod language;
mod lesson;
mod link;
mod lowpass;
mod networks;
mod occlusion;
mod picture;
mod platform;
mod probes;
mod proposition;
mod shell;
mod state;
mod survey;
mod text;
mod widgets;
mod words;

/// Draws the page. In a worker, which has no window, the program only waits to be asked: see `platform::decoding`.
pub fn run() {
    if web_sys::window().is_some() {
        wasm_bindgen_futures::spawn_local(draw());
    }
}

/// Where the rest of the program is needed at once and cannot be had, www/boot.js says so.
async fn draw() {
    if platform::rest::is_wanted() && platform::rest::fetched().await.is_err() {
        return;
    }
    yew::Renderer::<app::App>::new().render();
}
