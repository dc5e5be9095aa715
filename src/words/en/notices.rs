use crate::words::notices::Words;

pub const WORDS: Words = Words {
    gpu_failed: |gpu| format!("the GPU ({gpu}) failed, so the CPU took over"),
    not_kept: |name, why| format!("“{name}” is not kept for a visit without a network: {why}"),
    nothing_kept: "this browser keeps nothing for this page: it forbids that, or its storage is full",
    no_files_kept: "this browser keeps no files of this page",
    stopped_answering: "The engine stopped answering",
    failed: "The engine failed",
    cannot_start: "The engine cannot be started. Spectra and ablated images still work; reload the page to try again.",
    restarted: |what| format!("{what} and was restarted."),
    restart_or_reload: "Restart it, or reload the page.",
    cpu_or_restart: "Choose the CPU, or restart it.",
    given_up: |what, advice| format!("{what}. It has failed three times in a row and was not restarted. {advice}"),
    no_curve: |network| format!("There is no stored curve of {network}."),
    no_models: "it lists no model",
    natural_network: "natural network",
    robust_network: "robust network",
};
