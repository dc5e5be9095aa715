use crate::words::networks::Words;

pub const WORDS: Words = Words {
    own_training: "your own",
    natural: "natural",
    adversarial: |threat| format!("adversarial, {threat}"),
    correct: |share| format!("{share} correct"),
    not_measured: "not measured",
    robust: |share, threat| format!("{share} under PGD-20, {threat}"),
    open_checkpoint: |name| format!("What “{name}” does not say"),
    cannot_be: |clause| format!("This cannot be: {clause}."),
    three_numbers: "Write three numbers with commas between them, for red, green and blue.",
    open_it: "Open it",
    leave_it: "Leave it",
    top_of_file: "the one at the top of the file",
    quoted: |name| format!("“{name}”"),
    which_network: "It holds several networks. Which one?",
    usual_pixels: |mean, std| format!("As usual for CIFAR-10: minus {mean}, divided by {std}"),
    plain_pixels: "Not at all: it takes pixels from 0 to 1 as they are",
    other_pixels: "Otherwise:",
    what_with_pixels: "What does it do to pixels before its first layer?",
    it_subtracts: "It subtracts",
    divides_by: "and divides by",
    fetching_engine: "Fetching the engine…",
    preparing_engine: "Preparing the engine…",
    engine: "Engine:",
    choosing_device: "Choosing a device…",
    engine_not_running: "The engine is not running.",
    engine_rests: "The engine rests until this is seen.",
    megabytes_so_far: |done| format!(" {done} MB…"),
    megabytes_of: |done, total| format!(" {done} of {total} MB"),
    loading: "Loading",
    getting_weights: |total| format!("Getting {total} of weights…"),
    self_test: "Self-test…",
    weights: "Weights:",
    unusable: "It cannot be used.",
    fetched_later: "It is fetched once the first network’s chart is there.",
    nobody_to_ask: "There is no network to ask.",
    opening: |name| format!("Opening “{name}”…"),
    choose_or_open: "Choose or compare networks, or open your own",
    more_or_open: "More about this network, or open your own",
    then_compare: " You can then compare the two.",
    open_own: "Open a model of your own",
    open_own_help: "A checkpoint as PyTorch saved it (.pt, .pth, .ckpt), .safetensors or .npz: a ResNet or a VGG for \
                    CIFAR-10. You can also drop it anywhere on the page; it never leaves this machine.",
    clear_stored: "Clear what is stored",
    stored_bytes: |bytes| {
        format!(
            "{bytes} are stored on this machine, so that the next visit needs no network \
                    for them."
        )
    },
    stored_here: ", stored here",
    keep_named: |name, size| format!("Keep {name} for offline, {size}"),
    being_kept: "Being kept…",
    keep: "Keep for offline",
    show_named: |name| format!("Show {name}"),
    show: "Show",
    compare_named: |name| format!("Compare with {name}"),
    compare: "Compare",
    called: |name| name.into(),
    network: "Network",
    restart_engine: "Restart the engine",
    stop_comparing: "Stop comparing",
    as_file_says: "as the file says",
    as_you_said: "as you said",
    as_key: |key| format!(", as “{key}”"),
    how_read: |name| format!("How “{name}” was read"),
    packed_names: |layout, place| format!("Its names are those of the {layout} layout{place}. "),
    packed_pixels: |mean, std, says| {
        format!(
            "From pixels {mean} is subtracted, and they are divided by {std}, \
                    {says}. "
        )
    },
    packed_rounding: |rounding| {
        format!(
            "Its weights are rounded to 8 bits, which changes a logit of a test image \
                    by at most {rounding}."
        )
    },
    taken_for_granted: "Weights do not say the following, which is taken for granted:",
    whether_so: "Whether it is so, ",
    finds_out: " finds out with logits of your own code.",
    your_network: "Your network ",
    keep_own: |bytes| format!("Keep it in this browser for later visits ({bytes})"),
    correct_pixels: "Correct what I said of its pixels",
    own_origin: |architecture, file, sha256| {
        format!(
            "{architecture}, from the file “{file}”. Its packed weights’ \
                    SHA-256 begins with {sha256}, by which links name it."
        )
    },
    first: "First",
    second: "Second",
    none: "none",
    class: "Class",
    logit: "Logit",
    whole: "Whole",
    without: "Without",
    whole_image: "Whole image",
    without_bands: "Without the bands",
    networks_say: "What the networks say",
    network_says: "What the network says",
    only_ten_classes: "A network knows these ten classes and nothing else: whatever the picture shows, its answer is \
                       one of them, and it may be sure of it.",
    waiting_for_engine: "Waiting for the engine",
    computing: "Computing…",
    computing_of: |done, total| format!("Computing… {done} of {total}"),
    scores_failed: "The scores could not be computed.",
    stopped: "Stopped.",
};
