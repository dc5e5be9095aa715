//! Tabs: a row of names, and below it what belongs to the chosen one.

use crate::widgets::roving;
use web_sys::Element;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq)]
pub struct Tab {
    /// Unique among the tabs of the page; part of ids.
    pub name: AttrValue,
    pub title: AttrValue,
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What the tabs are, for screen readers.
    pub label: AttrValue,
    pub tabs: Vec<Tab>,
    /// Position of the chosen one.
    pub selected: usize,
    /// Receives the position that the visitor chooses.
    pub on_choose: Callback<usize>,
    /// Belongs to the chosen tab.
    pub children: Html,
}

/// One stop of Tab: the arrow keys, Home and End go from tab to tab.
#[component]
pub fn Tabs(props: &Props) -> Html {
    let row = use_node_ref();
    let tab = |(i, tab): (usize, &Tab)| {
        let chosen = i == props.selected;
        html! {
            <button
                key={i} type="button" role="tab" id={tab_id(tab)} data-testid={tab_id(tab)}
                aria-selected={chosen.to_string()} aria-controls={chosen.then(|| panel_id(tab))}
                tabindex={if chosen { "0" } else { "-1" }} onclick={props.on_choose.reform(move |_: MouseEvent| i)}
                onkeydown={on_key(&row, props, i)}
            >{ &tab.title }</button>
        }
    };
    let chosen = props.tabs.get(props.selected);
    html! {
        <>
            <div ref={row.clone()} class="tabs" role="tablist" aria-label={&props.label}>
                { for props.tabs.iter().enumerate().map(tab) }
            </div>
            <div class="tab-panel" role="tabpanel" id={chosen.map(panel_id)} aria-labelledby={chosen.map(tab_id)}>
                { props.children.clone() }
            </div>
        </>
    }
}

fn tab_id(tab: &Tab) -> String {
    format!("tab-{}", tab.name)
}

fn panel_id(tab: &Tab) -> String {
    format!("panel-{}", tab.name)
}

fn on_key(row: &NodeRef, props: &Props, from: usize) -> Callback<KeyboardEvent> {
    let (row, on_choose, count) = (row.clone(), props.on_choose.clone(), props.tabs.len());
    Callback::from(move |event: KeyboardEvent| {
        let Some(next) = roving::step(&event.key(), from, count) else { return };
        event.prevent_default();
        row.cast::<Element>().iter().for_each(|row| roving::focus(row, next));
        on_choose.emit(next);
    })
}
