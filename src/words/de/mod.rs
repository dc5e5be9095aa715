//! German: impersonal, as a textbook speaks, with „…“ and a decimal comma. “Occluded Frequency” is a proper name, explained where it is
//! first used.

mod article;
mod attack;
mod broken_lesson;
mod charts;
mod claims;
mod classes;
mod device;
mod embed;
mod error;
mod export;
mod faults;
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
use std::hint::black_box;

/// A function, so that a visit in another language fetches none of these: see `xtask/src/split`. The optimiser must not see what it
/// returns, and write that in its place.
#[inline(never)]
pub fn words() -> &'static Words {
    black_box(&WORDS)
}

const WORDS: Words = Words {
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
