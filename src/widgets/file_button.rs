//! A button that opens the browser's file picker.

use gloo::file::{File, FileList};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub label: AttrValue,
    /// As in the attribute of `<input>`.
    pub accept: AttrValue,
    pub testid: AttrValue,
    pub on_file: Callback<File>,
}

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
