//! A word of the text with its definition, which opens on hover, on focus and at a tap; Escape closes it.

use gloo::{events::EventListener, utils::document};
use web_sys::{Element, Node, wasm_bindgen::JsCast};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Unique on the page.
    pub id: AttrValue,
    pub definition: AttrValue,
    /// The word as it stands in its sentence.
    pub children: Html,
}

/// The definition lies within what is hovered, so that the pointer can go there.
#[component]
pub fn Term(props: &Props) -> Html {
    let (place, open) = (use_node_ref(), use_state(|| false));
    // A second tap closes; but the first one gives the focus, which opens, before it is a click.
    let was_open = use_mut_ref(|| false);
    use_closing(place.clone(), open.clone());
    let set = |to: bool| {
        let open = open.clone();
        move || open.set(to)
    };
    let onpointerdown = {
        let (was_open, open) = (was_open.clone(), *open);
        Callback::from(move |event: PointerEvent| *was_open.borrow_mut() = open && event.pointer_type() == "touch")
    };
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!was_open.take()))
    };
    let (show, hide, escape) = (set(true), set(false), set(false));
    // The document's listener comes a moment after the definition; a quick Escape where the focus is needs none.
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            escape()
        }
    });
    let id = format!("term-{}", props.id);
    html! {
        <span
            ref={place} class="term" data-testid="term" data-open={open.to_string()}
            {onkeydown} onpointerenter={on_pointer(set(true))} onpointerleave={on_pointer(set(false))}
        >
            <button
                type="button" aria-describedby={id.clone()} {onpointerdown} {onclick} onfocus={move |_: FocusEvent| show()}
                onblur={move |_: FocusEvent| hide()}
            >
                { props.children.clone() }
            </button>
            <span {id} role="tooltip" hidden={!*open}>{ &props.definition }</span>
        </span>
    }
}

/// A finger is no pointer that comes and goes: it taps.
fn on_pointer(act: impl Fn() + 'static) -> Callback<PointerEvent> {
    Callback::from(move |event: PointerEvent| {
        if event.pointer_type() != "touch" {
            act()
        }
    })
}

/// Closes it at Escape, wherever the focus is, and at a press beside it: not every browser gives a button the focus.
#[hook]
fn use_closing(place: NodeRef, open: UseStateHandle<bool>) {
    use_effect_with((*open, place), move |(is_open, place)| {
        let listen = |name: &'static str, ends: fn(&Event, &NodeRef) -> bool| {
            let (open, place) = (open.clone(), place.clone());
            EventListener::new(&document(), name, move |event| {
                if ends(event, &place) {
                    open.set(false)
                }
            })
        };
        let listeners = is_open.then(|| [listen("keydown", is_escape), listen("pointerdown", is_beside)]);
        move || drop(listeners)
    });
}

fn is_escape(event: &Event, _: &NodeRef) -> bool {
    event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape")
}

fn is_beside(event: &Event, place: &NodeRef) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
    !place.cast::<Element>().is_some_and(|place| place.contains(target.as_ref()))
}
