use super::classes;
use crate::words::embed::Words;

pub const WORDS: Words = Words {
    embed: "Embed",
    width: |width| format!("{width} pixels"),
    meaning: "Put this into the HTML of a post: the figure opens there as you see it now, and computes on the machine \
              of whoever reads it.",
    figure: "Figure",
    at_most: "At most",
    html_of_figure: "HTML of the figure",
    copied: "Copied.",
    not_copied: "This browser does not let the page copy; take the text from the field.",
    copy: "Copy",
    open_whole: "Open in freqscope",
    save_drawing: "Save a drawing of it",
    drawing_meaning: "Until the figure is there, the post shows a drawing that comes with freqscope, or one of what you see now.",
    drawing_saved: |file| format!("Put {file} beside the post: it stands there until the figure does."),
    nothing_to_draw: "Nothing of this figure has been computed yet that could be drawn.",
    picture: "The picture",
    spectrum: "Its spectrum",
    spectrum_note: "Spectrum: magnitude of each DCT coefficient, from 0.001, dark, to 10, light; coarse at the top left, fine at \
                    the bottom right.",
    whole_picture: "The whole picture",
    all_bands: "No band is taken away",
    without: |bands| format!("Without bands {bands}"),
    said: |network, whole, without| {
        format!("{network}: {}; without these bands {}.", classes::WORDS.name(whole), classes::WORDS.name(without))
    },
    replaced_by: |what| format!("Replaced by {what}."),
    unsaid: |name, questions| {
        let which = (!questions.keys.is_empty())
            .then(|| format!("which of its networks is meant (key: {})", questions.keys.join(", ")));
        let scale = questions.normalisation.then(|| "how it scales pixels (mean and std)".to_owned());
        let open: Vec<String> = which.into_iter().chain(scale).collect();
        format!("“{name}” leaves open {}: the page around this figure has to say it", open.join(" and "))
    },
};
