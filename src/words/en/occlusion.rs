use crate::words::occlusion::Words;

pub const WORDS: Words = Words {
    band: |band| format!("band {band}"),
    bands_to_take_out: "Bands to take out",
    low: "Low",
    middle: "Middle",
    high: "High",
    bands: "Bands",
    bands_example: "none, or such as 0,5-9",
    clear: "Clear",
    zero: "Zero",
    zero_meaning: "Coefficients become 0, as in the paper.",
    mean: "Training mean",
    mean_meaning: "Coefficients become their mean over the 50,000 training images.",
    noise: "Noise",
    noise_meaning: "Coefficients become random, with the energy of the band. The draws begin at seed 0: the same at \
                    each visit.",
    pixels: "Pixels in [0, 1]",
    pixels_meaning: "As the paper has it. Without band 0 each channel has mean 0: the image darkens.",
    normalised: "Normalised pixels",
    normalised_meaning: "As the network reads them: minus the mean of the training set, divided by its spread. \
                         Without band 0 the image keeps the training set’s mean colour. Choose it to ask about the \
                         picture’s own colour, not about darkness; other bands are the same.",
    replace_by: "Replace them by",
    zero_in: "Zero in",
    limit: "Limit the ablated image to [0, 1] before the network sees it",
    the_class: "the class",
    quoted: |class| format!("“{class}”"),
    score_axis: |class| format!("Score: fall of the logit of {class} without band k"),
    all_zero: "All 63 scores are 0: the answer is the same without any band. So it is for a black picture, in which \
               there is nothing to replace by zeros.",
    stop: "Stop",
    try_again: "Try again",
    compute: "Compute",
    bar: |band, score| format!("band {band}, score {score}"),
    bar_of_two: |band, first, second| {
        format!(
            "band {band}, score {first} of the first network, {second} of the \
                    second"
        )
    },
    bar_of_second: |band, second| format!("band {band}, no score of the first network yet, {second} of the second"),
    bar_unknown: |band| format!("band {band}, no score yet"),
    predicted_class: "the predicted class",
    chart: |class| format!("Occluded Frequency for class {class}: 63 bars, arrow keys move, Enter takes a band out"),
    waiting: "waiting for the engine",
    computing: "computing…",
    computing_of: |done, total| format!("computing… {done} of {total}"),
    not_computed: "could not be computed.",
    stopped: "stopped",
    predicts: |name, class| format!("{name} predicts “{class}”"),
    both_about: |others, class| format!("{others}; both charts are about “{class}”."),
    and: " and ",
    column_score: "Score",
    column_logit: "Logit without it",
    column_prediction: "Prediction without it",
    column_band: "Band",
    as_table: "Show the scores as a table",
    scores: "Scores",
    predicted: "predicted",
    predicted_is: |class| format!("predicted: {class}"),
    class_of_interest: "Class of interest",
    figure_root: |class, picture| format!("Occluded Frequency of “{class}”: {picture}"),
    figure_head: |class, picture| format!("Occluded Frequency of class “{class}” · {picture}"),
    figure_title: |class| format!("Occluded Frequency of class “{class}”"),
    input: "Input",
    log_dct: "|DCT|, logarithmic, coarse at the top left",
    spectrum_without: |band| format!("Spectrum without band {band}"),
    score_comes_about: |logit, less, score| format!("score {logit} − {less} = {score}"),
    score: |score| format!("score {score}"),
    score_and_answer: |score, class, share| format!("score {score}, says {class}, {share}"),
    all_scores: "Scores of all bands (logits)",
    without_lowest: |band| format!("Without the lowest band, {band}"),
    without_second_lowest: |band| format!("Without the second lowest, {band}"),
    without_third_lowest: |band| format!("Without the third lowest, {band}"),
    without_top: |place, band| format!("Without the top {place} band, {band}"),
    extremes_title: "Lowest frequencies, highest scores",
    extremes_help: "As in the paper’s Fig. 4: the image without each of its three lowest bands, and without each of \
                    the three bands with the highest score.",
    extremes_of_first: " They are those of the first network; both say what becomes of the image.",
    three_lowest: "The three lowest bands",
    three_highest: |class| format!("The three highest scores for {class}"),
    image_without: |band| format!("The image without band {band}"),
    all_bands: "All bands",
    largest_score: "Largest score: ",
    point_at_bar: "Point at a bar to read it; click it to see the image without that band.",
    no_score_yet: "no score yet",
    band_head: |band| format!("Band {band}"),
    still: |class| format!("still {class}"),
    becomes: |class| format!("prediction becomes {class}"),
    readout: |score, class, before, after, verdict| {
        format!(
            "score {score} · logit of {class} {before} → {after} \
                    · {verdict}"
        )
    },
    network_says: |name, says, probability, class, logit| {
        format!(
            "{name} · says “{says}”, {probability} · logit \
                    of “{class}” {logit}"
        )
    },
    score_note: "Score of band k: logit of the image minus logit without the band. Band k: DCT coefficients (u, v) \
                 with u + v = k, 0 to 62.",
    replaced_by: |what| format!("A removed band is replaced by {what}."),
};
