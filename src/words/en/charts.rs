use crate::words::charts::Words;

pub const WORDS: Words = Words {
    the_change: "The change",
    multiplied: |factor| format!("Multiplied by {factor}; mid-grey is no change."),
    coarse: "coarse",
    fine: "fine",
    coarse_left: "← coarse",
    fine_right: "fine →",
    band_axis: "band k = u + v",
    whole_band_axis: "band k = u + v, from coarse to fine",
    coarse_end: "coarse, band 0",
    fine_end: "fine, band 62",
    first_step: "first step",
    last_step: |step| format!("step {step}"),
    change_map: "Change of each DCT coefficient, coarse at the top left, fine at the bottom right",
    each_coefficient: "Each coefficient.",
    map_caption: |measure| format!(" {measure}, logarithmic; coarse at the top left."),
    colour_scale: |low, high| format!("Colour scale from {low} (dark) to {high} (light)"),
    band_share: |band, share| format!("band {band}: {share}"),
    axis_to: |share| format!("axis to {share}"),
    energy_profile: |title, shares| format!("{title}, share of each band in the energy of the change: {shares}"),
    third: |range| range.name(),
    losses: |name, first, last, low, high| {
        format!(
            "{name}: {first} at first, now {last}; axis from {low} to \
                    {high}"
        )
    },
    guarded: "Guarded",
    absolute: "Absolute",
    raw: "Raw",
    energy: "Energy",
    guarded_meaning: "RCT is the relative change of a DCT coefficient: how much it changed, divided by its size \
                      before. Guarded: the divisor is at least 0.001, so that coefficients near 0 do not drown the \
                      others.",
    absolute_meaning: "The change of a coefficient itself, not divided by anything, in pixel units.",
    raw_meaning: "Raw RCT, as in the paper: the change of a coefficient divided by its size before. A coefficient \
                  that was close to 0 gives a very large value, and a few of them can outweigh all others.",
    energy_meaning: "Each band’s share of the energy of the change, ‖DCT(x′ − x)‖². The shares of all bands sum to \
                     100\u{a0}%.",
    guarded_title: "Guarded RCT, mean over the coefficients of band k",
    absolute_title: "Absolute change, mean over the coefficients of band k",
    raw_title: "Raw RCT, mean over the coefficients of band k",
    energy_title: "Energy of the change, share of band k",
    guarded_caption: "Guarded RCT, mean of the three channels",
    absolute_caption: "Absolute RCT, mean of the three channels",
    raw_caption: "Raw RCT, mean of the three channels",
    energy_caption: "Share of the energy of the change, all three channels",
};
