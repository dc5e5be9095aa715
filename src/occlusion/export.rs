//! What a visitor can download.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// The paper's Fig. 4 of the picture, as SVG.
    Figure,
    /// The scores of all bands of the models on show, as CSV.
    Scores,
}
