//! The first screen: a line that takes the fine frequencies out, and what two networks say.

use super::topic::topic;

topic! {
    title;
    lead;
    lead_of_one;
    another_picture;
    another_square;
    other_networks;
    kept;
    taken;
    /// After “fine”, where there is room.
    finest;
    slider;
    scale;
    scale_share;
    scale_logits;
    stop;
    go_on;
    stored;
    with_all;
    without_one(band: usize);
    /// Word joiners keep the dash with its numbers.
    without_from(first: usize, last: usize);
    /// Begins the sentence. `without`: one of those before.
    begin(without: &str);
    /// Continues it; a class follows.
    both_say(still: bool) -> &'static str;
    /// Likewise: what stands before, in and behind the word in the network's colour. `first`: whether nothing was said of another network.
    natural_says(first: bool, still: bool) -> [&'static str; 3];
    robust_says(first: bool, still: bool) -> [&'static str; 3];
    only_says(still: bool) -> &'static str;
    /// Likewise, around the quoted name of a network.
    own_says(first: bool, still: bool) -> [&'static str; 2];
    quoted(name: &str);
    natural_network;
    robust_network;
    network;
    /// In the chart and after a share.
    natural;
    robust;
    /// After a share.
    of_natural;
    of_robust;
    /// At the end of a strip.
    natural_strip;
    robust_strip;
    own_training;
    natural_training;
    robust_training(radius: &str);
    /// Probabilities follow.
    whole_of_both(class: &str);
    whole;
    whole_unknown;
    whole_plate;
    and;
    /// For screen readers. `without`: as above.
    picture_without(title: &str, without: &str) -> String;
    evidence;
    evidence_for(class: &str);
    /// What the bars are: the word that is explained, and what follows it.
    share_of() -> [&'static str; 2];
    logit_of() -> [&'static str; 2];
    the_class;
    /// The explanation of both. `class`: quoted, or `the_class`.
    definition(class: &str);
    speaks_against(class: &str);
    supports(class: &str);
    reading(band: usize, bars: &str);
    /// `of`: a comma and the networks, or nothing.
    chart(of: &str);
    their_answer;
    its_answer;
    /// While answers are missing.
    count(known: usize, all: usize);
    range(from: usize, to: usize);
    /// `kept`: how many bands.
    with_kept(kept: &str, class: &str);
    not_known_yet;
    strip(name: &str, answers: &str);
    replaced_by(what: &str);
}
