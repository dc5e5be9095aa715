//! What of a program can wait: what is reached only by way of functions of which it is said that they can.

use super::linked::{Linked, Target};
use std::{collections::BTreeSet, ops::Range};

/// The part of a program that can wait.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Later {
    /// Names of its functions.
    pub functions: BTreeSet<String>,
    /// Those of them to which the other part refers: it may call them.
    pub entries: BTreeSet<String>,
    /// Where the constants lie that it needs alone.
    pub data: Vec<Range<u32>>,
}

impl Later {
    /// `waits`: whether a function of this name can wait, and all that is reached only by way of it.
    pub fn of(linked: &Linked, waits: impl Fn(&str) -> bool) -> Self {
        let waiting: Vec<bool> = linked.names.iter().map(|name| !name.is_empty() && waits(name)).collect();
        let (first, met) = first(linked, &waiting);
        let named = |function: &usize| !first.functions[*function] && !linked.names[*function].is_empty();
        let functions = (0..linked.names.len()).filter(named);
        let unused = |(block, _): &(usize, _)| !first.blocks[*block];
        let later = linked.blocks.iter().enumerate().filter(unused);
        Self {
            functions: functions.map(|function| linked.names[function].clone()).collect(),
            entries: met.into_iter().map(|function| linked.names[function].clone()).collect(),
            data: later.map(|(_, block)| block.addresses.clone()).collect(),
        }
    }
}

/// What is needed first.
struct First {
    functions: Vec<bool>,
    blocks: Vec<bool>,
}

/// What is reached without what waits; and what waits and is met there.
fn first(linked: &Linked, waiting: &[bool]) -> (First, BTreeSet<usize>) {
    let mut first = First { functions: vec![false; linked.functions.len()], blocks: vec![false; linked.blocks.len()] };
    let (mut open, mut met) = (linked.roots.clone(), BTreeSet::new());
    // What has no name of its own cannot be found again, and stays.
    let nameless = (0..linked.names.len()).filter(|&function| linked.names[function].is_empty());
    open.extend(nameless.map(Target::Function));
    while let Some(target) = open.pop() {
        match target {
            Target::Function(function) if waiting[function] => drop(met.insert(function)),
            Target::Function(function) => {
                if !std::mem::replace(&mut first.functions[function], true) {
                    open.extend(&linked.functions[function]);
                }
            }
            Target::Block(block) => {
                if !std::mem::replace(&mut first.blocks[block], true) {
                    open.extend(&linked.blocks[block].targets);
                }
            }
        }
    }
    (first, met)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::linked::Block;

    /// Functions 0 to 5; what each refers to, and two constants of which the second refers to function 5.
    fn linked() -> Linked {
        use Target::{Block as B, Function as F};
        Linked {
            names: ["start", "shared", "waits", "behind", "", "seen"].map(String::from).into(),
            functions: vec![vec![F(1), F(2)], vec![], vec![F(1), F(3), B(0)], vec![B(1)], vec![], vec![]],
            blocks: vec![Block { addresses: 8..16, targets: vec![] }, Block { addresses: 16..20, targets: vec![F(5)] }],
            roots: vec![F(0)],
        }
    }

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|&name| name.into()).collect()
    }

    #[test]
    fn what_is_reached_only_by_way_of_what_waits_waits_too() {
        let later = Later::of(&linked(), |name| name == "waits");
        assert_eq!(later.functions, set(&["waits", "behind", "seen"]));
        assert_eq!(later.entries, set(&["waits"]));
        assert_eq!(later.data, [8..16, 16..20]);
    }

    #[test]
    fn what_is_reached_otherwise_is_needed_first() {
        let mut linked = linked();
        linked.functions[1].push(Target::Block(1));
        let later = Later::of(&linked, |name| name == "waits");
        assert_eq!((later.functions, later.data), (set(&["waits", "behind"]), std::iter::once(8..16).collect()));
        assert_eq!(Later::of(&linked, |_| false).entries, set(&[]));
    }
}
