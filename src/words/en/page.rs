use crate::words::page::Words;

pub const WORDS: Words = Words {
    rest_missing: |reason| format!("The rest of the page is missing: {reason}."),
    drop_hint: "Drop images or a model anywhere",
    leave_projector: "Leave the projector view",
    another_picture: "Another picture",
    which_square: "Which square of it",
    other_networks: "Other networks",
    more_networks: "How each was trained and what it withstands, and a network of your own: ",
    all_networks: "all networks",
    all_measured: "Everything that the page can measure, with all its settings.",
    how_to_read_scores: "Each bar is one band of spatial frequencies. A logit is the number that a network gives a \
                         class before all ten are turned into probabilities; the class with the largest is its \
                         answer. Above the line: without the band the logit of the class is lower, so the band \
                         supports the class. Below the line: without the band it is higher, so the band speaks \
                         against the class.",
    scores_of_class: |class| format!("Occluded Frequency for class “{class}”"),
    scores_of_picture: "Occluded Frequency of the picture",
    take_bands_out: "Take bands out",
    some_networks: "Networks of CIFAR-10",
    and: " and ",
    zeros: "zeros",
    training_mean: "the training images’ mean",
    noise: "noise",
    about_survey: "Four ResNet-18 on the test images of CIFAR-10, bands replaced by zeros",
    about_figure: |networks, picture, fill| format!("{networks}: {picture}, bands replaced by {fill}"),
};
