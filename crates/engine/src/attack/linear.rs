//! A network whose attacks can be computed by hand, and what they come to.

use super::{
    AttackBatch, Crafted, LogitModel, Victim, attack, robust_accuracy,
    simba::{self, Place},
};
use crate::{model::transfer::READS, progress::Reporter};
use burn::tensor::{Device, Tensor, TensorData};
use freqscope_core::{
    attack::{
        AttackSpec, Example, Method, Misclassified,
        cw::Cw,
        goal::Goal,
        pgd::{Pgd, Start},
        report::{AttackProgress, AttackReport, Outcome},
        simba::{Basis, Move, Order, Sign, Simba},
        threat::{Norm, ThreatModel},
    },
    class::Class,
    error::{Error, Result},
    image::Image,
};
use pollster::block_on;

/// The margin of [`LinearNetwork::image`]; no sum of steps of 0.002 makes it 0.
const MARGIN: f64 = 1.001;

/// The logit of class 0 is a·x plus what makes it [`MARGIN`] for [`LinearNetwork::image`]; that of class 1 is 0, the others never
/// win.
struct LinearNetwork {
    weight: Tensor<2>,
    bias: Tensor<2>,
    device: Device,
    /// Repeated over the 3072 values.
    a: [f32; 3],
    x: [f32; 3],
}

impl LinearNetwork {
    fn new(a: [f32; 3], x: [f32; 3]) -> Self {
        let device = Device::flex();
        let weights = (0..Image::LEN)
            .flat_map(|i| std::array::from_fn::<_, 10, _>(|class| if class == 0 { a[i % 3] } else { 0.0 }));
        let dot: f32 = a.iter().zip(x).map(|(a, x)| a * x).sum::<f32>() * 1024.0;
        let bias =
            std::array::from_fn::<f32, 10, _>(|class| [MARGIN as f32 - dot, 0.0].get(class).copied().unwrap_or(-50.0));
        Self {
            weight: Tensor::from_data(TensorData::new(weights.collect::<Vec<f32>>(), [Image::LEN, 10]), &device),
            bias: Tensor::from_data(TensorData::new(bias.to_vec(), [1, 10]), &device),
            device,
            a,
            x,
        }
    }

    /// Three weights of either sign and none, on mid-grey.
    fn on_grey() -> Self {
        Self::new([0.01, -0.02, 0.0], [0.5; 3])
    }

    fn image(&self) -> Image {
        Image::from_fn(|c, y, x| self.x[(c * 1024 + y * 32 + x) % 3])
    }

    /// ‖a‖₂
    fn length(&self) -> f64 {
        (1024.0 * self.a.iter().map(|&a| f64::from(a).powi(2)).sum::<f64>()).sqrt()
    }

    fn run(&self, method: Method, goal: Goal, batch: usize) -> Result<AttackReport> {
        let spec = AttackSpec { method, goal, seed: 3, misclassified: Misclassified::default() };
        let example = Example { image: self.image(), class: None };
        block_on(attack(&spec, &[example], self, batch, async |_| Ok(()))).map(|mut reports| reports.remove(0))
    }

    /// What SimBA comes to, how often it has read numbers back, and told its progress.
    fn walk(&self, simba: &Simba, goal: Goal, capacity: usize, place: Place) -> (Crafted, [u32; 2]) {
        let image = self.image();
        let victims = [Victim { index: 0, image: &image, aim: goal.aim(Class::Airplane) }];
        let group = AttackBatch { network: self, victims: &victims, goal, seed: 3, capacity };
        let (before, mut told) = (READS.get(), 0);
        let note = async |_| {
            told += 1;
            Ok(())
        };
        let mut crafted = block_on(simba::run(simba, &group, &mut Reporter::new(note, 1, 1), place)).unwrap();
        (crafted.remove(0), [READS.get() - before, told])
    }

    fn attack(&self, method: Method) -> AttackReport {
        self.run(method, Goal::Untargeted, 8).unwrap()
    }
}

impl LogitModel for LinearNetwork {
    fn forward(&self, pixels: Tensor<4>) -> Tensor<2> {
        pixels.flatten::<2>(1, 3).matmul(self.weight.clone()) + self.bias.clone()
    }

    fn device(&self) -> &Device {
        &self.device
    }
}

fn margin(report: &AttackReport) -> f64 {
    report.aim.margin(&report.after).into()
}

fn assert_close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found}, not {expected}");
}

