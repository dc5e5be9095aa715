//! The command line: see [`freqscope::lab`].

fn main() -> std::process::ExitCode {
    freqscope::lab::main()
}
