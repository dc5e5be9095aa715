//! The page's address: reading and writing what follows its `#`, copying it or another text, and going to a place in the page.

use crate::language::Language;
use gloo::{
    events::EventListener,
    utils::{document, window},
};
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;
use yew::Callback;

/// How an address takes the place of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The browser's Back goes to the address before.
    New,
    Same,
}

/// What follows the `#`; empty where there is none.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').into()
}

/// What follows the `?`; empty where there is none.
pub fn query() -> String {
    window().location().search().unwrap_or_default().trim_start_matches('?').into()
}

/// Whether it asks for anything but the page.
pub fn asks() -> bool {
    !hash().is_empty() || !query().is_empty()
}

/// Does nothing where the address has this hash already. Browsers may refuse many changes in a short time, and pages that were
/// opened from disk: what is seen does not depend on it.
pub fn write(hash: &str, step: Step) {
    if self::hash() == hash {
        return;
    }
    let (url, history) = (with_hash(hash), window().history());
    let _ = history.and_then(|history| match step {
        Step::New => history.push_state_with_url(&JsValue::NULL, "", Some(&url)),
        Step::Same => history.replace_state_with_url(&JsValue::NULL, "", Some(&url)),
    });
}

/// The address with this hash; without one where it is empty.
pub fn with_hash(hash: &str) -> String {
    let address = window().location().href().unwrap_or_default();
    let page = address.split('#').next().unwrap_or_default();
    if hash.is_empty() { page.into() } else { format!("{page}#{hash}") }
}

/// Whether the page is to be read from afar: `?projector` before the `#`.
pub fn is_projected() -> bool {
    let query = window().location().search().unwrap_or_default();
    query.trim_start_matches('?').split('&').any(|part| part == PROJECTOR)
}

const PROJECTOR: &str = "projector";

/// With how many threads measurements are made: `?threads=2` before the `#`.
pub fn threads() -> Option<u32> {
    query().split('&').find_map(|part| part.strip_prefix("threads=")).and_then(|count| count.parse().ok())
}

/// The address with or without `?projector`, and with this hash.
pub fn projected(on: bool, hash: &str) -> String {
    let address = window().location().href().unwrap_or_default();
    let page = address.split(['?', '#']).next().unwrap_or_default();
    let query = if on { format!("?{PROJECTOR}") } else { String::new() };
    if hash.is_empty() { format!("{page}{query}") } else { format!("{page}{query}#{hash}") }
}

/// Reports the new hash when the visitor goes back or forward, follows a link within the page, or writes another address. Dropping it ends
/// the listening.
pub fn listen(on: Callback<String>) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| on.emit(hash()))
}

/// As the browser calls itself.
pub fn browser() -> String {
    window().navigator().user_agent().unwrap_or_default()
}

/// Whether a text could be copied.
pub async fn copy(text: String) -> bool {
    // A page that comes over plain HTTP has no clipboard.
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).ok().filter(JsValue::is_object);
    let Some(clipboard) = clipboard.map(JsCast::unchecked_into::<web_sys::Clipboard>) else { return false };
    JsFuture::from(clipboard.write_text(&text)).await.is_ok()
}

/// Unfolds the element with the id `fold`, and scrolls to that with the id `heading`, which gets the focus.
pub fn show(heading: &str, fold: Option<&str>) {
    if let Some(fold) = fold.and_then(|fold| document().get_element_by_id(fold)) {
        // It fails only for names that no attribute can have.
        let _ = fold.set_attribute("open", "");
    }
    let Some(heading) = document().get_element_by_id(heading) else { return };
    heading.scroll_into_view();
    let _ = heading.set_attribute("tabindex", "-1");
    let _ = heading.dyn_into::<HtmlElement>().map(|heading| heading.focus());
}

/// Gives the document a language, as a tag, and a title in it.
pub fn set_language(tag: &str, title: &str) {
    if let Some(root) = document().document_element() {
        // It fails only for names that no attribute can have.
        let _ = root.set_attribute("lang", tag);
    }
    document().set_title(title);
}

/// The visitor's, as the browser says.
pub fn preferred_language() -> Language {
    Language::preferred(window().navigator().languages().iter().filter_map(|tag| tag.as_string()))
}

/// Gives the focus to the list with this test id.
pub fn focus_list(testid: &str) {
    let list = document().query_selector(&format!("select[data-testid={testid}]")).ok().flatten();
    let list = list.and_then(|list| list.dyn_into::<HtmlElement>().ok());
    list.iter().for_each(|list| drop(list.focus()));
}

/// `light`, `dark` or, as the system wants it, `auto`.
pub fn set_theme(name: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", name);
    }
}
