//! What is around the panels: head, foot, the choices of colours, language and device, notices.

use super::topic::topic;
use yew::Html;

topic! {
    /// Of the browser's tab.
    document_title;
    /// A label.
    colours;
    /// A choice of colours: as the system wants them.
    as_system;
    light;
    dark;
    /// A label. In the language itself and in English, for those who understand only one of them.
    language;
    parts_of_page;
    method;
    /// A paragraph: bands of the spectrum.
    method_bands;
    /// A paragraph: how a band is taken out, and the formula of its score.
    method_score() -> Html;
    /// A paragraph.
    paper() -> Html;
    network_and_data;
    no_network_yet;
    /// What follows a network's name.
    network_card(architecture: &str, measured: &str, size: &str);
    nothing_measured;
    /// `share`: of the test images.
    clean_accuracy(share: &str);
    no_accuracy;
    /// `training`: how, as a compound; `measured`: clauses.
    trained(training: &str, measured: &str);
    /// A paragraph.
    sources() -> Html;
    /// A sentence, with a link to their page.
    licences() -> Html;
    /// A paragraph.
    privacy;
    copy_link;
    link_copied;
    link_not_copied;
    automatic;
    stays_here;
    compute_on;
    device;
    no_device_yet;
    /// More than one of the CPU compute.
    threads(count: u32);
    figure_compare;
    figure_occlusion;
    figure_spectrum;
    figure_ablation;
    figure_attack;
    figure_inversion;
    figure_survey;
    figure_proposition;
    notices;
    details;
    dismiss;
    copy_details;
    copied;
    not_copied;
    section_article;
    section_sum;
    section_missing;
    section_scores;
    section_landing;
    section_training;
    section_lookalikes;
    section_holds;
    section_instruments;
    section_bands;
    section_extremes;
    section_attack;
    section_inversion;
    section_survey;
    section_probes;
    section_proposition;
    section_networks;
    section_lessons;
    section_claims;
    /// Of the bar that says what the instruments are about.
    subject;
    the_picture;
    picture;
    change_picture;
    network;
    networks;
    change_networks;
    change;
}
