//! Downloads of the paper's Fig. 4 and of all scores.

use super::State;
use crate::{
    action::Command,
    networks::side::Side,
    occlusion::{example_figure::ExampleFigure, export::Export, scores_csv::scores_csv},
    platform::download::{Download, file_name},
    shell::notice::Topic,
};

impl State {
    /// Nothing happens before there is something to export.
    pub(super) fn export(&mut self, export: Export) -> Vec<Command> {
        let made = match export {
            Export::Figure => self.figure_file(),
            Export::Scores => self.scores_file().map(Ok),
        };
        match made {
            None => Vec::new(),
            Some(Ok(download)) => vec![Command::SaveFile(download)],
            Some(Err(error)) => self.problem(Topic::Picture, error),
        }
    }

    fn figure_file(&self) -> Option<freqscope_core::error::Result<Download>> {
        let (picture, class, card) = (self.picture.as_ref()?, self.class()?, self.card(Side::A)?);
        let report = self.results(Side::A)?.report()?;
        let figure =
            ExampleFigure { model: &card.id, picture, class, baseline: self.settings.ablation.baseline, report };
        let name = file_name(&["fig4", &card.id, picture.origin.file(), class.name()], "svg");
        Some(figure.to_svg().map(|text| Download { name, media: "image/svg+xml", text }))
    }

    fn scores_file(&self) -> Option<Download> {
        let (picture, class) = (self.picture.as_ref()?, self.class()?);
        let report = |side| Some((self.card(side)?.id.as_str(), self.results(side)?.report()?.as_ref()));
        let reports: Vec<_> = Side::ALL.into_iter().filter_map(report).collect();
        let models = reports.iter().map(|(model, _)| *model);
        let parts: Vec<&str> = std::iter::once("scores").chain(models).chain([picture.origin.file()]).collect();
        let download =
            Download { name: file_name(&parts, "csv"), media: "text/csv", text: scores_csv(class, &reports) };
        (!reports.is_empty()).then_some(download)
    }
}
