use crate::words::glossary::Words;

pub const WORDS: Words = Words {
    dct: "discrete cosine transform",
    dct_definition: "The discrete cosine transform (DCT) writes each colour channel as a sum of cosine waves. Its \
                     coefficients say how much of each wave there is, and nothing is lost: they give the picture \
                     back.",
    band: "band",
    band_definition: "All coefficients whose wave counts, across plus down, add up to the same number k: a diagonal \
                      of the spectrum. Band 0 is the mean colour, the last one the finest checkerboard.",
    logits: "logits",
    logits_definition: "The ten numbers that a network gives for a picture, one a class. The largest one names its \
                        answer; a softmax of them gives the probabilities.",
    normalised_pixels: "normalised pixels",
    normalised_pixels_definition: "Before it computes, a network subtracts from each colour its mean over all \
                                   training pictures. Zero in these numbers is that mean colour, not black. Choose \
                                   it under “Bands” to ask what a network makes of a picture without contrast \
                                   rather than without light.",
    white_noise: "white noise",
    white_noise_definition: "It changes every pixel by an independent random amount, so that each coefficient gets \
                             the same share on average. Here it has the same length as the attack beside it.",
    epsilon: "ε",
    epsilon_definition: "Epsilon, the largest change that an attack may make, in units of pixels from 0 (black) to 1 \
                         (full colour).",
    norms: "ℓ2 or ℓ∞",
    norms_definition: "Two ways to say how large a change is. ℓ2 is its length, the square root of the sum of all \
                       squares; ℓ∞ is the largest change of any single value.",
    rct: "relative change",
    rct_definition: "RCT, the change of a coefficient divided by its size before. Raw: as in the paper, where a \
                     coefficient near 0 makes it huge. Guarded: divided by at least 0.001. Absolute: not divided at \
                     all.",
    seed: "seed",
    seed_definition: "The number from which random numbers are drawn: the same seed gives the same numbers again.",
    ball: "ball",
    ball_definition: "All pictures whose change from the given one is at most ε, measured by ℓ2 or by ℓ∞: a ball or a \
                      cube around it.",
    cross_entropy: "cross-entropy",
    cross_entropy_definition: "The loss that training makes small: minus the logarithm of the probability that the \
                               network gives the right class. Attacks make it large.",
    pgd20: "PGD-20",
    pgd20_definition: "Twenty steps of projected gradient descent: each goes uphill on the loss, then back into the \
                       ball. The start is random; a picture counts as right only if it is at every step.",
    representation: "representation",
    representation_definition: "The numbers from which a network’s last layer reads the ten logits. Two pictures with \
                                the same representation are the same to the network.",
    interval: "95\u{a0}% interval",
    interval_definition: "Had other pictures been drawn, the number would have been another one. In 95 of 100 such \
                          draws the interval holds the true mean.",
    control_variate: "control variate",
    control_variate_definition: "A way to need fewer exact scores: a quick estimate is made for every picture, the \
                                 exact score for some, and the estimate’s mean is corrected by how the two differ \
                                 there.",
};
