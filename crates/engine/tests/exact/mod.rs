//! A residual network in `f64` by the definitions of its layers, with the input gradient of its cross-entropy.
//!
//! Its gates can be chosen: a rectifier passes a slope where its input is above 0, and where that is 0 up to rounding, either
//! side is right.

mod layer;

use freqscope_core::{class::Class, image::Image};
use freqscope_weights::{convolution::ConvolutionPlan, name::Name, packed::Packed, source::WeightSource, step::Step};
use layer::{Layer, Map};

/// A residual network.
pub struct Network {
    steps: Vec<Step<Layer>>,
    head: Layer,
    mean: [f64; 3],
    std: [f64; 3],
}

/// What each rectifier reads, in the order in which they are computed, and the logits.
pub struct Passage {
    pub inputs: Vec<Map>,
    pub logits: Vec<f64>,
}

/// Which slopes each rectifier passes, pixel by pixel.
pub type Gates = Vec<Vec<bool>>;

/// One number that a rectifier reads.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    pub rectifier: usize,
    pub index: usize,
    /// Over the root of the mean square of all that this rectifier reads.
    pub size: f64,
}

impl Network {
    /// The network of a packed file.
    pub fn of(packed: &Packed) -> Self {
        let (geometry, normalisation) = (&packed.header().geometry, &packed.header().normalisation);
        let layer = |name, shape: [usize; 4], stride| {
            let dimensions = if name == Name::Head { &shape[..2] } else { &shape[..] };
            Layer::new(packed.layer(name, dimensions).unwrap(), shape, stride)
        };
        let steps = geometry.steps().into_iter().map(|step| {
            let of_plan =
                |plan: ConvolutionPlan| Ok::<_, ()>(layer(plan.name, plan.shape.dimensions(), plan.shape.stride));
            step.try_map(of_plan).unwrap()
        });
        let [output, input] = geometry.head();
        Self {
            steps: steps.collect(),
            head: layer(Name::Head, [output, input, 1, 1], 1),
            mean: normalisation.mean.map(f64::from),
            std: normalisation.std.map(f64::from),
        }
    }

    pub fn forward(&self, image: &Image) -> Passage {
        let normalised = |(i, &pixel): (usize, &f32)| {
            let channel = i / Image::PLANE;
            (f64::from(pixel) - self.mean[channel]) / self.std[channel]
        };
        let values = image.pixels().iter().enumerate().map(normalised).collect();
        let mut x = Map { channels: Image::CHANNELS, side: Image::SIDE, values };
        let mut inputs = Vec::new();
        let mut rectify = |map: Map| {
            let rectified = Map { values: map.values.iter().map(|value| value.max(0.0)).collect(), ..map };
            inputs.push(map);
            rectified
        };
        for step in &self.steps {
            let around = x.clone();
            for layer in inner(step) {
                x = rectify(layer.forward(&x));
            }
            let mut sum = last(step).forward(&x);
            if let Step::Residual { shortcut, .. } = step {
                sum.add(&shortcut.as_ref().map_or(around.clone(), |layer| layer.forward(&around)));
            }
            x = rectify(sum);
        }
        Passage { inputs, logits: self.head.forward(&x.mean()).values }
    }

    /// The slopes of the cross-entropy −ln p of `class` in the pixels.
    pub fn gradient(&self, passage: &Passage, gates: &Gates, class: Class) -> Vec<f64> {
        let sum: f64 = passage.logits.iter().map(|z| z.exp()).sum();
        let slope = |(k, z): (usize, &f64)| z.exp() / sum - f64::from(u8::from(Class::ALL[k] == class));
        let values = passage.logits.iter().enumerate().map(slope).collect();
        let pooled = self.head.adjoint(&Map { channels: Class::COUNT, side: 1, values }, 1);
        let mut at = gates.len();
        let mut pass = |mut slopes: Map| {
            at -= 1;
            slopes.values.iter_mut().zip(&gates[at]).filter(|(_, open)| !**open).for_each(|(slope, _)| *slope = 0.0);
            slopes
        };
        let mut slopes = pooled.spread(passage.inputs.last().unwrap().side);
        for step in self.steps.iter().rev() {
            let sum = pass(slopes);
            let side = |layer: &Layer, results: &Map| results.side * layer.stride();
            let mut through = last(step).adjoint(&sum, side(last(step), &sum));
            for layer in inner(step).iter().rev() {
                let passed = pass(through);
                through = layer.adjoint(&passed, side(layer, &passed));
            }
            match step {
                Step::Residual { shortcut: Some(layer), .. } => through.add(&layer.adjoint(&sum, side(layer, &sum))),
                Step::Residual { shortcut: None, .. } => through.add(&sum),
                _ => (),
            }
            slopes = through;
        }
        slopes.values.iter().enumerate().map(|(i, slope)| slope / self.std[i / Image::PLANE]).collect()
    }
}

fn inner(step: &Step<Layer>) -> &[Layer] {
    match step {
        Step::Residual { inner, .. } => inner,
        _ => &[],
    }
}

fn last(step: &Step<Layer>) -> &Layer {
    step.path().last().expect("a step of a residual network convolves")
}

impl Passage {
    /// Where the rectifiers' inputs are above 0.
    pub fn gates(&self) -> Gates {
        self.inputs.iter().map(|map| map.values.iter().map(|&value| value > 0.0).collect()).collect()
    }

    /// The units whose inputs are nearest to 0, those before all others that are nearest of all.
    pub fn nearest(&self, within: f64) -> Vec<Unit> {
        let units = self.inputs.iter().enumerate().flat_map(|(rectifier, map)| {
            let scale = (map.values.iter().map(|value| value * value).sum::<f64>() / map.values.len() as f64).sqrt();
            let unit = move |(index, value): (usize, &f64)| Unit { rectifier, index, size: value / scale };
            map.values.iter().enumerate().map(unit).collect::<Vec<_>>()
        });
        let mut near: Vec<Unit> = units.filter(|unit| unit.size.abs() <= within).collect();
        near.sort_by(|a, b| a.size.abs().total_cmp(&b.size.abs()));
        near
    }
}
