//! Accuracy of two networks behind low-pass and high-pass filters.

use crate::{
    article::{
        awaiting,
        figure::{multiples::exporting, props::FigureProps},
        story::filter_files,
    },
    export::Subject,
    probes::filter_curves::FilterFigure,
};
use yew::prelude::*;

#[component]
pub fn Filters(props: &FigureProps) -> Html {
    match props.story.filter_curves() {
        None => awaiting::instead(&props.story.filters, &filter_files(), &props.on_act),
        Some(networks) => html! {
            <FilterFigure {networks} name="article-filters" on_export={exporting(&props.on_act, Subject::ArticleFilters)} />
        },
    }
}
