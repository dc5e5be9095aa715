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

use super::{Words, late::late};

pub const WORDS: Words = Words {
    article: late!(article),
    attack: late!(attack),
    charts: charts::WORDS,
    claims: late!(claims),
    classes: classes::WORDS,
    device: device::WORDS,
    embed: embed::WORDS,
    error: error::WORDS,
    export: export::WORDS,
    figures: late!(figures),
    files: late!(files),
    glossary: late!(glossary),
    inversion: late!(inversion),
    lesson: late!(lesson),
    link: late!(link),
    lowpass: lowpass::WORDS,
    networks: networks::WORDS,
    notices: notices::WORDS,
    occlusion: occlusion::WORDS,
    page: page::WORDS,
    picture: picture::WORDS,
    probes: late!(probes),
    proposition: late!(proposition),
    shell: shell::WORDS,
    survey: late!(survey),
};
