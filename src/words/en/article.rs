use crate::words::article::{Case, Words};
use yew::html;

pub const WORDS: Words = Words {
    heading: "What a network looks at",
    lead: "The argument of “Towards Frequency-Based Explanation for Robust CNN” in seven steps, each with a figure \
           that can be used, and with what became of it when it was measured again.",
    contents: "Contents of the article",
    link_to: |title| format!("Link to “{title}”"),
    beside_paper: "Beside the paper",
    try_it: "Try",
    look_for: "Look for",
    awaited: "The stored measurements are on their way.",
    missing: "The stored measurements cannot be shown. ",
    try_again: "Try again",
    does_it_hold: "Does it hold?",
    quoted: |claim| format!("“{claim}”"),
    claim_in_full: |number| format!("Claim {number} in full"),
    and: " and ",
    no_value: "a band has no value",
    no_mean: "a mean is missing",
    bands: |case, first, last| {
        let before = match case {
            Case::Bare => "",
            Case::In => "in ",
            Case::Of => "of ",
        };
        format!("{before}bands\u{a0}{first}\u{2060}–\u{2060}{last}")
    },
    band: |case, band| match case {
        Case::Bare => format!("band\u{a0}{band}"),
        Case::In => format!("in band\u{a0}{band}"),
        Case::Of => format!("of band\u{a0}{band}"),
    },
    no_band: |case| match case {
        Case::Bare => "no band".into(),
        Case::In => "in no band".into(),
        Case::Of => "of no band".into(),
    },
    natural: "natural",
    l2_quarter: "robust, ℓ2 0.25",
    l2_half: "robust, ℓ2 0.5",
    linf: "robust, ℓ∞ 8/255",
    sum_patterns: |side, plane, dct| {
        html! { <>{ "A picture of " }{ side }{ " × " }{ side }{ " pixels can be written as a sum of " }{ plane }{ " fixed patterns: waves that run across and down, from an even grey to the finest checkerboard. How \
        much of each is in the picture is a number, its coefficient; the " }{ dct }{ " finds them all." }</> }
    },
    sum_bands: |band, count, highest, coarse| html! { <>{ "Patterns that are equally fine make up one " }{ band }{ "; there are " }{ count }{ ", from band 0, the mean colour, to band " }{ highest }{ ". " }{ coarse }</> },
    sum_coarse: |share, in_bands| {
        format!(
            "Of the contrast of this picture, all that is not its mean colour, {share} \
            lies {in_bands}."
        )
    },
    sum_task: "Move the slider from left to right: each step adds one band, and shows its pattern alone. Then ask the \
               networks about the sum.",
    sum_look: "How early you recognise it.",
    sum_look_with: |bands, all, fine| {
        format!(
            "How early you recognise it. {bands} hold {all} of all coefficients, \
            but only {fine} of this picture’s contrast."
        )
    },
    sum_aside: "The paper’s Section 2",
    sum_aside_text: "It argues with the Fourier transform and computes with the cosine transform. Here: the \
                     orthonormal DCT of each colour channel, in double precision, of the picture at the top of this \
                     page.",
    sum_formula: |coefficient, down, across, pattern| html! { <>{ "With " }{ coefficient }{ " the coefficient of the wave that counts " }{ down }{ " down and " }{ across }{ " across, and " }{ pattern }{ " its pattern, the picture is" }</> },
    missing_logits: |logits| {
        html! { <>{ "For a picture a network gives ten numbers, one for each class it knows: its " }{ logits }{ ". The largest is its answer, whatever the picture shows. Take one band out, add up the rest, and ask \
        again. If the logit of a class falls, the band was evidence for it." }</> }
    },
    missing_fall: |network, band, class, without, whole| {
        format!(
            "Hardly any of these pictures looks different to us. \
            To the {network} it may: without band {band} its logit of “{class}” is {without} rather than {whole}."
        )
    },
    missing_task: "Point at a band in the chart, or move the slider: one band goes, all others stay. The button leads \
                   to the instruments, where several bands can go at once.",
    missing_look: "How far each curve falls from its dashed line, the whole picture. And the bands without which a \
                   network says something else.",
    missing_none: " In this picture there is none: one band is not enough.",
    missing_some: |counted| format!(" In this picture there are {counted}."),
    for_network: |count, network| format!("{count} for the {network}"),
    missing_aside: "The paper’s Fig. 4, first row",
    missing_aside_text: "There: a ResNet-50, one band at a time. Here: the networks and the picture of this page. \
                         What the paper says of people, that they hardly see which band is missing, is not tested \
                         here: nobody was asked.",
    missing_formula: |band| {
        html! { <>{ "The picture without band " }{ band }{ " is the inverse transform of its coefficients, with those of the band replaced by 0 (the paper’s eq. \
        6):" }</> }
    },
    scores_fall: |normalised| {
        html! { <>{ "The fall of the logit is the band’s score: above zero, the band supports the class; below, it speaks \
        against it. The paper calls the 63 scores Occluded Frequency. What “missing” means is a choice: \
        zeros, as in the paper, or zeros in " }{ normalised }{ ", the training pictures’ mean, or noise." }</> }
    },
    scores_lowest: |images, lowest, times| {
        format!(
            "Over {images} test images the natural network’s mean score of \
            band 0 is {lowest} logits, {times} times that of any other band: a picture without its mean colour is \
            black on average."
        )
    },
    scores_task: "Choose another class: which bands speak for “cat” in this picture? Then “Test set”: what remains \
                  when the scores of all test images are averaged.",
    scores_look: "The bands that speak against the class. A single picture is jagged; the mean is smooth.",
    scores_look_with: |counted| {
        format!(
            "The bands that speak against the class: {counted}. A single picture is \
            jagged; the mean is smooth."
        )
    },
    scores_aside: "The paper’s Fig. 4, right",
    scores_aside_text: "There: the scores of one image. Here: those of the picture of this page for two networks on \
                        one scale, and the means over the whole test set, which the paper shows by class in Fig. 1.",
    scores_formula: |logit, class, band| html! { <>{ "With " }{ logit }{ " the logit of class " }{ class }{ ", the score of band " }{ band }{ " is (eq. 7)" }</> },
    landing_small: |epsilon, norms| {
        html! { <>{ "An attack changes a picture so little that we hardly see it, at most by " }{ epsilon }{ " in " }{ norms }{ ", and the network answers something else. The paper says that such changes lie mostly at middle and \
        fine frequencies, where our eyes are weak." }</> }
    },
    landing_noise: |noise, clause| html! { <>{ "They do. But so does " }{ noise }{ ", which aims at nothing" }{ clause }{ ". The question is what an attack does beyond that." }</> },
    landing_noise_clause: |share, in_bands, coefficients| {
        format!(
            ": {share} of it lies {in_bands}, because \
            {coefficients} of all coefficients do"
        )
    },
    landing_task: |link, seed| {
        html! { <>{ "Choose “Over noise”: each curve is divided by the dashed one, and where it leaves 1 the attack \
        prefers or avoids a band. Or " }{ link }{ " yourself; with the same " }{ seed }{ " an attack comes out the same." }</> }
    },
    landing_attack: "attack the picture of this page",
    landing_look: "Where the curve leaves the dashed one.",
    landing_part: |attack, coarse, fine| format!("{attack} {coarse} and {fine}"),
    landing_look_with: |attacks| {
        format!(
            "How much an attack has of what noise has, in the coarsest and in the finest \
            third: {attacks}. At 1 it only follows the coefficients."
        )
    },
    landing_here: |attacked, images, seed, radii| {
        format!(
            "Here: ResNet-18, natural, the {attacked} of the first \
            {images} test images that it classifies rightly, seed {seed}; {radii}. "
        )
    },
    landing_radius: |attack, epsilon| format!("{attack} with ε = {epsilon}"),
    landing_aside: "The paper’s Fig. 2",
    landing_aside_text: |rct, here, link| html! { <>{ "There: maps of " }{ rct }{ " for four attacks on a VGG-19, 200 images, no noise to compare with. " }{ here }{ link }</> },
    landing_maps: "The maps themselves",
    landing_formula: |coefficients, band| html! { <>{ "With " }{ coefficients }{ " the coefficients of the change, the share of band " }{ band }{ " is" }</> },
    training_ball: |ball, price| html! { <>{ "Adversarial training shows a network, at each step, not the training picture but the worst one in a " }{ ball }{ " around it. What comes out is robust" }{ price }{ "." }</> },
    training_price: |attack, after, before, paid, full| {
        format!(
            ": under attack ({attack}) it is right about {after} \
            of the test images rather than {before}, and pays for that on clean ones, {paid} rather than {full}"
        )
    },
    training_shift: |shift| format!("It also looks elsewhere{shift}."),
    training_shares: |bands, natural, robust| {
        format!(
            ": of all that is said for or against the predicted class, \
            |score| summed over a picture’s bands, {bands} hold {natural} in the natural network and {robust} in \
            that of ℓ2 0.5"
        )
    },
    training_low_pass: |images, bands, natural, robust| {
        format!(
            "Filters ask the same in another way: where only {bands} of {images} test images are kept, the natural network is \
             right on {natural} and the robust one on {robust}."
        )
    },
    training_high_pass: |natural, robust| {
        format!(
            "Where only all the finer bands are kept, it is {natural} and {robust}; guessing is right on 10\u{a0}%."
        )
    },
    training_tools: |found| {
        format!("Noise along single waves, filters and PGD ask the same of a network in other ways. {found}")
    },
    training_look: "Where the curves end.",
    training_look_with: |left| format!("What is left in the finest third of the bands: {left}."),
    training_task: |button| html! { <>{ "Choose “Logits” for the scores themselves. Then " }{ button }{ " in everything on this page." }</> },
    training_compare: "compare with the ℓ∞ network",
    training_here: |images| format!("Here: ResNet-18, trained for this page, all {images} test images. "),
    training_aside: "The paper’s Fig. 1",
    training_aside_text: |here, link| html! { <>{ "There: mean scores of ResNet-50s, by class, in logits. " }{ here }{ "A share lets networks be compared whose logits are of different size; band 0 goes beyond the scale. " }{ link }</> },
    training_by_class: "By class, with intervals",
    training_formula: |weights, cross_entropy, change| html! { <>{ "Training looks for weights " }{ weights }{ " whose " }{ cross_entropy }{ " is small at the worst change " }{ change }{ " in the ball:" }</> },
    lookalikes_search: |representation| {
        html! { <>{ "Begin at another picture, and change it step by step until the network’s " }{ representation }{ " of it is that of the picture sought. What then still differs is what the network does not look at. \
        The paper says: in a robust network mostly coarse frequencies, in a natural one middle ones." }</> }
    },
    lookalikes_loss: |images, start, end, steps| {
        format!(
            "Over {images} pictures the natural network’s relative loss \
            goes from {start} to {end} in {steps} steps."
        )
    },
    lookalikes_lowest: |before, natural, robust| {
        format!(
            " But two pictures differ mostly at coarse frequencies \
            anyway: {before} of the difference lies in the lowest third at the start, and at the end {natural} for \
            the natural network and {robust} for that of ℓ2 0.5."
        )
    },
    lookalikes_task: |link| {
        html! { <>{ "Search for a look-alike of the picture of this page, for both networks: it takes some seconds. More \
        steps, and another start, are among " }{ link }{ "." }</> }
    },
    instruments: "the instruments",
    lookalikes_look: "Where a curve leaves 1.",
    lookalikes_look_with: |left| {
        format!(
            "Where a curve leaves 1. What is left of the difference in the mean colour: \
            {left}. The stronger the training, the more of the coarse difference has to go; above 1 the search has \
            added what was not there."
        )
    },
    lookalikes_aside: "The paper’s Fig. 3",
    lookalikes_aside_text: |images| {
        format!(
            "There: the spectrum of the difference for a natural and a robust \
            network. Here: {images}four ResNet-18s, and the difference at the start to compare with, which the \
            paper does not show."
        )
    },
    lookalikes_images: |images| format!("{images} test images, "),
    lookalikes_formula: |representation| html! { <>{ "With " }{ representation }{ " the representation, the search is for (eq. 9)" }</> },
    lookalikes_relative: |representation| html! { <>{ "The relative loss is this distance over the length of " }{ representation }{ "; where it is 0, the network takes the two for the same." }</> },
    holds_claims: |interval, count| html! { <>{ "Each claim of the paper was turned into a number that could have come out otherwise, measured with a " }{ interval }{ ", and judged by a rule that a script applies. " }{ count }</> },
    holds_text: "That robust networks rest on coarse frequencies stands firm. That attacks seek the fine ones is half \
                 a truth: most of a spectrum is fine, and noise would lie there too. A verdict is about the \
                 networks of this page and CIFAR-10, no more.",
    holds_task: |link| html! { <>{ "Open " }{ link }{ ": every measurement with its interval, and the rule that made the verdict of it." }</> },
    claims_in_full: "the claims in full",
    holds_look: "The claims that hold in part.",
    holds_look_with: |readings, firm| {
        format!(
            "What depends on a choice. Occluded Frequency was read in {readings} \
            ways (another fill, clipped pictures, rings for diagonals and more); in {firm} of them all claims about \
            Fig. 1 hold."
        )
    },
    holds_aside: "All of the paper’s figures",
    holds_aside_text: |control_variate| {
        html! { <>{ "The networks are this project’s own, the images CIFAR-10’s test set; how many were used stands \
        beside each number. One of the readings saves time by a " }{ control_variate }{ "." }</> }
    },
};
