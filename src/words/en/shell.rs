use crate::words::shell::Words;
use yew::html;

pub const WORDS: Words = Words {
    document_title: "freqscope: which spatial frequencies does a network rely on?",
    colours: "Colours",
    as_system: "System",
    light: "Light",
    dark: "Dark",
    language: "Language",
    parts_of_page: "Parts of the page",
    method: "Method",
    method_bands: "Each colour channel of the 32 × 32 image, with pixels in [0, 1], is turned into a spectrum by the \
                   orthonormal two-dimensional DCT-II. Band k holds all coefficients (u, v) with u + v = k, from \
                   k = 0, the mean colour, to k = 62, the finest checkerboard.",
    method_score: || {
        html! {
            <>
                { "To take a band out, its coefficients in all three channels are replaced, by zeros unless you \
                   choose otherwise, and the spectrum is turned back into an image. The score of band k for class c \
                   is " }<i>{ "f" }</i><sub>{ "c" }</sub>{ "(image) − " }<i>{ "f" }</i><sub>{ "c" }</sub>
                { "(image without band k), where " }<i>{ "f" }</i><sub>{ "c" }</sub>
                { " is the logit of class c: the network’s output before the softmax. It says what this network \
                   does with this image, and no more." }
            </>
        }
    },
    paper: || {
        html! {
            <>
                { "After Z. Wang, Y. Yang, A. Shrivastava, V. Rawal and Z. Ding, " }
                <cite>{ "Towards Frequency-Based Explanation for Robust CNN" }</cite>{ ", 2020." }
            </>
        }
    },
    network_and_data: "Network and data",
    no_network_yet: "The network is described here once the list of models has arrived.",
    network_card: |architecture, measured, size| format!(" ({architecture}): {measured} {size}, 8 bits a weight."),
    nothing_measured: "a file of your own, of which nothing has been measured here.",
    clean_accuracy: |share| format!("{share} of the 10,000 test images correct with these weights"),
    no_accuracy: "Its accuracy with these weights has not been measured",
    trained: |training, measured| format!("{training} training on CIFAR-10. {measured}."),
    sources: || {
        html! {
            <>
                { "The samples are test images of CIFAR-10 (A. Krizhevsky, 2009). How each network was trained, and what \
                   it withstands, is in the " }<a href="models.html">{ "model cards" }</a>{ "." }
            </>
        }
    },
    licences: || {
        html! {
            <>
                { "freqscope is free to use, change and pass on, under MIT or Apache-2.0; so, under " }
                <a href="licences.html">{ "licences of their own" }</a>{ ", are the packages that it is made of." }
            </>
        }
    },
    privacy: "Your browser computes everything: spectra and ablated images in this page, the network in a \
              worker, on the GPU where it is fit for the work and on the CPU otherwise. No image is sent \
              anywhere, and nobody is counted or tracked.",
    copy_link: "Copy link",
    link_copied: "Copied. It opens what you see now.",
    link_not_copied: "This browser does not let the page copy; take the address from the address bar.",
    automatic: "Automatic",
    stays_here: "Nothing leaves this machine.",
    compute_on: "Compute on",
    device: "Device",
    threads: |count| format!("{count} threads"),
    no_device_yet: "The device is chosen once the engine has arrived.",
    figure_compare: "Two networks, and what fine detail they need",
    figure_occlusion: "Which bands an answer rests on",
    figure_spectrum: "A picture and its spectrum",
    figure_ablation: "A picture without some of its bands",
    figure_attack: "An attack, and the bands in which it lies",
    figure_inversion: "A picture that means the same to a network",
    figure_survey: "Mean scores of four networks",
    figure_proposition: "What a change of a picture costs",
    notices: "Notices",
    details: "Details",
    dismiss: "Dismiss",
    copy_details: "Copy details",
    copied: "Copied",
    not_copied: "This browser does not let the page copy",
    section_article: "Article",
    section_sum: "An image is a sum of frequencies",
    section_missing: "What a network says when one is missing",
    section_scores: "Occluded Frequency",
    section_landing: "Where attacks land",
    section_training: "What adversarial training changes",
    section_lookalikes: "Images that mean the same to a network",
    section_holds: "Does it hold?",
    section_instruments: "Instruments",
    section_bands: "Bands",
    section_extremes: "Lowest and highest",
    section_attack: "Attack",
    section_inversion: "Look-alike",
    section_survey: "Many images",
    section_probes: "Noise and filters",
    section_proposition: "What a change costs",
    section_networks: "Networks",
    section_lessons: "Lessons",
    section_claims: "The claims in full",
    subject: "What the instruments are about",
    the_picture: "The picture",
    picture: "Picture",
    change_picture: "Change the picture",
    network: "Network",
    networks: "Networks",
    change_networks: "Change the networks",
    change: "Change",
};
