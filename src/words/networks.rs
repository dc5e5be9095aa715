//! The networks: how they load, what is known of them and what they say.

use super::topic::topic;

topic! {
    own_training;
    natural;
    adversarial(threat: &str);
    correct(share: &str);
    not_measured;
    robust(share: &str, threat: &str);
    open_checkpoint(name: &str);
    cannot_be(clause: &str);
    three_numbers;
    open_it;
    leave_it;
    top_of_file;
    quoted(name: &str);
    which_network;
    usual_pixels(mean: &str, std: &str);
    plain_pixels;
    other_pixels;
    what_with_pixels;
    it_subtracts;
    divides_by;
    fetching_engine;
    preparing_engine;
    engine;
    choosing_device;
    engine_not_running;
    engine_rests;
    /// After a colon.
    megabytes_so_far(done: &str);
    megabytes_of(done: &str, total: &str);
    loading;
    getting_weights(total: &str);
    self_test;
    weights;
    unusable;
    fetched_later;
    nobody_to_ask;
    opening(name: &str);
    choose_or_open;
    more_or_open;
    then_compare;
    open_own;
    open_own_help;
    clear_stored;
    stored_bytes(bytes: &str);
    stored_here;
    keep_named(name: &str, size: &str);
    being_kept;
    keep;
    show_named(name: &str);
    show;
    compare_named(name: &str);
    compare;
    /// A network that ships, by what the manifest calls it.
    called(name: &str);
    network;
    restart_engine;
    stop_comparing;
    as_file_says;
    as_you_said;
    /// After the name of a layout.
    as_key(key: &str);
    how_read(name: &str);
    packed_names(layout: &str, place: &str);
    packed_pixels(mean: &str, std: &str, says: &str);
    packed_rounding(rounding: &str);
    taken_for_granted;
    /// Around the name of a command.
    whether_so;
    finds_out;
    your_network;
    keep_own(bytes: &str);
    correct_pixels;
    /// `sha256`: its beginning.
    own_origin(architecture: &str, file: &str, sha256: &str);
    first;
    second;
    none;
    class;
    logit;
    whole;
    without;
    whole_image;
    without_bands;
    networks_say;
    network_says;
    only_ten_classes;
    waiting_for_engine;
    computing;
    computing_of(done: u32, total: u32);
    scores_failed;
    stopped;
}

#[cfg(test)]
mod tests {
    use crate::{
        language::{self, Language},
        words::words,
    };

    #[test]
    fn the_networks_that_ship_are_called_as_the_language_does() {
        let manifest: serde_json::Value = serde_json::from_str(include_str!("../../models/manifest.json")).unwrap();
        let names: Vec<&str> =
            manifest["models"].as_array().unwrap().iter().map(|model| model["name"].as_str().unwrap()).collect();
        assert!(names.iter().all(|name| words().networks.called(name) == *name));
        language::speak(Language::German);
        let german: Vec<String> = names.iter().map(|name| words().networks.called(name)).collect();
        for name in &german {
            let left = ["natural", "with", "at", "half", "width", "robust", "adversarial", "norm"];
            assert!(name.split([' ', ',']).all(|word| !left.contains(&word)) && !name.contains('.'), "{name}");
        }
        for name in
            ["ResNet-18, natürlich", "ResNet-18, ℓ2 ε = 0,25", "VGG-19 mit Batch-Norm in halber Breite, natürlich"]
        {
            assert!(german.iter().any(|german| german == name), "{name}: {german:?}");
        }
    }
}
