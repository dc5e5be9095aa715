//! Files of records: a line a finding, each with its checksum, after a first line that says what was asked.

mod checked_line;
mod lines;
pub mod records_file;
pub mod shard;
