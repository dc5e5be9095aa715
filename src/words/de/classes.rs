use crate::words::classes::Words;
use freqscope_core::class::Class;

pub const WORDS: Words = Words {
    name: |class| match class {
        Class::Airplane => "Flugzeug",
        Class::Automobile => "Auto",
        Class::Bird => "Vogel",
        Class::Cat => "Katze",
        Class::Deer => "Hirsch",
        Class::Dog => "Hund",
        Class::Frog => "Frosch",
        Class::Horse => "Pferd",
        Class::Ship => "Schiff",
        Class::Truck => "Lastwagen",
    },
};
