//! What a visitor can take away of the page: drawings, numbers and images as files.
//!
//! [`record`] is the numbers of a figure with all that they depend on, as CSV and JSON, [`naming`] what a file is called. A
//! [`sheet`] is a drawing on white: [`plate`]s of pictures, [`band_plot`]s, [`small_plot`]s, [`curve_plot`]s and
//! [`interval_plot`]s one below the other. The panels and the article fill them.

pub mod curve_plot;
pub mod interval_plot;
pub mod naming;
pub mod plate;
pub mod record;
pub mod sheet;
pub mod small_plot;
pub use freqscope_core::figure::band_plot;

use crate::{
    charts::small_scale::Unit,
    language,
    networks::side::Side,
    platform::download::{Content, Download, file_name},
    widgets::export_row::Format,
};
use freqscope_core::{
    error::Result,
    image::{Image, npy, one_or_many::OneOrMany},
    spectrum::band::Band,
};
use record::Record;

/// A file that the visitor wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Export {
    pub subject: Subject,
    pub format: Format,
}

/// What is in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The first screen: what the networks say with the line at every place.
    LowPass,
    /// The picture put together from its bands, up to this one.
    PartialSum(Band),
    /// The answers without a band.
    Answers(Band),
    /// Where four attacks land, as shares or over white noise.
    AttackShares(Unit),
    /// Mean scores of four networks, as shares or in logits.
    MeanScores(Unit),
    /// How often four networks are right, also under attack.
    Accuracies,
    /// What differs between images that mean the same, over the start or as shares.
    Differences(Unit),
    /// What was measured to test the paper's claims, with the verdicts.
    Claims,
    /// The scores of all bands of the networks on show.
    Scores,
    /// The paper's Fig. 4 of the picture.
    Example,
    /// The attack on the network on a side.
    Attack(Side),
    /// Four attacks beside each other.
    Comparison,
    /// The inversion on the network on a side.
    Inversion(Side),
    /// Fig. 1 over the samples.
    Survey,
    /// Noise along waves, of the networks on show.
    NoiseMaps,
    /// Noise along waves, as it was measured on the page.
    LiveMaps,
    /// Filters, of the networks on show.
    Filters,
    /// Whether the frequency tools rank the networks alike.
    Agreement,
    /// Accuracy under corruptions.
    Corruptions,
    /// Filters, of two networks of the article.
    ArticleFilters,
    /// Proposition 1.
    Proposition,
}

impl Subject {
    /// The same subject in some format.
    pub fn in_format(self, format: Format) -> Export {
        Export { subject: self, format }
    }
}

/// Something on show that files are made of, each when it is wanted.
pub trait Exported {
    /// Parts of its files' names.
    fn name(&self) -> Vec<String>;

    /// Its numbers.
    fn record(&self) -> Record;

    /// An SVG document.
    ///
    /// # Errors
    /// [`Error::Computation`](freqscope_core::error::Error::Computation), which only a bug can cause.
    fn figure(&self) -> Result<String>;

    /// The image that it is about, where that can be had too.
    fn image(&self) -> Option<&Image> {
        None
    }
}

/// A file of a subject, of whose kinds only drawings follow the page's language; none of an image that it does not have.
///
/// # Errors
/// [`Error::Computation`](freqscope_core::error::Error::Computation), which only a bug can cause.
pub fn file(exported: &dyn Exported, format: Format) -> Result<Option<Download>> {
    let image = |write: fn(&Image) -> Result<Vec<u8>>| exported.image().map(write).transpose();
    let record = || language::in_english(|| exported.record());
    let content = match format {
        Format::Svg => Some(Content::Text(exported.figure()?)),
        Format::Png => Some(Content::Drawing(exported.figure()?)),
        Format::Csv => Some(Content::Text(record().to_csv())),
        Format::Json => Some(Content::Text(record().to_json())),
        Format::Npy => image(|image| npy::write(&OneOrMany::One(image.clone())))?.map(Content::Bytes),
        Format::Png16 => image(Image::to_png16)?.map(Content::Bytes),
    };
    let parts = language::in_english(|| exported.name());
    let bits = (format == Format::Png16).then_some("16-bit");
    let parts: Vec<&str> = parts.iter().map(String::as_str).chain(bits).collect();
    let name = file_name(&parts, format.extension());
    Ok(content.map(|content| Download { name, media: format.media(), content }))
}
