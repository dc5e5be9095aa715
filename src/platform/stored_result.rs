//! The results that were computed beforehand and are served with the page, in `results/`.

use freqscope_core::{attack::method_kind::MethodKind, spectrum::basis::Basis};

/// Where the results lie, relative to the page.
const FOLDER: &str = "results/";

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredResult {
    Claims,
    /// Mean Occluded Frequency of the model with this id over test images.
    Profile(String),
    /// Scores of the samples, of the model with this id.
    Samples(String),
    /// Where the attacks of a method on the model with this id land.
    Attack(String, MethodKind),
    /// The representation inversions of test images on the model with this id.
    Inversion(String),
    /// How often the model with this id is wrong under noise along each wave of a basis.
    HeatMap(String, Basis),
    /// How often the model with this id is right behind filters.
    Filter(String),
    /// How alike the frequency tools rank the networks, and corruptions.
    Agreement,
}

impl StoredResult {
    /// Relative to the page.
    pub fn url(&self) -> String {
        match self {
            Self::Claims => format!("{FOLDER}claims.json"),
            Self::Profile(model) => format!("{FOLDER}of-{model}.json"),
            Self::Samples(model) => format!("{FOLDER}samples-{model}.json"),
            Self::Attack(model, method) => format!("{FOLDER}rct-{model}-{}.json", file_name(*method)),
            Self::Inversion(model) => format!("{FOLDER}invert-{model}.json"),
            Self::HeatMap(model, Basis::Fourier) => format!("{FOLDER}heatmap-{model}.json"),
            Self::HeatMap(model, Basis::Dct) => format!("{FOLDER}heatmap-{model}-dct.json"),
            Self::Filter(model) => format!("{FOLDER}filter-{model}.json"),
            Self::Agreement => format!("{FOLDER}agreement.json"),
        }
    }
}

/// As the names of files have it.
fn file_name(method: MethodKind) -> &'static str {
    match method {
        MethodKind::Fgsm => "fgsm",
        MethodKind::PgdLinf => "pgd",
        MethodKind::PgdL2 => "pgd-l2",
        MethodKind::Cw => "cw",
        MethodKind::Simba => "simba",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_has_its_own_file() {
        assert_eq!(StoredResult::Claims.url(), "results/claims.json");
        assert_eq!(StoredResult::Profile("resnet18".into()).url(), "results/of-resnet18.json");
        assert_eq!(StoredResult::Samples("vgg19".into()).url(), "results/samples-vgg19.json");
        assert_eq!(StoredResult::Attack("vgg19".into(), MethodKind::PgdLinf).url(), "results/rct-vgg19-pgd.json");
        assert_eq!(StoredResult::Inversion("resnet18".into()).url(), "results/invert-resnet18.json");
        assert_eq!(StoredResult::HeatMap("a".into(), Basis::Fourier).url(), "results/heatmap-a.json");
        assert_eq!(StoredResult::HeatMap("a".into(), Basis::Dct).url(), "results/heatmap-a-dct.json");
        assert_eq!(StoredResult::Filter("a".into()).url(), "results/filter-a.json");
        assert_eq!(StoredResult::Agreement.url(), "results/agreement.json");
    }
}
