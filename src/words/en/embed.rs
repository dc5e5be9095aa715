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
};
