//! Whether the frequency tools rank the networks alike ([`tools`]), and whether Occluded Frequency expects which corruption hurts which
//! network ([`corruptions`]): drawings, tables and [`sentences`] of a stored result, and [`exported`] files of it.

pub mod corruptions;
pub mod exported;
pub mod named_table;
pub mod sentences;
pub mod tools;

use crate::{networks::side::Side, text::percent, words::words};
use freqscope_core::study::agreement::{Agreement, Correlation, Reading};
use named_table::NamedTable;
use std::rc::Rc;
use yew::prelude::*;

/// What is stored, with what the page knows of the networks.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    pub found: Rc<Agreement>,
    /// The id and the name of each network that comes with the page.
    pub names: Vec<(String, String)>,
    /// The ids of those on show.
    pub shown: Vec<(Side, String)>,
}

impl Compared {
    pub fn name<'a>(&'a self, model: &'a str) -> &'a str {
        self.names.iter().find(|(id, _)| id == model).map_or(model, |(_, name)| name)
    }
}

/// Such as `57.1 % (56.9 % to 57.4 %), n = 100`.
fn reading(one: &Reading) -> String {
    let interval =
        one.low.zip(one.high).map_or("–".into(), |(low, high)| words().probes.between(&percent(low), &percent(high)));
    words().probes.reading(&percent(one.value), &interval, one.n)
}

/// A correlation and its interval; dashes where there is none.
fn correlation(one: Correlation) -> [String; 2] {
    let number = |value: f64| crate::text::plain(value as f32, 2);
    let interval = one.low.zip(one.high).map(|(low, high)| words().probes.between(&number(low), &number(high)));
    [one.rho.map_or("–".into(), number), interval.unwrap_or("–".into())]
}

/// Rank correlations, a row each; `summary` opens them, `first` is what the rows are.
fn correlations(
    [summary, first]: [&'static str; 2],
    rows: impl Iterator<Item = (String, Correlation)>,
    testid: &'static str,
) -> Html {
    let words = &words().probes;
    let columns = vec![words.rank_correlation().to_owned(), words.interval_column().to_owned()];
    let rows = rows.map(|(name, one)| (name, correlation(one).to_vec())).collect::<Vec<_>>();
    html! { <NamedTable {summary} {first} {columns} {rows} {testid} /> }
}
