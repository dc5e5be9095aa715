//! The page of somebody else's in which this one is a frame: what it asks for, and what it is told.
//!
//! Messages are plain objects with `freqscope: 1` and a `type`; docs/EMBED.md lists them. Only the window around this one is heard,
//! and once it has said `hello`, only its origin. Whatever else arrives is dropped unread.

use freqscope_core::model::{Hints, Normalisation};
use gloo::{
    events::EventListener,
    file::File,
    utils::{document, window},
};
use js_sys::{Array, ArrayBuffer, JSON, Reflect};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};
use yew::Callback;

/// The version of the messages.
pub const VERSION: u32 = 1;

/// What the page around asks for.
#[derive(Debug, Clone)]
pub enum Order {
    /// It listens from now on, and sizes the frame.
    Hello,
    /// Show what a link says.
    Show(Shown),
    /// Compute what the figure's button computes.
    Run,
    /// A network of its own, and what it says of a checkpoint that does not say it itself.
    Weights(File, Hints),
    /// A picture of its own.
    Picture(File),
}

/// A link that the page around asks for.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What follows its `#`.
    pub hash: String,
    /// Whether the picture stays, whatever the link says of it: the page around has given one that it cannot name.
    pub keeps_picture: bool,
}

/// The longest link that is taken from a message, in bytes: more than any link has.
const LONGEST: usize = 16_384;
/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 120;

/// Dropping it ends the listening.
pub struct Host {
    around: Window,
    /// Of the page around, once it has said hello.
    origin: Rc<RefCell<Option<String>>>,
    _listener: EventListener,
}

impl Host {
    /// None where this page is no frame.
    pub fn find(on: Callback<Order>) -> Option<Self> {
        let around = window().parent().ok().flatten().filter(|around| *around != window())?;
        let origin = Rc::new(RefCell::new(None));
        let (heard, known) = (around.clone(), origin.clone());
        let listener = EventListener::new(&window(), "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            let order = is_from(event, &heard, &known).then(|| order(&event.data())).flatten();
            let Some(order) = order else { return };
            if let Order::Hello = order {
                known.borrow_mut().get_or_insert(event.origin());
                fit();
            }
            on.emit(order);
        });
        Some(Self { around, origin, _listener: listener })
    }

    /// Whether the page around has said hello.
    pub fn is_known(&self) -> bool {
        self.origin.borrow().is_some()
    }

    /// `json`: an object. Before it is known who listens, only tell what anybody may know.
    pub fn tell(&self, json: &str) {
        let known = self.origin.borrow();
        // An origin that cannot be named, as of a page in a sandbox, cannot be asked for either.
        let origin = known.as_deref().filter(|origin| *origin != "null").unwrap_or("*");
        if let Ok(message) = JSON::parse(json) {
            let _ = self.around.post_message(&message, origin);
        }
    }
}

fn is_from(event: &MessageEvent, around: &Window, known: &RefCell<Option<String>>) -> bool {
    let source = event.source().map(JsValue::from);
    let trusted = known.borrow().as_ref().is_none_or(|known| *known == event.origin());
    trusted && source.as_ref() == Some(around.as_ref())
}

/// The frame is as high as its content from now on: it needs no scroll bar.
fn fit() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-fitted", "");
    }
}

fn order(data: &JsValue) -> Option<Order> {
    let field = |name: &str| Reflect::get(data, &name.into()).ok();
    let text = |name: &str, longest: usize| field(name)?.as_string().filter(|text| text.len() <= longest);
    if field("freqscope")?.as_f64() != Some(VERSION.into()) {
        return None;
    }
    let file = || {
        let bytes = field("bytes")?.dyn_into::<ArrayBuffer>().ok()?;
        Some(File::new(&text("name", 4 * LONGEST_NAME)?, bytes))
    };
    let three = |name: &str| {
        let numbers = field(name)?.dyn_into::<Array>().ok()?;
        let numbers: Vec<f32> =
            numbers.iter().filter_map(|number| number.as_f64()).map(|number| number as f32).collect();
        numbers.try_into().ok()
    };
    let hints = || {
        let normalisation = three("mean").zip(three("std")).and_then(|(mean, std)| Normalisation::new(mean, std).ok());
        Hints { key: text("key", LONGEST_NAME), normalisation }
    };
    match text("type", 16)?.as_str() {
        "hello" => Some(Order::Hello),
        "show" => {
            let keeps_picture = field("keep").is_some_and(|keep| keep.is_truthy());
            text("link", LONGEST).map(|hash| Order::Show(Shown { hash, keeps_picture }))
        }
        "run" => Some(Order::Run),
        "weights" => file().map(|file| Order::Weights(file, hints())),
        "picture" => file().map(Order::Picture),
        _ => None,
    }
}
