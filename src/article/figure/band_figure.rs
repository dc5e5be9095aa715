//! What a figure of small charts draws: on the page, and in a file.

use crate::{
    article::figure::band_table::Column,
    charts::{small_chart::NamedChart, small_scale::SmallScale},
};

/// Small charts side by side on one scale, and what their table says.
#[derive(Debug, Clone, PartialEq)]
pub struct BandFigure {
    pub title: String,
    /// What each chart shows, for screen readers: it follows the chart's title, where it has one.
    pub what: &'static str,
    pub scale: SmallScale,
    pub charts: Vec<NamedChart>,
    pub columns: Vec<Column>,
}
