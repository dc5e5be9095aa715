//! What is asked of a whole data set, what was found for each image, and the means.
//!
//! [`occlusion`] (Fig. 1, with its [`estimator`] and [`control_variate`]), [`attack`] (Fig. 2), [`inversion`] (Fig. 3) and
//! [`accuracy`] are the studies, of a network and a data set ([`data`]), and [`document`]s are their files. [`claims`] are the
//! paper's, with the verdicts.

pub mod accuracy;
pub mod attack;
pub mod claims;
pub mod control_variate;
pub mod data;
pub mod document;
pub mod estimator;
pub mod inversion;
pub mod occlusion;
