use crate::words::charts::Words;
use freqscope_core::spectrum::frequency_range::FrequencyRange;

pub const WORDS: Words = Words {
    the_change: "Die Änderung",
    multiplied: |factor| format!("Mit {factor} multipliziert; mittleres Grau heißt unverändert."),
    coarse: "grob",
    fine: "fein",
    coarse_left: "← grob",
    fine_right: "fein →",
    band_axis: "Band k = u + v",
    whole_band_axis: "Band k = u + v, von grob nach fein",
    coarse_end: "grob, Band 0",
    fine_end: "fein, Band 62",
    first_step: "erster Schritt",
    last_step: |step| format!("Schritt {step}"),
    change_map: "Änderung jedes DCT-Koeffizienten, grob oben links, fein unten rechts",
    each_coefficient: "Jeder Koeffizient.",
    map_caption: |measure| format!(" {measure}, logarithmisch; grob oben links."),
    colour_scale: |low, high| format!("Farbskala von {low} (dunkel) bis {high} (hell)"),
    band_share: |band, share| format!("Band {band}: {share}"),
    axis_to: |share| format!("Achse bis {share}"),
    energy_profile: |title, shares| format!("{title}, Anteil jedes Bandes an der Energie der Änderung: {shares}"),
    third: |range| match range {
        FrequencyRange::Lowest => "unterstes Drittel",
        FrequencyRange::Middle => "mittleres Drittel",
        FrequencyRange::Highest => "oberstes Drittel",
    },
    losses: |name, first, last, low, high| {
        format!(
            "{name}: anfangs {first}, jetzt {last}; Achse von {low} bis \
                    {high}"
        )
    },
    guarded: "Abgesichert",
    absolute: "Absolut",
    raw: "Roh",
    energy: "Energie",
    guarded_meaning: "RCT ist die relative Änderung eines DCT-Koeffizienten: um wie viel er sich geändert hat, \
                      geteilt durch seinen Betrag davor. Abgesichert: Der Nenner ist mindestens 0,001, damit \
                      Koeffizienten nahe 0 die anderen nicht übertönen.",
    absolute_meaning: "Die Änderung eines Koeffizienten selbst, durch nichts geteilt, in Einheiten der Pixelwerte.",
    raw_meaning: "Rohe RCT, wie im Aufsatz von Wang u. a.: die Änderung eines Koeffizienten, geteilt durch seinen \
                  Betrag davor. Ein Koeffizient, der nahe 0 lag, ergibt einen sehr großen Wert, und wenige davon \
                  können alle anderen überwiegen.",
    energy_meaning: "Der Anteil jedes Bandes an der Energie der Änderung, ‖DCT(x′ − x)‖². Die Anteile aller Bänder \
                     ergeben zusammen 100\u{a0}%.",
    guarded_title: "Abgesicherte RCT, Mittel über die Koeffizienten von Band k",
    absolute_title: "Absolute Änderung, Mittel über die Koeffizienten von Band k",
    raw_title: "Rohe RCT, Mittel über die Koeffizienten von Band k",
    energy_title: "Energie der Änderung, Anteil von Band k",
    guarded_caption: "Abgesicherte RCT, Mittel der drei Kanäle",
    absolute_caption: "Absolute Änderung, Mittel der drei Kanäle",
    raw_caption: "Rohe RCT, Mittel der drei Kanäle",
    energy_caption: "Anteil an der Energie der Änderung, alle drei Kanäle",
};
