use crate::{text::local, words::device::Words};
use freqscope_core::device::{
    reason::{GpuFailure, NoGpu, Reason},
    times::{Measurement, milliseconds},
};

pub const WORDS: Words = Words { reason };

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::ByHand => "von Hand gewählt".into(),
        Reason::AtOnce => "sie rechnet sofort, und noch war keine GPU schneller".into(),
        Reason::Untimed => "es gibt eine; ihre Zeit wurde nicht neben der CPU gemessen".into(),
        Reason::NoGpu(why) => format!("es rechnet keine GPU, denn {}", no_gpu(why)),
        Reason::FailedTwice => "die GPU hat zweimal versagt, darum rechnet jetzt die CPU".into(),
        Reason::TookOver { gpu, failure } => {
            format!("die GPU ({gpu}) {}, darum rechnet jetzt die CPU", did(*failure))
        }
        Reason::Trying(gpu) => format!("die GPU ({gpu}) wird daneben geöffnet und ihre Zeit gemessen"),
        Reason::FailedTrial(gpu) => format!("die GPU ({gpu}) hat beim Versuch versagt"),
        Reason::Timed(measured) => timed(measured),
    }
}

fn timed(Measurement { gpu, times, .. }: &Measurement) -> String {
    let [with_gpu, with_cpu] = [times.gpu, times.cpu].map(|time| local(milliseconds(time)));
    format!("{gpu}: {with_gpu} je Diagramm; CPU: {with_cpu}")
}

fn no_gpu(why: &NoGpu) -> String {
    let clause = match why {
        NoGpu::NotBuilt => "dieses Rechenprogramm wurde ohne seinen Teil für GPUs gebaut",
        NoGpu::Insecure => "WebGPU verlangt eine Seite, die über HTTPS oder von localhost kommt",
        NoGpu::NoWebGpu => "dieser Browser hat kein WebGPU",
        NoGpu::Unanswered => "der Browser wurde nach einer gefragt und hat nicht geantwortet",
        NoGpu::LookFailed => "der Browser konnte nicht nach einer suchen",
        NoGpu::NoAdapter => "der Browser bietet keine an (WebGPU fand keinen Adapter)",
        NoGpu::Lacks(feature) => return format!("dem WebGPU des Browsers fehlt {feature}"),
        NoGpu::Software => "die einzige ist in Software nachgebildet und damit langsamer als die CPU selbst",
        NoGpu::OpeningUnanswered => "sie sollte geöffnet werden und hat nicht geantwortet",
        NoGpu::NotOpened => "sie ließ sich nicht öffnen",
        NoGpu::Driver(said) => return format!("sie ließ sich nicht öffnen: {said}"),
    };
    clause.into()
}

fn did(failure: GpuFailure) -> &'static str {
    match failure {
        GpuFailure::Silent => "hat ihre Zahlen nicht herausgegeben",
        GpuFailure::OtherLogits => "hat andere Logits als die gespeicherten berechnet",
        GpuFailure::NotFinite => "hat etwas berechnet, das keine Zahl ist",
        GpuFailure::Failed => "hat versagt",
    }
}
