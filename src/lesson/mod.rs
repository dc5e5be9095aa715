//! Lessons: a few steps, each with words, something to look at and a question.
//!
//! What a lesson is, is `freqscope_lesson`'s; docs/lessons.md describes the file. [`place`] says where one is in it, [`part`] what a
//! step shows, [`progress`] what has been answered, and [`lessons`] has all that the page knows; [`action`] can happen.
//! [`lesson_view`] draws the frame, [`step_view`] a step with its [`question_view`], [`sheet_view`] what is printed,
//! with a [`sheet_picture`] a step, and [`list_view`] the list. [`saved`] is the file of a pupil's answers.

pub mod action;
pub mod lesson_view;
pub mod lessons;
pub mod list_view;
pub mod part;
pub mod place;
pub mod progress;
pub mod question_view;
pub mod saved;
pub mod sheet_picture;
pub mod sheet_view;
pub mod step_view;
