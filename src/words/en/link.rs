use crate::words::link::Words;

pub const WORDS: Words = Words {
    zero_mean_or_noise: "zero, mean, or noise with a seed such as noise:7",
    a_name: "a name of letters, digits and dashes",
    whole_number: |least, most| format!("a whole number from {least} to {most}"),
    a_png: |reason| format!("a PNG file in base64url ({reason})"),
    a_place: "a lesson, and behind a colon the number of a step, worksheet, answers or mine",
    a_loss: "a number from 0.01 to 0.50",
    one_of: |all| format!("one of {all}"),
    a_number: "a number such as 0.03 or 8/255",
    too_long: "it is longer than any link of this page",
    no_form: "it has no form that this page knows",
    other_version: |version| format!("it is of another version of the page (v{version})"),
    unknown_key: |name| format!("“{name}” is not known here"),
    and_more: |more| format!("; and {more} more"),
    not_all: |told| format!("Not all of this link can be shown: {told}. The rest is on the page."),
    no_sample: |id| format!("there is no sample “{id}”"),
    no_network: |id| format!("there is no network “{id}”"),
    no_step: |step, steps| format!("the lesson has {steps} steps, and no step {step}"),
    with_itself: |id| format!("“{id}” cannot be compared with itself"),
    senders_network: |hash| {
        format!(
            "one network is its sender’s own file (its weights’ SHA-256 begins with \
                    {hash}): drop it here to see it"
        )
    },
    diagonal_only: "this page draws the diagonal bands only, not “radial” ones",
    not_run: |run, reason| format!("“run={run}” is not followed, because {}", reason.trim_end_matches('.')),
    rounded: |lost| format!("each value of its picture was rounded to 8 bits, by up to {lost}/255"),
    lesson_needs_link: |text| format!("it is “{text}”: write v1/ and what is seen"),
};
