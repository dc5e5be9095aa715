//! The law of links, which tests and fuzzing try: any text is a state or a notice, and a state comes back from its hash.

use super::{
    LONGEST,
    read::{Address, Reading, notice},
};
use crate::shell::section::Section;

/// Reads what follows the `#` of an address, and writes and reads what was understood once more.
///
/// # Panics
/// Where the law is broken.
pub fn assert_holds(hash: &str) {
    let Reading { address, complaints } = Reading::of(hash);
    let link = match address {
        Address::Whole(link) => link,
        Address::Heading(section) => return assert_eq!(Section::find(hash), Some(section)),
    };
    assert_eq!(notice(&complaints).is_some(), !complaints.is_empty(), "{complaints:?}");
    let written = link.hash();
    assert!(written.len() <= LONGEST && written.is_ascii(), "{} bytes: {written}", written.len());
    assert_eq!(Reading::of(&written), Reading { address: Address::Whole(link), complaints: Vec::new() }, "{written}");
}
