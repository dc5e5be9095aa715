//! Drawings that several panels share: their axes, captions and what is said of them aloud.

use super::topic::topic;
use freqscope_core::spectrum::frequency_range::FrequencyRange;

topic! {
    the_change;
    multiplied(factor: &str);
    coarse;
    fine;
    /// At the ends of an axis.
    coarse_left;
    fine_right;
    band_axis;
    /// Of an axis in a file.
    whole_band_axis;
    coarse_end;
    fine_end;
    first_step;
    /// Of the axis of a search.
    last_step(step: usize);
    change_map;
    each_coefficient;
    /// After the sentence before.
    map_caption(measure: &str);
    colour_scale(low: &str, high: &str);
    band_share(band: usize, share: &str);
    axis_to(share: &str);
    energy_profile(title: &str, shares: &str);
    /// A third of the spectrum.
    third(range: FrequencyRange) -> &'static str;
    losses(name: &str, first: &str, last: &str, low: &str, high: &str);
    guarded;
    absolute;
    raw;
    energy;
    guarded_meaning;
    absolute_meaning;
    raw_meaning;
    energy_meaning;
    guarded_title;
    absolute_title;
    raw_title;
    energy_title;
    guarded_caption;
    absolute_caption;
    raw_caption;
    energy_caption;
}
