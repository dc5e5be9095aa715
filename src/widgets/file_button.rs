//! A button that opens the browser's file picker.

use gloo::file::{File, FileList};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`FileButton`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What the button says.
    pub label: AttrValue,
    /// Kinds of files that the picker offers.
    pub accept: AttrValue,
    /// Name for tests.
    pub testid: AttrValue,
    /// Receives the file that the visitor picks.
    pub on_file: Callback<File>,
}

/// A button that opens the browser's file picker.
#[component]
pub fn FileButton(props: &Props) -> Html {
    let on_file = props.on_file.clone();
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let file = input.files().map(FileList::from).and_then(|files| files.first().cloned());
        // Emptied, so that choosing the same file again is a change.
        input.set_value("");
        file.into_iter().for_each(|file| on_file.emit(file));
    };
    html! {
        <label class="button file">
            <input type="file" accept={&props.accept} data-testid={&props.testid} {onchange} />
            <span>{ &props.label }</span>
        </label>
    }
}
