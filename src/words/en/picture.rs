use crate::words::picture::Words;

pub const WORDS: Words = Words {
    camera_missing: "The camera’s script cannot be loaded here.",
    use_camera: "Use the camera",
    the_picture: "The picture",
    seen_by_network: "What the network will see",
    seen_by_network_sized: "What the network will see, 32 × 32",
    square: |side, width, height, left, top| {
        format!(
            "{side} × {side} pixels of {width} × {height}, {left} from \
                    the left and {top} from the top"
        )
    },
    cutter_help: "Drag the square, or its lower right corner. Arrow keys move it, with Shift by single pixels; + and \
                  − change its size.",
    use_square: "Use this square",
    size: "Size",
    square_keys: "The square: arrow keys move it, plus and minus change its size",
    the_drawing: "The drawing",
    board_help: "Paint with the pointer; or move with the arrow keys and paint with the space bar.",
    use_drawing: "Use it",
    begin_with_shown: "Begin with the picture on show",
    clear: "Clear",
    colour: "Colour",
    brush: "Brush",
    board_keys: "The grid: arrow keys move the brush, the space bar paints",
    sample: |class, index| format!("{class}, test image {index}"),
    drawing: "drawing",
    linked: "picture from a link",
    adversarial: |before| format!("adversarial image of {before}"),
    image: "Image",
    choose: "Choose an image",
    choose_help: "or drop or paste any that this browser can show, one or several: the central square, or another \
                  one, is scaled to 32 × 32 pixels. A .npy of one image is taken as it is. Nothing leaves this \
                  machine.",
    draw_one: "Draw one",
    your_own: "Your own",
    own: "your own",
    image_and_spectrum: "The image and its spectrum",
    its_spectrum: "Its spectrum.",
    spectrum_caption: " Magnitude of each DCT coefficient, mean of the three channels, logarithmic. Drag across it \
                       to take bands out.",
    no_image_yet: "No image yet.",
    titled: |title| format!("The image: {title}"),
    the_image: "The image.",
    with_all: "With all its bands",
    without_one: |band| format!("Without band {band}"),
    without_any: "Without any band",
    without_several: |bands| format!("Without bands {bands}"),
    take_one_out: " Take a band out to see the image change.",
    limited: " Values are limited to [0, 1], as the network gets them.",
    drawn_limited: " Values outside [0, 1] are drawn as black or full colour; the network gets them as they are.",
    square_of: |name| format!("{name}, a square of it at 32 × 32 pixels."),
    drawn_by_hand: "Drawn by hand.",
    came_with_link: "It came with the link.",
    came_rounded: |lost| format!("It came with the link, for which each value was rounded by up to {lost}/255."),
    changed_by_attack: "Changed by an attack.",
    test_image: |index, class| format!("CIFAR-10 test image {index}, labelled {class}"),
    spectrum_of_image: "Spectrum of the image: magnitude of each DCT coefficient, coarse at the top left, fine at \
                        the bottom right",
};
