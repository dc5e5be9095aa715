//! What is said of files and whatever else is dropped or pasted: clauses that say what is wrong.

use super::topic::topic;

topic! {
    cannot_draw(name: &str);
    unknown_program;
    /// In millions of bytes.
    file_too_large(size: &str, most: &str);
    picture_too_large(size: &str, most: &str);
    drawing_too_large(most: &str);
    folder(name: &str);
    only_address(address: &str);
    only_text(text: &str);
}
