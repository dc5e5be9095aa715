//! The files of a figure: drawings, numbers and images, and how to cite them.

use crate::{widgets::citation::BIBTEX, words::words};
use yew::prelude::*;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A drawing that scales.
    Svg,
    /// The same as pixels, two for each of its units.
    Png,
    Csv,
    Json,
    /// An image as exact numbers, for NumPy.
    Npy,
    /// An image as a PNG of 16 bits a value.
    Png16,
}

impl Format {
    /// Of a figure with numbers.
    pub const FIGURE: [Self; 4] = [Self::Svg, Self::Png, Self::Csv, Self::Json];
    /// Of numbers that have no figure.
    pub const NUMBERS: [Self; 2] = [Self::Csv, Self::Json];
    /// Of an image, exactly and almost so.
    pub const IMAGE: [Self; 2] = [Self::Npy, Self::Png16];

    /// As buttons call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG",
            Self::Png => "PNG",
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Npy => words().export.npy(),
            Self::Png16 => words().export.png16(),
        }
    }

    /// The end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png | Self::Png16 => "png",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Npy => "npy",
        }
    }

    /// The media type of the file.
    pub fn media(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png | Self::Png16 => "image/png",
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::Npy => "application/octet-stream",
        }
    }

    /// Part of a button's test id.
    fn id(self) -> &'static str {
        if self == Self::Png16 { "png16" } else { self.extension() }
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Unique on the page: begins the test ids of the buttons.
    pub name: AttrValue,
    /// Whether the adversarial or found image can be had too, and what it is called.
    #[prop_or_default]
    pub image: Option<AttrValue>,
    /// The files of the figure.
    #[prop_or(&Format::FIGURE)]
    pub formats: &'static [Format],
    /// Whether there is something to save.
    pub ready: bool,
    pub on_export: Callback<Format>,
    /// Said about the image's files.
    #[prop_or_default]
    pub children: Html,
}

/// Buttons that stay enabled while there is something to save, and BibTeX behind a word.
#[component]
pub fn ExportRow(props: &Props) -> Html {
    let figure = props.formats.contains(&Format::Svg);
    let words = &words().export;
    let (name, label) = if figure {
        (words.save_figure(), words.save_figure_and_numbers())
    } else {
        (words.save_numbers(), words.save_numbers())
    };
    html! {
        <div class="export">
            <div class="export-row" role="group" aria-label={label}>
                <span class="label">{ name }</span>
                { for props.formats.iter().map(|format| button(props, *format)) }
                { cite(props) }
            </div>
            if let Some(image) = &props.image {
                <div class="export-row" role="group" aria-label={words.save_image(image)}>
                    <span class="label">{ words.save_image(image) }</span>
                    { for Format::IMAGE.map(|format| button(props, format)) }
                </div>
            }
            { props.children.clone() }
        </div>
    }
}

fn button(props: &Props, format: Format) -> Html {
    let onclick = props.on_export.reform(move |_: MouseEvent| format);
    html! {
        <button
            type="button" class="quiet" data-testid={format!("{}-{}", props.name, format.id())} disabled={!props.ready} {onclick}
        >{ format.name() }</button>
    }
}

fn cite(props: &Props) -> Html {
    html! {
        <details class="cite" data-testid={format!("{}-cite", props.name)}>
            <summary>{ words().export.cite() }</summary>
            <pre tabindex="0" aria-label={words().export.bibtex()}>{ BIBTEX.as_str() }</pre>
        </details>
    }
}
