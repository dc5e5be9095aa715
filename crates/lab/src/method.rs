//! Command-line options for an attack method and its parameters.

use super::{
    file,
    number::{count, number},
    reading::{self, Limit},
    value_name,
};
use freqscope_core::{
    attack::{
        Method,
        cw::Cw,
        method_kind::MethodKind,
        pgd::{Pgd, Start},
        simba::{Basis, Order, OrderKind, Simba},
        threat::ThreatModel,
    },
    error::{Error, Result},
    image::npy,
};
use std::path::PathBuf;

/// A method and its parameters.
#[derive(Debug, clap::Args)]
pub struct MethodArguments {
    /// How the adversary searches
    #[arg(long, value_enum)]
    method: MethodKind,
    #[command(flatten)]
    parameters: Parameters,
}

/// The options of all methods; each method has its defaults.
#[derive(Debug, clap::Args)]
struct Parameters {
    /// Radius ε: 8/255 for fgsm and pgd-linf (paper: 0.15), 0.5 for pgd-l2; step of simba, 0.2 (as in the paper); a
    /// bound on the ℓ2 norm for cw, none (in the paper there is one)
    #[arg(long, value_name = "E", value_parser = number)]
    epsilon: Option<f64>,
    /// Steps of pgd: 10
    #[arg(long, value_name = "N", value_parser = count::<u32>)]
    steps: Option<u32>,
    /// Length of a step of pgd: 2/255 for pgd-linf, 0.125 for pgd-l2
    #[arg(long, value_name = "A", value_parser = number)]
    alpha: Option<f64>,
    /// Begin pgd at the image itself
    #[arg(long)]
    no_random_start: bool,
    /// Confidence of cw in logits: 0
    #[arg(long, value_name = "K", value_parser = number)]
    kappa: Option<f64>,
    /// Iterations of each search step of cw: 1000
    #[arg(long, value_name = "N", value_parser = count::<u32>)]
    iterations: Option<u32>,
    /// Binary search steps of cw: 9
    #[arg(long, value_name = "N", value_parser = count::<u32>)]
    searches: Option<u32>,
    /// Directions of simba: pixel
    #[arg(long, value_enum)]
    basis: Option<Basis>,
    /// Order of simba's directions: random
    #[arg(long, value_enum)]
    order: Option<OrderKind>,
    /// Side of the block of lowest frequencies that simba takes (random, 32) or begins with (strided, 8)
    #[arg(long, value_name = "N", value_parser = count::<u8>)]
    freq_dims: Option<u8>,
    /// Width of the frames of the strided order: 4
    #[arg(long, value_name = "N", value_parser = count::<u8>)]
    stride: Option<u8>,
    /// Order of simba's directions from a file: int64, each c·1024 + u·32 + v with u, v below some n once
    #[arg(long, value_name = "F.npy", conflicts_with_all = ["order", "freq_dims", "stride"])]
    permutation: Option<PathBuf>,
}

impl MethodArguments {
    /// The method with its parameters.
    ///
    /// # Errors
    /// [`Error::Foreign`] for an option that the method does not have, and what is wrong with a permutation's file.
    pub fn method(&self) -> Result<Method> {
        self.parameters.refuse_foreign(self.method)?;
        self.parameters.method(self.method)
    }
}

impl Parameters {
    /// Refuses options that another method has.
    fn refuse_foreign(&self, method: MethodKind) -> Result<()> {
        let pgd = matches!(method, MethodKind::PgdLinf | MethodKind::PgdL2);
        let (cw, simba) = (method == MethodKind::Cw, method == MethodKind::Simba);
        let given = [
            ("--steps", self.steps.is_some(), pgd),
            ("--alpha", self.alpha.is_some(), pgd),
            ("--no-random-start", self.no_random_start, pgd),
            ("--kappa", self.kappa.is_some(), cw),
            ("--iterations", self.iterations.is_some(), cw),
            ("--searches", self.searches.is_some(), cw),
            ("--basis", self.basis.is_some(), simba),
            ("--order", self.order.is_some(), simba),
            ("--permutation", self.permutation.is_some(), simba),
            ("--freq-dims", self.freq_dims.is_some(), simba && self.order != Some(OrderKind::Diagonal)),
            ("--stride", self.stride.is_some(), simba && self.order == Some(OrderKind::Strided)),
        ];
        match given.into_iter().find(|&(_, given, known)| given && !known) {
            Some((option, ..)) => Err(Error::Foreign { option: option.into(), choice: self.choice(method) }),
            None => Ok(()),
        }
    }

    /// The method, with its order where one was chosen, as it is written.
    fn choice(&self, method: MethodKind) -> String {
        match self.order.filter(|_| method == MethodKind::Simba) {
            Some(order) => format!("{} with --order {}", value_name(method), value_name(order)),
            None => value_name(method),
        }
    }

    fn method(&self, method: MethodKind) -> Result<Method> {
        Ok(match method.default_method() {
            Method::Fgsm { epsilon } => Method::Fgsm { epsilon: self.epsilon.unwrap_or(epsilon) },
            Method::Pgd(pgd) => Method::Pgd(self.pgd(pgd)),
            Method::Cw(cw) => Method::Cw(self.cw(cw)),
            Method::Simba(simba) => Method::Simba(self.simba(simba)?),
        })
    }

    fn pgd(&self, default: Pgd) -> Pgd {
        let epsilon = self.epsilon.unwrap_or(default.threat.epsilon);
        Pgd {
            threat: ThreatModel { epsilon, ..default.threat },
            alpha: self.alpha.unwrap_or(default.alpha),
            steps: self.steps.unwrap_or(default.steps),
            start: if self.no_random_start { Start::Clean } else { default.start },
        }
    }

    fn cw(&self, default: Cw) -> Cw {
        Cw {
            kappa: self.kappa.unwrap_or(default.kappa),
            iterations: self.iterations.unwrap_or(default.iterations),
            searches: self.searches.unwrap_or(default.searches),
            bound: self.epsilon,
            ..default
        }
    }

    fn simba(&self, default: Simba) -> Result<Simba> {
        let order = match &self.permutation {
            Some(path) => {
                let order = npy::read_permutation(&reading::read(path, Limit::ARRAY)?);
                Order::Given(order.map_err(|error| file::named(path, error))?)
            }
            None => self.named_order(),
        };
        let (epsilon, basis) = (self.epsilon.unwrap_or(default.epsilon), self.basis.unwrap_or(default.basis));
        Ok(Simba { epsilon, basis, order })
    }

    fn named_order(&self) -> Order {
        let or = |given: Option<u8>, default| given.unwrap_or(default);
        match self.order.unwrap_or_default().default_order() {
            Order::Random { freq_dims } => Order::Random { freq_dims: or(self.freq_dims, freq_dims) },
            Order::Strided { freq_dims, stride } => {
                Order::Strided { freq_dims: or(self.freq_dims, freq_dims), stride: or(self.stride, stride) }
            }
            order => order,
        }
    }
}
