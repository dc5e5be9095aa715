//! The program of the web page. All of it is in the library, which programs that look for faults use too.

fn main() {
    page::run();
}
