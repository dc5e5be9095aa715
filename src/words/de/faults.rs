//! What is wrong with a file, for the errors about it.

use freqscope_core::{
    error::{
        array::{ArrayFault, RangeCure, ShapeCure},
        download::DownloadFault,
        unfit::Fault,
    },
    format::Format,
};

/// What stands in brackets behind “das Format der Datei”.
pub fn format(format: Format) -> &'static str {
    match format {
        Format::Png => "PNG",
        Format::Jpeg => "JPEG",
        Format::Gif => "GIF",
        Format::WebP => "WebP",
        Format::Avif => "AVIF",
        Format::Bmp => "BMP",
        Format::Ico => "ein Symbol, ICO",
        Format::Svg => "eine Zeichnung, SVG",
        Format::Heic => "HEIC, wie Telefone Fotos speichern",
        Format::Tiff => "TIFF",
        Format::JpegXl => "JPEG XL",
        Format::Jpeg2000 => "JPEG 2000",
        Format::Photoshop => "Photoshop, PSD",
        Format::Pdf => "ein PDF-Dokument",
        Format::Video => "ein Film",
        Format::WebPage => "eine Webseite, nicht das Bild, das sie vielleicht zeigt",
        Format::LfsPointer => "ein Verweis von Git LFS, nicht das Bild, das git lfs pull holt",
        Format::Text => "Text",
        Format::Unknown => "kein Bild, das erkannt wird",
    }
}

/// A clause about an array.
pub fn array(fault: &ArrayFault) -> String {
    let clause = match fault {
        ArrayFault::Archive => "sie ist ein .npz-Archiv: Nimm ein Array heraus, numpy.save(\"x.npy\", archive[\"x\"])",
        ArrayFault::Foreign => "sie beginnt nicht wie eine .npy-Datei: Speichere das Array mit numpy.save",
        ArrayFault::Header(_) => "ihr Kopf ist nicht lesbar: Speichere das Array neu",
        ArrayFault::Type(kind) => {
            return format!("ihr Typ ist {kind}, den hier nichts liest: Wandle sie um, x.astype(\"float32\")");
        }
        ArrayFault::Record(kind) => {
            return format!(
                "ihr Typ ist {kind}, also Felder: Mach Zahlen daraus, numpy.lib.recfunctions.structured_to_unstructured(x)"
            );
        }
        ArrayFault::CutOff => {
            "sie endet vor ihrer letzten Zahl: Kopiere sie noch einmal, lade sie neu herunter oder speichere sie neu"
        }
        ArrayFault::Axes(shape) => {
            return format!("ihre Form ist {shape:?}, und verlangt ist eine Achse: Forme sie um, x.reshape(-1)");
        }
        ArrayFault::Floats => "ihre Zahlen sind Kommazahlen, und verlangt sind ganze: x.astype(\"int64\")",
        ArrayFault::Empty => "sie enthält kein Bild: Wähle eine Datei mit mindestens einem",
        ArrayFault::Shape(shape, cure) => return format!("ihre Form ist {shape:?}: {}", shape_cure(*cure)),
        ArrayFault::NoByte(value) => {
            return format!("sie enthält {value}, und als ganze Zahlen gehen Pixel von 0 bis 255: Skaliere sie");
        }
        ArrayFault::ZerosAndOnes => {
            "sie enthält nur Nullen und Einsen, und als ganze Zahlen gehen Pixel von 0 bis 255: Nimm sie mal 255"
        }
        ArrayFault::NotFinite(value) => {
            return format!("sie enthält {value}: Sieh nach, woher das kommt, oder verwende numpy.nan_to_num");
        }
        ArrayFault::Range { least, most, cure } => {
            let [least, most] = [least, most].map(|value| value.replace('.', ","));
            return format!(
                "ihre Werte gehen von {least} bis {most}, und Pixel liegen in [0, 1]: {}",
                range_cure(*cure)
            );
        }
        ArrayFault::Several(count) => return format!("sie enthält {count} Bilder: Speichere eines davon, x[0]"),
        ArrayFault::Length(count) => {
            return format!("ein Bild hat 3072 Werte, nicht {count}: Speichere eines der Form 3×32×32");
        }
        ArrayFault::Pixel => "ein Pixel ist keine endliche Zahl: Verwende numpy.nan_to_num",
        ArrayFault::Unwritten(_) => "sie lässt sich nicht schreiben",
    };
    clause.into()
}

