//! Any bytes as a lesson, which teachers write themselves.
#![no_main]

use freqscope_fuzz::limit::in_time;
use freqscope_lesson::Lesson;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| in_time(file, |file| {
    if let Ok(lesson) = Lesson::parse(file) {
        assert!(!lesson.steps.is_empty());
        lesson.minutes();
    }
}));