#[test]
fn fgsm_moves_each_pixel_against_its_weight() {
    let report = LinearNetwork::on_grey().attack(Method::Fgsm { epsilon: 0.02 });
    for (i, &pixel) in report.image.pixels().iter().enumerate() {
        assert_close(pixel.into(), [0.48, 0.52, 0.5][i % 3], 1e-6);
    }
    assert_eq!((report.outcome, report.queries, report.distance.l0), (Outcome::Resisted, 1, 2048));
    assert_close(margin(&report), MARGIN - 0.02 * 30.72, 1e-4);
    assert_eq!(LinearNetwork::on_grey().attack(Method::Fgsm { epsilon: 0.04 }).outcome, Outcome::Succeeded);
}

#[test]
fn pgd_ends_on_the_surface_of_its_ball() {
    let net = LinearNetwork::on_grey();
    for start in [Start::Clean, Start::Random] {
        let linf = Pgd { threat: ThreatModel { norm: Norm::Linf, epsilon: 0.02 }, alpha: 0.008, steps: 20, start };
        let report = net.attack(Method::Pgd(linf));
        assert_close(margin(&report), MARGIN - 0.02 * 30.72, 1e-4);
        let l2 = Pgd { threat: ThreatModel { norm: Norm::L2, epsilon: 1.0 }, alpha: 0.3, steps: 60, start };
        let report = net.attack(Method::Pgd(l2));
        assert_close(margin(&report), MARGIN - net.length(), 1e-3);
        assert_close(report.distance.l2, 1.0, 1e-5);
    }
}

#[test]
fn a_target_is_approached_like_the_true_class_is_left() {
    let net = LinearNetwork::on_grey();
    let away = net.attack(Method::Pgd(Pgd::LINF));
    let toward = net.run(Method::Pgd(Pgd::LINF), Goal::Targeted(Class::Automobile), 8).unwrap();
    assert_eq!(away.image, toward.image);
    let already = net.run(Method::Pgd(Pgd::LINF), Goal::Targeted(Class::Airplane), 8);
    assert_eq!(already, Err(Error::Target { number: 1, class: "airplane".into() }));
}

#[test]
fn cw_finds_the_distance_to_the_boundary() {
    let net = LinearNetwork::on_grey();
    for (kappa, goal) in [(0.0, Goal::Untargeted), (1.0, Goal::Untargeted), (0.0, Goal::Targeted(Class::Automobile))] {
        let cw = Cw { kappa, iterations: 200, ..Cw::default() };
        let report = net.run(Method::Cw(cw), goal, 8).unwrap();
        assert_eq!(report.outcome, Outcome::Succeeded);
        let expected = (MARGIN + kappa) / net.length();
        assert_close(report.distance.l2, expected, 0.02 * expected);
    }
}

#[test]
fn cw_stays_within_its_bound_or_with_the_clean_image() {
    let net = LinearNetwork::on_grey();
    for bound in [0.0, 1.0] {
        let report = net.attack(Method::Cw(Cw { iterations: 50, bound: Some(bound), ..Cw::default() }));
        assert_eq!((report.outcome, report.distance.l0), (Outcome::Resisted, 0));
    }
}

/// One kind of pixel goes down in one query, one goes up in two, one can do neither in two: five queries for 0.006.
fn walked() -> (LinearNetwork, Simba) {
    let identity = Order::Given((0..Image::LEN as u16).collect());
    let simba = Simba { epsilon: 0.2, basis: Basis::Pixel, order: identity };
    (LinearNetwork::new([0.01, -0.02, 0.01], [0.5, 0.5, 0.0]), simba)
}

#[test]
fn simba_counts_one_query_for_minus_and_two_for_plus() {
    let (net, simba) = walked();
    let report = net.attack(Method::Simba(simba));
    // After 166 rounds the margin is 0.005; the next two steps take 0.002 and 0.004.
    assert_eq!(report.outcome, Outcome::Succeeded);
    assert_eq!((report.iterations, report.queries), (166 * 3 + 2, 166 * 5 + 3));
    assert_eq!(report.losses.len(), 500);
    assert!(report.losses.is_sorted());
    let first = [
        Move { visit: 0, sign: Sign::Minus },
        Move { visit: 1, sign: Sign::Plus },
        Move { visit: 3, sign: Sign::Minus },
    ];
    assert_eq!(report.moves[..3], first);
    assert_close(report.distance.linf, 0.2, 1e-6);
}

