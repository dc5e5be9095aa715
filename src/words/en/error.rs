use crate::words::error::Words;

pub const WORDS: Words = Words {
    empty_file: "the file is empty: choose a PNG or JPEG image",
    file_too_large: |mib, max_mib| {
        format!(
            "the file is {mib} MiB, more than the {max_mib} MiB that are read: scale \
            the image down and save it again"
        )
    },
    unsupported_format: |format| {
        format!(
            "the file is {}, which is not read here: save the image as PNG or JPEG \
            and choose it again",
            format.description()
        )
    },
    undecodable: |reason| {
        format!(
            "the image cannot be decoded ({reason}): open it in an image editor, save it again \
            as PNG or JPEG, and choose the new file"
        )
    },
    broken_picture: |format| {
        format!(
            "the file is {} and cannot be decoded: it may be cut off or broken, so get it again, or save the image \
            as PNG or JPEG",
            format.description()
        )
    },
    no_pixels: |width, height| {
        format!("the image is {width} × {height} pixels, so there is nothing in it: choose another one")
    },
    image_too_large: |width, height, max_megapixels| {
        format!(
            "the image is {width} × {height} pixels, more than the \
            {max_megapixels} megapixels, or 65,535 a side, that are decoded: scale it down and choose it again"
        )
    },
    undrawable: "this browser cannot draw it: save it as PNG and choose that",
    array: |fault| format!("the .npy file cannot be used: {fault}"),
    band: |text| format!("“{text}” names no band: bands are 0 to 62, written like 0,5-9"),
    class: |text| {
        format!(
            "“{text}” names no class: use 0 to 9, or one of airplane, automobile, bird, cat, deer, dog, \
            frog, horse, ship, truck"
        )
    },
    parameter: |name, value, range| format!("{name} is {value}: choose {range}"),
    foreign: |option, choice| format!("{option} has no meaning for {choice}: leave it out"),
    target: |number, class| {
        format!(
            "image {number} is a “{class}” already: choose another target class or another \
            image"
        )
    },
    permutation: |reason| {
        format!(
            "the permutation is none ({reason}): give every direction c·1024 + u·32 + v with u, \
            v below some n from 1 to 32 exactly once, 3·n² numbers"
        )
    },
    unknown_model: |id, known| format!("there is no model “{id}”: use one of {known}"),
    manifest: |reason| {
        format!(
            "the model manifest cannot be used ({reason}): restore models/manifest.json from the \
            release that this program came with"
        )
    },
    weights: |model, reason| {
        format!(
            "the weights of “{model}” cannot be used ({reason}): fetch the file again from \
            the release that this program came with"
        )
    },
    packed_file: |name, reason| {
        format!(
            "“{name}” cannot be used as a model ({reason}): pack its checkpoint with `lab \
            pack` and choose the new file"
        )
    },
    checkpoint: |path, reason| format!("{path} cannot be used as a network: {reason}"),
    architecture: |text| {
        format!(
            "“{text}” names no architecture: use resnet18, 34, 50, 101 or 152, or vgg11, 13, 16 \
            or 19, such as resnet34"
        )
    },
    file: |path, reason| format!("{path}: {reason}"),
    download: |url, reason| format!("{url} cannot be downloaded ({reason}): check the connection and try again"),
    data_set: |path, reason| {
        format!(
            "{path} is not the test set ({reason}): run training/.venv/bin/python \
            training/data.py, or name its folder with --data"
        )
    },
    scores: |reason| {
        format!(
            "these scores cannot be used ({reason}): give every shard of one run, each finished, and \
            each once"
        )
    },
    profile: |reason| {
        format!("the means cannot be used ({reason}): write them again with `lab dataset` or `lab merge`")
    },
    claims: |reason| {
        format!(
            "the stored results cannot be used ({reason}): restore results/claims.json from the \
            release that this page came with"
        )
    },
    other_run: |path, difference| {
        format!(
            "{path} holds another run, which differs in {difference}: name another file \
            with --out, or remove this one"
        )
    },
    device: |reason| format!("the GPU cannot be used: {reason}; choose the CPU instead"),
    self_test: |model, device, difference| {
        format!(
            "the self-test of “{model}” failed on the {device}: its logits \
            differ from the stored ones by {difference}; reload the page, and if it stays, report the model and the \
            device"
        )
    },
    not_loaded: |model| format!("the model “{model}” is not loaded: load it first"),
    not_finite: |what| {
        format!(
            "the network gives {what} that is not a finite number, so its weights are broken or \
            far too large: choose another network, or pack its checkpoint again"
        )
    },
    computation: |reason| format!("the computation failed ({reason}): try again, on the CPU if it happens again"),
    silent: "the GPU does not give its numbers back: choose the CPU",
    cancelled: "cancelled",
    of_file: |name, told| format!("“{name}”: {told}"),
    cut_off: "the file ends before its picture does, so that part of the picture is missing: get the whole file",
    damaged: "part of the file is damaged, and what it would show is missing: get the file again",
    checksum: "a checksum in the file is wrong, so that some of its pixels may be: get the file again",
    moving: "the picture moves, and its first frame was taken",
    read_by_browser: "the file breaks the rules of its format, and this browser has made of it what it could",
    drawing: "the file is a drawing without pixels; this browser has drawn it",
    leaves: "values leave [0, 1], as those of an image without some frequencies do; or is it normalised? Then undo \
             that first, x * std + mean",
    protocol: |reason| format!("page and engine do not understand each other ({reason}): reload the page"),
};
