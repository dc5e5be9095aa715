use crate::words::embed::Words;

pub const WORDS: Words = Words {
    embed: "Einbetten",
    width: |width| format!("{width} Pixel"),
    meaning: "Füge dies in das HTML eines Beitrags ein: Die Abbildung öffnet sich dort, wie sie jetzt zu sehen ist, \
              und rechnet auf dem Gerät derer, die ihn lesen.",
    figure: "Abbildung",
    at_most: "Höchstens",
    html_of_figure: "HTML der Abbildung",
    copied: "Kopiert.",
    not_copied: "Dieser Browser lässt die Seite nicht kopieren; nimm den Text aus dem Feld.",
    copy: "Kopieren",
    open_whole: "In freqscope öffnen",
};
