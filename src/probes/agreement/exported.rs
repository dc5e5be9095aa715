//! The comparison for other programs.

use super::{Compared, corruptions, tools};
use crate::{
    export::{Exported, record::Record, sheet::Sheet},
    probes::{agreement::sentences, filter_curves::WIDTH},
    words::words,
};
use freqscope_core::{
    error::Result,
    figure::{marked_rows, panel},
    study::agreement::{Reading, Tool, ToolReadings},
};
use serde_json::Value;

/// What the tools say.
#[derive(Debug)]
pub struct ExportedAgreement(pub Compared);

/// Accuracy under corruptions.
#[derive(Debug)]
pub struct ExportedCorruptions(pub Compared);

const TOOL_COLUMNS: [&str; 9] =
    ["network", "adversarially_trained", "tool", "band", "value", "low_95", "high_95", "n", "weights_sha256"];
const CORRUPTION_COLUMNS: [&str; 10] = [
    "network",
    "corruption",
    "accuracy",
    "low_95",
    "high_95",
    "n",
    "loss",
    "expected",
    "energy_above_cut",
    "weights_sha256",
];

impl Exported for ExportedAgreement {
    /// A row for each network, tool and band.
    fn record(&self) -> Record {
        let found = &self.0.found;
        let correlations: Vec<Value> = found.correlations.iter().map(|one| serde_json::json!(one)).collect();
        let mut record = Record::new("freqscope-tools/1", &TOOL_COLUMNS)
            .with("draws", found.draws)
            .with("cut", found.cut)
            .finding("correlations", correlations);
        for network in &found.networks {
            for (tool, readings) in &network.tools {
                for (band, numbers) in banded(*tool, readings).enumerate() {
                    let of: [Value; 4] =
                        [network.model.as_str().into(), network.robust.into(), id(*tool).into(), band.into()];
                    let from: [Value; 2] = [readings.upper.n.into(), network.sha256.as_str().into()];
                    record.row(of.into_iter().chain(numbers.map(Value::from)).chain(from));
                }
            }
        }
        record
    }

    fn figure(&self) -> Result<String> {
        let panels: Vec<panel::Panel> = tools::panels(&self.0.found).into_iter().map(|(_, panel)| panel).collect();
        let sheet = Sheet::new(words().probes.agree_heading(), &[sentences::agreement(&self.0.found)]);
        let notes = [words().probes.agree_meaning(self.0.found.draws)];
        Ok(sheet.drawn(panel::drawn(&panels, 2, WIDTH), panel::FONT).noted(&notes))
    }

    fn name(&self) -> Vec<String> {
        vec!["tools".into()]
    }
}

impl Exported for ExportedCorruptions {
    /// A row for each network under each corruption.
    fn record(&self) -> Record {
        let mut record = Record::new("freqscope-corruptions/1", &CORRUPTION_COLUMNS).with("cut", self.0.found.cut);
        for row in self.0.found.corruptions.iter().flat_map(|found| &found.rows) {
            for network in &row.networks {
                let Reading { value, low, high, n } = network.accuracy;
                record.row([
                    network.model.as_str().into(),
                    row.corruption.name().into(),
                    value.into(),
                    low.into(),
                    high.into(),
                    n.into(),
                    network.loss.value.into(),
                    network.expected.value.into(),
                    row.energy_above.into(),
                    self.0.found.sha256(&network.model).into(),
                ]);
            }
        }
        record
    }

    /// Of the networks on show.
    fn figure(&self) -> Result<String> {
        let found = self.0.found.corruptions.as_ref();
        let sheet = Sheet::new(
            words().probes.corruptions_heading(),
            &found.map(sentences::corruptions).into_iter().collect::<Vec<_>>(),
        );
        let drawn = found.map(|found| corruptions::rows(&self.0, found).drawn(WIDTH)).unwrap_or_default();
        let notes: Vec<String> =
            found.map(|found| words().probes.corruptions_meaning(found.images_of_bands)).into_iter().collect();
        Ok(sheet.drawn(drawn, marked_rows::FONT).noted(&notes))
    }

    fn name(&self) -> Vec<String> {
        vec!["corruptions".into()]
    }
}

/// The value of each band and the ends of its interval, of which a share that is 1 by definition has none.
fn banded(tool: Tool, readings: &ToolReadings) -> impl Iterator<Item = [Option<f64>; 3]> {
    readings.value.iter().enumerate().map(move |(band, &value)| {
        let is_defined = band == 0 && tool.is_share();
        let [low, high] = [&readings.low, &readings.high].map(|ends| ends[band].filter(|_| !is_defined));
        [value, low, high]
    })
}

fn id(tool: Tool) -> &'static str {
    match tool {
        Tool::OccludedFrequency => "occluded_frequency",
        Tool::HeatMap => "heat_map",
        Tool::HighPass => "high_pass",
        Tool::Pgd => "pgd",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probes::tests::agreement as stored;
    use std::rc::Rc;

    #[test]
    fn rows_say_of_how_many_images_of_which_weights_they_are_and_definitions_have_no_interval() {
        let compared = Compared { found: Rc::new(stored()), names: vec![], shown: vec![] };
        let network = &compared.found.networks[0];
        let csv = ExportedAgreement(compared.clone()).record().to_csv();
        for tool in ["occluded_frequency", "pgd"] {
            let row = csv.lines().find(|line| line.contains(&format!(",{tool},0,"))).unwrap();
            let n = network.tools[&if tool == "pgd" { Tool::Pgd } else { Tool::OccludedFrequency }].upper.n;
            assert!(row.contains(&format!(",1.0,,,{n},{},", network.sha256)), "{row}");
        }
        let row = csv.lines().find(|line| line.contains(",heat_map,0,")).unwrap();
        assert!(!row.contains(",,"), "{row}");
        let csv = ExportedCorruptions(compared.clone()).record().to_csv();
        assert!(csv.contains(&format!(",{},", network.sha256)), "{csv}");
    }
}