#[test]
fn going_ahead_on_a_device_changes_nothing() {
    let (net, simba) = walked();
    let random = Simba { order: Order::default(), ..simba.clone() };
    let dct = Simba { basis: Basis::Dct, order: Order::Random { freq_dims: 8 }, ..simba.clone() };
    for simba in [simba, random, dct] {
        for goal in [Goal::Untargeted, Goal::Targeted(Class::Automobile)] {
            let (sequential, _) = net.walk(&simba, goal, 1, Place::Host);
            assert!(!sequential.moves.is_empty(), "{simba:?}");
            for capacity in [1, 64] {
                let (ahead, _) = net.walk(&simba, goal, capacity, Place::Device);
                assert_eq!((ahead.queries, ahead.iterations), (sequential.queries, sequential.iterations));
                assert!(ahead.moves == sequential.moves && ahead.image == sequential.image);
                // The device's pixels of a spectrum are those of the host up to rounding, and so is what is made of them.
                assert_eq!(ahead.losses.len(), sequential.losses.len());
                let pairs = ahead.losses.iter().zip(&sequential.losses);
                pairs.for_each(|(&loss, &expected)| assert_close(loss.into(), expected.into(), 1e-4));
            }
        }
    }
}

/// A search reads back what it tells, and a few numbers besides, however long it is.
#[test]
fn numbers_are_read_back_only_to_be_told() {
    let (net, simba) = walked();
    let pgd = |steps| Method::Pgd(Pgd { steps, ..Pgd::LINF });
    // Each search step of CW reads ten losses, its last ones, and what it has found.
    let cw = |iterations| Method::Cw(Cw { iterations, searches: 2, ..Cw::default() });
    for (method, besides) in [(pgd(30), 0), (pgd(90), 0), (cw(20), 2 * 12), (cw(60), 2 * 12)] {
        let spec = AttackSpec { method, goal: Goal::Untargeted, seed: 3, misclassified: Misclassified::default() };
        let (example, before, mut told) = (Example { image: net.image(), class: None }, READS.get(), 0);
        let note = async |_| {
            told += 1;
            Ok(())
        };
        block_on(attack(&spec, &[example], &net, 8, note)).unwrap();
        // Logits before and after, and the end: the last losses, and the image.
        assert!(READS.get() - before <= told + 4 + besides, "{:?}: {} for {told}", spec.method, READS.get() - before);
    }
    let (walk, [read, told]) = net.walk(&simba, Goal::Untargeted, 64, Place::Device);
    assert!(read <= told + 2 && read < walk.queries, "{read} for {told} and {}", walk.queries);
}

#[test]
fn a_run_tells_its_progress_and_can_be_cancelled() {
    let net = LinearNetwork::on_grey();
    let examples: Vec<Example> = (0..3).map(|_| Example { image: net.image(), class: None }).collect();
    let method = Method::Pgd(Pgd { steps: 4, ..Pgd::LINF });
    let spec = AttackSpec { method, goal: Goal::Untargeted, seed: 0, misclassified: Misclassified::default() };
    let mut told = Vec::new();
    let note = async |progress: AttackProgress| {
        told.push((progress.done, progress.total, progress.states.len()));
        Ok(())
    };
    block_on(attack(&spec, &examples, &net, 2, note)).unwrap();
    assert_eq!(told[0], (1, 8, 2));
    assert!(told.is_sorted() && told.iter().any(|&(done, _, images)| done > 4 && images == 1), "{told:?}");
    let cancelled = block_on(attack(&spec, &examples, &net, 2, async |_| Err(Error::Cancelled)));
    assert_eq!(cancelled, Err(Error::Cancelled));
}

#[test]
fn an_image_withstands_what_cannot_cross_its_margin() {
    // In the ℓ∞ norm the margin falls by ε·‖a‖₁ = 30.72 ε at most, which is 1.001 at ε = 0.0326.
    let net = LinearNetwork::on_grey();
    // It is no cat to begin with.
    let examples = [(net.image(), Class::Airplane), (net.image(), Class::Cat)];
    let withstood = |epsilon| {
        let pgd = Pgd::twenty(ThreatModel { norm: Norm::Linf, epsilon });
        block_on(robust_accuracy(&pgd, 3, &examples, &net))
    };
    assert_eq!((withstood(0.032), withstood(0.033)), (Ok(vec![true, false]), Ok(vec![false, false])));
    assert!(matches!(withstood(2.0), Err(Error::Parameter { .. })));
}

#[test]
fn a_network_without_numbers_is_an_error() {
    let net = LinearNetwork::new([f32::NAN, 0.0, 0.0], [0.5; 3]);
    for method in [Method::Fgsm { epsilon: 0.1 }, Method::Cw(Cw::default()), Method::Simba(Simba::default())] {
        assert!(matches!(net.run(method, Goal::Untargeted, 8), Err(Error::NotFinite(_))));
    }
}
