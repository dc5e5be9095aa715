//! Drawings that authors put beside a figure, for as long as it is not there itself.

use super::State;
use crate::{
    action::Command,
    charts::small_scale::Unit,
    embed::{
        plates::{self, Said},
        poster::Poster,
        report::Answered,
    },
    export::{self, Subject},
    link::Link,
    networks::side::Side,
    platform::download::Download,
    shell::{figure::Figure, notice::Topic, theme::Theme},
    widgets::export_row::Format,
};
use freqscope_core::error::Result;

impl State {
    /// What a post shows: its theme is that of the post, and its section the figure.
    pub fn embedded_link(&self) -> Link {
        Link { section: None, theme: Theme::default(), ..self.link() }
    }

    /// What an author most likely wants a figure of.
    pub fn seen_figure(&self) -> Figure {
        Figure::seen(self.link().section, !self.settings.ablation.bands.is_empty())
    }

    /// The newest poster, where it shows what is seen now.
    pub fn poster(&self, link: &Link) -> Option<&Poster> {
        self.poster.as_ref().filter(|poster| poster.link == *link)
    }

    /// Nothing is saved before there is something to draw, and the visitor is told so.
    pub(super) fn save_poster(&mut self, figure: Figure) -> Vec<Command> {
        let drawn = match self.drawn(figure).transpose() {
            Ok(drawn) => drawn,
            Err(error) => return self.problem(Topic::Picture, error),
        };
        let file = drawn.as_ref().map(|download| download.name.clone());
        self.poster = Some(Poster { figure, link: self.embedded_link(), file });
        drawn.map(Command::SaveFile).into_iter().collect()
    }

    /// As an SVG file.
    fn drawn(&self, figure: Figure) -> Option<Result<Download>> {
        match figure {
            Figure::Compare => self.drawing_of(Subject::LowPass),
            Figure::Occlusion => self.drawing_of(Subject::Scores),
            Figure::Spectrum => self.picture.as_deref().map(plates::spectrum),
            Figure::Ablation => self.ablation_drawn(),
            Figure::Attack => Side::ALL.into_iter().find_map(|side| self.drawing_of(Subject::Attack(side))),
            Figure::Inversion => Side::ALL.into_iter().find_map(|side| self.drawing_of(Subject::Inversion(side))),
            Figure::Survey => self.drawing_of(Subject::MeanScores(Unit::Share)),
            Figure::Proposition => self.drawing_of(Subject::Proposition),
        }
    }

    fn drawing_of(&self, subject: Subject) -> Option<Result<Download>> {
        export::file(&*self.exported(subject)?, Format::Svg).transpose()
    }

    fn ablation_drawn(&self) -> Option<Result<Download>> {
        let said = |Answered { name, logits, without, .. }| Said { name, whole: logits, without };
        let said: Vec<Said> = self.answers_without()?.into_iter().map(said).collect();
        Some(plates::ablation(self.picture.as_deref()?, &self.settings.ablation, &said))
    }
}