fn shape_cure(cure: ShapeCure) -> &'static str {
    match cure {
        ShapeCure::One => "Forme sie um, x.reshape(3, 32, 32)",
        ShapeCure::Many => "Forme sie um, x.reshape(-1, 3, 32, 32)",
        ShapeCure::Opaque => "Lass die Durchsichtigkeit weg, die vierte Farbe",
        ShapeCure::Colour => "Gib ihr drei Farben, numpy.repeat(x.reshape(-1, 1, 32, 32), 3, axis=1)",
        ShapeCure::Scale => "Ein Bild ist (3, 32, 32) und ein Stapel (N, 3, 32, 32); verkleinere es auf 32 × 32 Pixel",
    }
}

fn range_cure(cure: RangeCure) -> &'static str {
    match cure {
        RangeCure::Bytes => "Teile durch 255",
        RangeCure::Normalised => "Nimm die Normierung zurück, x * std + mean",
    }
}

/// What is wrong with a network's file, and what to do about it where something helps.
pub fn unfit(fault: Fault) -> (&'static str, Option<&'static str>) {
    const LINES: &str = "Die Python-Zeilen, die nur ihre Tensoren behalten, stehen unter „Einzelheiten“";
    match fault {
        Fault::Broken => ("sie ist beschädigt oder widerspricht sich", None),
        Fault::Download => (
            "sie ist nicht ganz angekommen, oder etwas anderes an ihrer Stelle",
            Some("Lade die Datei selbst noch einmal herunter"),
        ),
        Fault::Pointer => (
            "sie ist nur ein Verweis von Git LFS",
            Some("Führe in ihrem Repository „git lfs pull“ aus oder lade die Datei selbst herunter"),
        ),
        Fault::NotTensors => {
            ("sie enthält anderes als Tensoren oder ist in einer Form, die hier nicht gelesen wird", Some(LINES))
        }
        Fault::Scripted => ("sie ist ein Programm von TorchScript, kein state_dict", Some(LINES)),
        Fault::Framework => ("sie ist keine Datei von PyTorch", Some("Speichere das state_dict des Netzes in PyTorch")),
        Fault::Unsupported => {
            ("ihr Netz ist keines der ResNets und VGGs für CIFAR-10, die hier gerechnet werden", None)
        }
        Fault::Shapes => {
            ("ihren Tensoren nach ist sie kein solches Netz: Einer fehlt, ist zu viel oder hat eine andere Form", None)
        }
        Fault::NotFinite => {
            ("ihre Gewichte sind beschädigt oder viel zu groß, sodass keine endlichen Zahlen entstehen", None)
        }
        Fault::TooLarge => ("sie oder ihr Netz ist größer, als hier gerechnet wird", None),
        Fault::Classes => ("ihre Klassen sind nicht die von CIFAR-10", None),
        Fault::Hints => ("was dazu angegeben wurde, passt nicht zu ihr", None),
        Fault::Packed => ("sie ist ein Archiv", Some("Entpacke sie und wähle den Checkpoint darin")),
        Fault::Images => (
            "sie enthält Bilder und kein Netz",
            Some("Speichere eines davon als .npy, numpy.save(\"x.npy\", archive[\"x\"])"),
        ),
        Fault::Gone => ("was davon aufbewahrt war, ist weg oder beschädigt", Some("Öffne die Datei noch einmal")),
    }
}

/// What keeps a file from being downloaded, as a clause.
pub fn download(fault: &DownloadFault) -> String {
    let clause = match fault {
        DownloadFault::Status(status) => return format!("der Server hat {status} geantwortet"),
        DownloadFault::WebPage => "der Server hat stattdessen eine Webseite geschickt und hat sie wohl nicht",
        DownloadFault::Empty => "die Antwort ist leer",
        DownloadFault::Stalled(seconds) => return format!("seit {seconds} Sekunden ist nichts angekommen"),
        DownloadFault::Version => "sie ist von einer anderen Version",
        DownloadFault::Broken(_) => "sie ist nicht lesbar",
        DownloadFault::Network(_) => "es kam keine oder keine ganze Antwort",
    };
    clause.into()
}
