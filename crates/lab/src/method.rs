//! How the commands that attack are told the method.

use super::input;
use clap::ValueEnum;
use freqscope_core::{
    attack::{
        Method,
        cw::Cw,
        pgd::{Pgd, Start},
        simba::{Basis, Order, Simba},
        threat::ThreatModel,
    },
    error::{Error, Result},
    image::{Image, npy},
    parameter::parse_number,
};
use std::path::PathBuf;

/// A method and its parameters.
#[derive(Debug, clap::Args)]
pub struct MethodArguments {
    /// How the adversary searches
    #[arg(long, value_enum)]
    method: Choice,
    #[command(flatten)]
    parameters: Parameters,
}

/// What the methods can be told; each has its defaults.
#[derive(Debug, clap::Args)]
struct Parameters {
    /// Radius ε: 8/255 for fgsm and pgd-linf (paper: 0.15), 0.5 for pgd-l2; step of simba, 0.2 (as in the paper); a bound
    /// on the ℓ2 norm for cw, none (in the paper there is one)
    #[arg(long, value_name = "E", value_parser = number, allow_negative_numbers = true)]
    epsilon: Option<f64>,
    /// Steps of pgd: 10
    #[arg(long, value_name = "N")]
    steps: Option<u32>,
    /// Length of a step of pgd: 2/255 for pgd-linf, 0.125 for pgd-l2
    #[arg(long, value_name = "A", value_parser = number, allow_negative_numbers = true)]
    alpha: Option<f64>,
    /// Begin pgd at the image itself
    #[arg(long)]
    no_random_start: bool,
    /// Confidence of cw in logits: 0
    #[arg(long, value_name = "K", value_parser = number, allow_negative_numbers = true)]
    kappa: Option<f64>,
    /// Iterations of each search step of cw: 1000
    #[arg(long, value_name = "N")]
    iterations: Option<u32>,
    /// Binary search steps of cw: 9
    #[arg(long, value_name = "N")]
    searches: Option<u32>,
    /// Directions of simba: pixel
    #[arg(long, value_enum)]
    basis: Option<BasisChoice>,
    /// Order of simba's directions: random
    #[arg(long, value_enum)]
    order: Option<OrderChoice>,
    /// Side of the block of lowest frequencies that simba takes (random, 32) or begins with (strided, 8)
    #[arg(long, value_name = "N")]
    freq_dims: Option<u8>,
    /// Width of the frames of the strided order: 4
    #[arg(long, value_name = "N")]
    stride: Option<u8>,
    /// Order of simba's directions from a file: int64, each c·1024 + u·32 + v with u, v below some n once
    #[arg(long, value_name = "F.npy", conflicts_with_all = ["order", "freq_dims", "stride"])]
    permutation: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, ValueEnum)]
enum Choice {
    /// One step of the gradient's sign
    Fgsm,
    /// Projected gradient descent in the ℓ∞ ball
    PgdLinf,
    /// Projected gradient descent in the ℓ2 ball
    PgdL2,
    /// Carlini and Wagner's ℓ2 attack
    Cw,
    /// The simple black-box attack, which needs no gradient
    Simba,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum BasisChoice {
    Pixel,
    Dct,
}

#[derive(Debug, Clone, Copy, PartialEq, ValueEnum)]
enum OrderChoice {
    /// Shuffled
    Random,
    /// By rising frequency
    Diagonal,
    /// A block of low frequencies, then frames around it, each shuffled
    Strided,
}

/// A number, or a fraction such as 8/255.
pub fn number(text: &str) -> Result<f64, String> {
    parse_number(text).ok_or_else(|| "choose a number such as 0.03 or 8/255".into())
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
    fn refuse_foreign(&self, method: Choice) -> Result<()> {
        let pgd = matches!(method, Choice::PgdLinf | Choice::PgdL2);
        let (cw, simba) = (method == Choice::Cw, method == Choice::Simba);
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
            ("--freq-dims", self.freq_dims.is_some(), simba && self.order != Some(OrderChoice::Diagonal)),
            ("--stride", self.stride.is_some(), simba && self.order == Some(OrderChoice::Strided)),
        ];
        match given.into_iter().find(|&(_, given, known)| given && !known) {
            Some((option, ..)) => Err(Error::Foreign { option: option.into(), choice: self.choice(method) }),
            None => Ok(()),
        }
    }

    /// The method, with its order where one was chosen, as it is written.
    fn choice(&self, method: Choice) -> String {
        let name = |value: Option<clap::builder::PossibleValue>| value.map(|value| value.get_name().to_owned());
        let order = self.order.filter(|_| method == Choice::Simba).and_then(|order| name(order.to_possible_value()));
        let method = name(method.to_possible_value()).unwrap_or_default();
        order.map_or(method.clone(), |order| format!("{method} with --order {order}"))
    }

    fn method(&self, method: Choice) -> Result<Method> {
        Ok(match method {
            Choice::Fgsm => Method::Fgsm { epsilon: self.epsilon.unwrap_or(Pgd::LINF.threat.epsilon) },
            Choice::PgdLinf => Method::Pgd(self.pgd(Pgd::LINF)),
            Choice::PgdL2 => Method::Pgd(self.pgd(Pgd::L2)),
            Choice::Cw => Method::Cw(self.cw(Cw::default())),
            Choice::Simba => Method::Simba(self.simba(Simba::default())?),
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
        let basis = match self.basis {
            Some(BasisChoice::Dct) => Basis::Dct,
            Some(BasisChoice::Pixel) => Basis::Pixel,
            None => default.basis,
        };
        let order = match (&self.permutation, self.order) {
            (Some(path), _) => Order::Given(npy::read_permutation(&input::read(path)?)?),
            (None, Some(OrderChoice::Diagonal)) => Order::Diagonal,
            (None, Some(OrderChoice::Strided)) => {
                Order::Strided { freq_dims: self.freq_dims.unwrap_or(8), stride: self.stride.unwrap_or(4) }
            }
            (None, _) => Order::Random { freq_dims: self.freq_dims.unwrap_or(Image::SIDE as u8) },
        };
        Ok(Simba { epsilon: self.epsilon.unwrap_or(default.epsilon), basis, order })
    }
}
