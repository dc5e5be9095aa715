//! English. The words that stand here first; other languages say the same.

mod article;
mod attack;
mod charts;
mod claims;
mod classes;
mod device;
mod embed;
mod error;
mod export;
mod figures;
mod files;
mod glossary;
mod inversion;
mod lesson;
mod link;
mod lowpass;
mod networks;
mod notices;
mod occlusion;
mod page;
mod picture;
mod probes;
mod proposition;
mod shell;
mod survey;

use super::Words;

pub const WORDS: Words = Words {
    article: article::WORDS,
    attack: attack::WORDS,
    charts: charts::WORDS,
    claims: claims::WORDS,
    classes: classes::WORDS,
    device: device::WORDS,
    embed: embed::WORDS,
    error: error::WORDS,
    export: export::WORDS,
    figures: figures::WORDS,
    files: files::WORDS,
    glossary: glossary::WORDS,
    inversion: inversion::WORDS,
    lesson: lesson::WORDS,
    link: link::WORDS,
    lowpass: lowpass::WORDS,
    networks: networks::WORDS,
    notices: notices::WORDS,
    occlusion: occlusion::WORDS,
    page: page::WORDS,
    picture: picture::WORDS,
    probes: probes::WORDS,
    proposition: proposition::WORDS,
    shell: shell::WORDS,
    survey: survey::WORDS,
};
