//! What a topic's messages are, in one list.

/// Defines `Words`, the messages of a topic: the struct that each language fills, and a method a message, by which the page reads it.
///
/// `name;` is a text, `name(count: usize);` a [`String`] made of its arguments, and `name() -> Html;` has a type of its own, mostly
/// for marked words within a sentence. A language fills a function with a closure: `name: |count| format!("{count} bands")`.
macro_rules! topic {
    ($($(#[$doc:meta])* $name:ident $(($($arg:ident: $kind:ty),*) $(-> $made:ty)?)?;)*) => {
        pub struct Words {
            $($(#[$doc])* pub(super) $name: $crate::words::topic::held!($(($($kind),*) $($made)?)?),)*
        }

        impl Words {
            $($crate::words::topic::message!($(#[$doc])* $name $(($($arg: $kind),*) $($made)?)?);)*
        }
    };
}

macro_rules! held {
    () => { &'static str };
    (($($kind:ty),*)) => { fn($($kind),*) -> String };
    (($($kind:ty),*) $made:ty) => { fn($($kind),*) -> $made };
}

macro_rules! message {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub fn $name(&self) -> &'static str {
            self.$name
        }
    };
    ($(#[$doc:meta])* $name:ident ($($arg:ident: $kind:ty),*)) => {
        $crate::words::topic::message!($(#[$doc])* $name ($($arg: $kind),*) String);
    };
    ($(#[$doc:meta])* $name:ident ($($arg:ident: $kind:ty),*) $made:ty) => {
        $(#[$doc])*
        pub fn $name(&self, $($arg: $kind),*) -> $made {
            (self.$name)($($arg),*)
        }
    };
}

pub(crate) use {held, message, topic};
