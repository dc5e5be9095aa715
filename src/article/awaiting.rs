//! Several fetched values of which a figure needs all.

use crate::{
    action::Action,
    platform::{fetched::Fetched, stored_result::StoredResult},
    words::words,
};
use std::rc::Rc;
use yew::prelude::*;

/// All values, once all are there.
pub fn all<T>(fetched: &[Fetched<T>]) -> Option<Vec<Rc<T>>> {
    fetched.iter().map(|one| one.get().cloned()).collect()
}

/// What stands where the figure will be: that its files are on their way, or why they cannot be had.
pub fn instead<T>(fetched: &[Fetched<T>], needs: &[StoredResult], on_act: &Callback<Action>) -> Html {
    let failed = fetched.iter().find_map(|one| if let Fetched::Failed(why) = one { Some(why) } else { None });
    let Some(why) = failed else {
        return html! { <p class="small" data-testid="figure-awaited">{ words().article.awaited() }</p> };
    };
    let needs = needs.to_vec();
    let onclick = on_act.reform(|stored: StoredResult| Action::ShowStored(stored));
    let onclick = Callback::from(move |_: MouseEvent| needs.iter().for_each(|need| onclick.emit(need.clone())));
    html! {
        <p class="complaint" data-testid="figure-missing">
            { words().article.missing() }{ why }{ " " }
            <button type="button" class="quiet" {onclick}>{ words().article.try_again() }</button>
        </p>
    }
}
