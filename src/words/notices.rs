//! What the page tells its visitor besides its results, and why it computes where it does.

use super::topic::topic;

topic! {
    gpu_failed(gpu: &str);
    not_kept(name: &str, why: &str);
    nothing_kept;
    no_files_kept;
    stopped_answering;
    failed;
    cannot_start;
    /// `what`: a sentence without its full stop.
    restarted(what: &str);
    restart_or_reload;
    cpu_or_restart;
    /// `what`: a sentence without its full stop; `advice`: one with it.
    given_up(what: &str, advice: &str);
    no_curve(network: &str);
    no_models;
    natural_network;
    robust_network;
}
