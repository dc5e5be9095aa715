//! Choosing, cutting, drawing and showing a picture.

use super::topic::topic;

topic! {
    camera_missing;
    use_camera;
    the_picture;
    seen_by_network;
    seen_by_network_sized;
    square(side: u32, width: u32, height: u32, left: u32, top: u32);
    cutter_help;
    use_square;
    size;
    square_keys;
    the_drawing;
    board_help;
    use_drawing;
    begin_with_shown;
    clear;
    colour;
    brush;
    board_keys;
    /// What a picture is called.
    sample(class: &str, index: u32);
    drawing;
    linked;
    adversarial(before: &str);
    /// Of the choice.
    image;
    choose;
    choose_help;
    draw_one;
    your_own;
    own;
    image_and_spectrum;
    its_spectrum;
    /// After the sentence before.
    spectrum_caption;
    no_image_yet;
    titled(title: &str);
    the_image;
    with_all;
    without_one(band: &str);
    without_any;
    without_several(bands: &str);
    take_one_out;
    limited;
    drawn_limited;
    /// Where a picture comes from.
    square_of(name: &str);
    drawn_by_hand;
    came_with_link;
    came_rounded(lost: &str);
    changed_by_attack;
    test_image(index: u32, class: &str);
    spectrum_of_image;
}
