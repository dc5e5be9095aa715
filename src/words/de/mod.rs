//! German: impersonal, as a textbook speaks, with „…“ and a decimal comma. “Occluded Frequency” is a proper name, explained where it is
//! first used.

mod charts;
mod classes;
mod export;
mod files;
mod link;
mod notices;
mod page;
mod shell;

use super::Words;

pub const WORDS: Words = Words {
    charts: charts::WORDS,
    classes: classes::WORDS,
    export: export::WORDS,
    files: files::WORDS,
    link: link::WORDS,
    notices: notices::WORDS,
    page: page::WORDS,
    shell: shell::WORDS,
};
