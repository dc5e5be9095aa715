//! Attacks: settings, runs, results, and where in the spectrum they landed.

use super::topic::topic;

topic! {
    simba_pixels;
    simba_dct;
    /// What a method does, in a sentence.
    fgsm;
    pgd_linf;
    pgd_l2;
    cw;
    simba_by_pixels;
    simba_by_coefficients;
    /// What a search makes small or large, as a chart begins.
    cross_entropy;
    loss_of_cw;
    loss_of_simba;
    /// A field's name, here and below.
    epsilon;
    bound;
    alpha;
    steps;
    kappa;
    iterations;
    searches;
    rate;
    freq_dims;
    seed;
    /// A field's unit and what it may be, here and below.
    unit_epsilon;
    unit_alpha;
    unit_steps;
    unit_kappa;
    unit_iterations;
    unit_searches;
    unit_rate;
    unit_bound;
    unit_freq_dims;
    unit_seed;
    /// What a field may hold, as it follows “choose”.
    number_wanted;
    whole_wanted;
    /// What stands in a field that is refused.
    empty;
    written(text: &str);
    /// What follows a targeted attack.
    toward(class: &str);
    adopted;
    back;
    attack_the_network;
    attack_on(network: &str);
    intro;
    stuck;
    cancel;
    attack;
    comparison;
    not_ready;
    method;
    goal;
    any_other_class;
    random_start;
    the_first;
    both;
    networks_to_attack;
    scope;
    cancel_comparison;
    compare_four;
    page_values;
    paper_values(epsilon: &str);
    paper_values_with_steps(epsilon: &str);
    none_yet;
    /// Where the session has attacks.
    none_on_picture;
    none_shown;
    cancelled;
    at_work(method: &str);
    engine_lost;
    succeeded(method: &str, after: &str, before: &str);
    resisted(method: &str, after: &str);
    missed(method: &str, after: &str, target: &str);
    left_alone(before: &str);
    succeeded_short(before: &str, after: &str);
    resisted_short(after: &str);
    left_alone_short(before: &str);
    /// An outcome in a table, here and below.
    has_succeeded;
    has_resisted;
    was_left_alone;
    /// A label.
    progress;
    waiting_for_engine;
    image_now;
    /// What is told of a step, here and below.
    step(done: u32, total: u32);
    step_says(class: &str);
    step_loss(loss: &str);
    step_margin(margin: &str);
    step_queries(queries: u64);
    /// What was run on which picture.
    what_on_which(attack: &str, picture: &str);
    no_change;
    /// As it stands in a label for saving.
    adversarial_image;
    is_picture_now;
    adopt;
    before;
    after;
    says(class: &str, probability: &str);
    largest_change;
    length;
    sum_of_changes;
    changed_values;
    of_all(changed: &str, all: &str);
    similarity;
    iterations_done;
    queries;
    still_in_8_bits(class: &str, probability: &str);
    undone_in_8_bits(class: &str, probability: &str);
    history(runs: usize);
    history_label;
    history_empty;
    history_meaning(most: usize);
    waiting;
    series_at_work;
    not_to_end;
    not_comparable(method: &str, error: &str);
    some_ended(done: usize, all: usize);
    all_ended(all: usize);
    some_ran(done: usize, all: usize);
    four_against(picture: &str, network: &str);
    four_attacks;
    four_on(network: &str);
    /// A label.
    compared;
    /// A column's head, here and below.
    column_attack;
    column_outcome;
    column_says;
    column_queries;
    column_lowest;
    column_middle;
    column_highest;
    thirds_meaning;
    fooled;
    not_fooled;
    wrong_before;
    same_image;
    /// A label.
    transfer;
    network;
    says_before;
    says_after;
    effect;
    compare_to_see;
    attacked(network: &str);
    not_computed;
    waits_for_engine;
    where_it_landed;
    /// A legend.
    measures;
    third(name: &str, first: usize, last: usize, share: &str);
    energy_of_change(thirds: &str);
    profile_label(title: &str);
    band_change(band: &str, measure: &str, value: &str);
    largest_band_change(band: &str, measure: &str, value: &str);
    no_scores;
    scores_of(image: &str, class: &str);
    image_before;
    image_after;
    change_table;
    /// A label.
    change_by_band;
    band;
    probabilities_label(first: u32, last: u32, now: &str);
    probabilities(first: u32, last: u32);
    is_target;
    was_first;
    /// Of a drawing, here and below.
    loss;
    the_change;
    amplified(factor: u16);
    each_coefficient;
    share_of_each_band;
}
