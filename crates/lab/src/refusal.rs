//! What is wrong with a command line, as one sentence that says what to do.

use clap::{
    Error,
    error::{ContextKind, ContextValue, ErrorKind},
};
use std::error::Error as _;

/// The sentence for an error of clap's.
pub fn sentence(error: &Error) -> String {
    let text = |kind| error.get(kind).map(words).filter(|words| !words.is_empty());
    let (option, value) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
    let named = option.clone().unwrap_or_default();
    match (error.kind(), value) {
        (ErrorKind::ValueValidation, value) => {
            let why = error.source().map(ToString::to_string).unwrap_or_default();
            let value = value.unwrap_or_else(|| "empty".into());
            // A cure alone, or a whole sentence.
            if why.starts_with("choose ") { format!("{} is {value}: {why}", bare(&named)) } else { why }
        }
        (ErrorKind::InvalidValue, Some(value)) => {
            let known = text(ContextKind::ValidValue).unwrap_or_default();
            format!("{} is {value}: choose one of {known}", bare(&named))
        }
        (ErrorKind::InvalidValue, None) => format!("{named} lacks its value: give one; see `lab --help`"),
        (ErrorKind::UnknownArgument, _) if named == "--model" && !takes_networks(error) => {
            "there is no option --model here, because no network is asked: leave it out".into()
        }
        (ErrorKind::UnknownArgument, _) => {
            let meant = text(ContextKind::SuggestedArg).map(|meant| format!("did you mean {meant}? "));
            format!("there is no option {named} here: {}see `lab --help`", meant.unwrap_or_default())
        }
        (ErrorKind::InvalidSubcommand, _) => {
            let command = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("there is no command “{command}”: see `lab --help`")
        }
        (ErrorKind::MissingRequiredArgument, _) => format!("{named} is missing: give it; see `lab --help`"),
        (ErrorKind::ArgumentConflict, _) => match text(ContextKind::PriorArg) {
            Some(prior) if prior != named => format!("{named} has no meaning beside {prior}: leave one of them out"),
            _ => format!("{named} is given twice: give it once"),
        },
        _ => first_lines(error),
    }
}

/// Whether the command has networks of its own, called otherwise: `lab report --models`.
fn takes_networks(error: &Error) -> bool {
    error.get(ContextKind::Usage).is_some_and(|usage| usage.to_string().contains("lab report"))
}

/// The option's name without dashes and the name of its value.
fn bare(option: &str) -> &str {
    option.trim_start_matches('-').split(' ').next().unwrap_or_default()
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        ContextValue::String(one) => one.clone(),
        other => other.to_string(),
    }
}

/// clap's message without its usage and hints, which take several lines.
fn first_lines(error: &Error) -> String {
    let text = error.to_string();
    let what: Vec<_> = text.lines().take_while(|line| !line.starts_with("Usage")).map(str::trim).collect();
    let what = what.join(" ");
    format!("{}; see `lab --help`", what.trim().trim_start_matches("error: "))
}
