//! What servers send in place of a file.

/// Whether a file is a web page. Some servers answer with one, and as if all were well, where a file is missing.
pub fn is_web_page(file: &[u8]) -> bool {
    let start = file.trim_ascii_start();
    let begins = |tag: &[u8]| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    begins(b"<!doctype html") || begins(b"<html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_the_files_that_are_served() {
        for page in ["<!DOCTYPE html><html>", "\n  <html lang=\"en\">", "<!doctype HTML>"] {
            assert!(is_web_page(page.as_bytes()), "{page}");
        }
        for file in [&b"{\"models\": []}"[..], b"<svg/>", b"\x3c\x68\0\0\0\0\0\0{}", b"\x93NUMPY", b""] {
            assert!(!is_web_page(file), "{file:?}");
        }
    }
}
