use crate::words::classes::Words;

pub const WORDS: Words = Words { name: |class| class.name() };
