//! Transfer: every loaded model is asked about the adversarial images on show, the attacked one about 8 bits a value.

use super::State;
use crate::{
    action::Command,
    attack::{
        run::FinishedAttack,
        transfer::{TransferAnswer, TransferRow},
    },
    networks::side::Side,
};
use freqscope_core::protocol::{Request, Task};

impl State {
    /// What the loaded models say of an adversarial image, the attacked model first.
    pub(super) fn transfer(&self, run: &FinishedAttack) -> Vec<TransferRow> {
        let attacked = TransferRow {
            model: run.setup.model.clone(),
            name: run.setup.name.clone(),
            attacked: true,
            answer: Some(TransferAnswer::Known {
                before: run.report.before,
                after: run.report.after,
                rounded: self.transfers.rounded(run.job, &run.setup.model),
            }),
        };
        let others = self.models.ready().filter(|card| card.id != run.setup.model).map(|card| TransferRow {
            model: card.id.clone(),
            name: card.name.clone(),
            attacked: false,
            answer: self.transfers.get(run.job, &card.id),
        });
        std::iter::once(attacked).chain(others).collect()
    }

    /// Asks the loaded models for what they have not said yet of the adversarial images on show.
    pub(super) fn ask_transfers(&mut self) -> Vec<Command> {
        if !self.connection.is_running() {
            return Vec::new();
        }
        let shown = Side::ALL.into_iter().filter_map(|side| self.stage(side).finished().cloned());
        let runs: Vec<FinishedAttack> = shown.filter(FinishedAttack::has_change).collect();
        runs.iter().flat_map(|run| self.ask_transfer(run)).collect()
    }

    fn ask_transfer(&mut self, run: &FinishedAttack) -> Vec<Command> {
        let unasked = self.models.ready().filter(|card| self.transfers.get(run.job, &card.id).is_none());
        let models: Vec<String> = unasked.map(|card| card.id.clone()).collect();
        let ask = |model: String| {
            let job = self.next_job();
            self.transfers.ask(run.job, &model, job);
            let (clean, adversarial) = (&run.setup.picture.image, &run.report.image);
            let images = vec![clean.clone(), adversarial.clone(), adversarial.clone().rounded()];
            Command::Post(Request::Ask { job, model, task: Task::Classify(images) })
        };
        models.into_iter().map(ask).collect()
    }
}
