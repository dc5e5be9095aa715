//! The web page: a Yew application that shows what a network makes of an image's frequencies.
//!
//! Read [`action`] first (what can happen), then [`state`]: everything that the page knows, and the one function that
//! changes it. [`app`] runs what the state asks for and draws it with [`components`]; [`worker`] is the only way to
//! the engine.
//!
//! - **State**, pure and tested natively: [`state`], [`connection`] (how the engine is doing), [`models`] (which there are
//!   and how far each is), [`results`] (what they have answered about the [`picture`]), [`notice`].
//! - **Attacks**, a part of the state: [`attack_kind`] and [`attack_form`] (which there are, and the visitor's settings), [`setup`] (what one run is on, and how),
//!   [`attacks`] (how far each is and what came of it), [`race`] (the probabilities on the way), [`series`] (four
//!   compared), [`history`], [`transfer`] (what other models say of the image).
//! - **The paper's figures**, parts of the state: [`outlay`] (what Proposition 1 spends), [`inversions`] (Experiment II),
//!   [`survey`] and [`curve`] (Fig. 1 over the samples), [`shelf`] (results that come with the page), and as files
//!   [`example_figure`] (Fig. 4) and [`scores_csv`].
//! - **Outside world**: [`worker`], [`fetch`], [`samples`] and [`library`] (the pictures that come with the page),
//!   [`stored`] (the results), [`intake`] (drop, paste, files), [`download`] (files for the visitor), [`memory`] (what
//!   stays between visits).
//! - **Drawing**: [`components`], what they draw of a model ([`side`], [`subject`]) and of an attack on it ([`victim`],
//!   [`measure`]), and the pure helpers [`axis`], [`colour`], [`drag`], [`facts`], [`focus`], [`perturbation`], [`pointing`], [`roving`] and [`text`].

pub mod action;
pub mod app;
pub mod attack_form;
pub mod attack_kind;
pub mod attacks;
pub mod axis;
pub mod colour;
pub mod components;
pub mod connection;
pub mod curve;
pub mod download;
pub mod drag;
pub mod example_figure;
pub mod facts;
pub mod fetch;
pub mod focus;
pub mod history;
pub mod intake;
pub mod inversions;
pub mod library;
pub mod measure;
pub mod memory;
pub mod models;
pub mod notice;
pub mod outlay;
pub mod perturbation;
pub mod picture;
pub mod pointing;
pub mod race;
pub mod results;
pub mod roving;
pub mod samples;
pub mod scores_csv;
pub mod series;
pub mod setup;
pub mod shelf;
pub mod side;
pub mod state;
pub mod stored;
pub mod subject;
pub mod survey;
pub mod text;
pub mod transfer;
pub mod victim;
pub mod worker;
