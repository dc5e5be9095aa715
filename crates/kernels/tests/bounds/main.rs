//! Convolutions against their definition in `f64`, within error bounds that follow from how they are computed.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

mod case;
mod error;
mod naive;
mod winograd;

use case::{Case, Kind, Layer, fixed, patches, tiled};
use error::{Method, Values, adjoint, forward, holds};
use proptest::prelude::*;

/// The faster one: tiles where they can be, unless so small an image takes fewer multiplications without.
fn method(layer: &Layer, [_, height, width, _]: [usize; 4]) -> Method {
    let tiles = 36 * height.div_ceil(4) * width.div_ceil(4);
    match (layer.side, layer.stride, layer.input % 16, layer.output % 16) {
        (3, 1, 0, 0) if tiles < (3 * height - 2) * (3 * width - 2) => Method::Tiles,
        _ => Method::Patches,
    }
}

/// The results, and the slopes in the images, are what their definitions say.
fn is_a_convolution(case: &Case) -> Result<(), TestCaseError> {
    let (convolution, images) = (case.layer.convolution(), case.images);
    let method = method(&case.layer, images);
    prop_assert_eq!(convolution.results(images), case.results());
    holds(&convolution.forward(&case.x, images, None, false), &forward(method, &case.layer, images, &case.x))?;
    holds(&convolution.adjoint(&case.slopes, images), &adjoint(method, &case.layer, images, &case.slopes))
}

/// ⟨Ax, s⟩ = ⟨x, Aᵀs⟩, as nearly as both factors are known.
fn has_an_adjoint(case: &Case) -> Result<(), TestCaseError> {
    let layer = Layer { bias: vec![0.0; case.layer.bias.len()], ..case.layer.clone() };
    let (convolution, images) = (layer.convolution(), case.images);
    let (results, gradient) =
        (convolution.forward(&case.x, images, None, false), convolution.adjoint(&case.slopes, images));
    let method = method(&layer, images);
    let (up, down) = (forward(method, &layer, images, &case.x), adjoint(method, &layer, images, &case.slopes));
    let pair = [error::dot(&results, &case.slopes), error::dot(&gradient, &case.x)];
    let bound = error::reach(&up.bound, &case.slopes) + error::reach(&down.bound, &case.x);
    prop_assert!((pair[0] - pair[1]).abs() <= bound, "{:?}, apart by at most {}", pair, bound);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn tiles_give_the_convolution(case in tiled()) {
        is_a_convolution(&case)?;
    }

    #[test]
    fn patches_give_the_convolution(case in patches()) {
        is_a_convolution(&case)?;
    }

    #[test]
    fn tiles_have_an_adjoint(case in tiled()) {
        has_an_adjoint(&case)?;
    }

    #[test]
    fn patches_have_an_adjoint(case in patches()) {
        has_an_adjoint(&case)?;
    }
}

#[test]
fn borders_and_blocks_of_every_kind_are_right() {
    for shape in fixed() {
        let case = Case::of(shape, Kind::Even(0), 1);
        is_a_convolution(&case)
            .and_then(|()| has_an_adjoint(&case))
            .unwrap_or_else(|error| panic!("{shape:?}: {error}"));
    }
}

/// So that no mistake hides in it: at worst a result is off by a hundredth of the typical one, and typically by 4 · 10⁻⁶ of
/// that.
#[test]
fn the_bound_is_small_and_typical_errors_far_below_it() {
    let root = |values: &[f64]| (values.iter().map(|value| value * value).sum::<f64>() / values.len() as f64).sqrt();
    for shape in fixed() {
        let case = Case::of(shape, Kind::Even(0), 2);
        let Values { exact, bound } = forward(method(&case.layer, case.images), &case.layer, case.images, &case.x);
        let found = case.layer.convolution().forward(&case.x, case.images, None, false);
        let errors: Vec<f64> = found.iter().zip(&exact).map(|(&found, exact)| f64::from(found) - exact).collect();
        assert!(root(&bound) < 0.01 * root(&exact), "{shape:?}: {} of {}", root(&bound), root(&exact));
        assert!(root(&errors) < 4e-6 * root(&exact), "{shape:?}: {} of {}", root(&errors), root(&exact));
    }
}

#[test]
fn zeros_give_zeros() {
    for shape in fixed() {
        let case = Case::of(shape, Kind::Zeros, 3);
        assert!(case.layer.convolution().forward(&case.x, case.images, None, false).iter().all(|&value| value == 0.0));
    }
}

/// An image alone has, bit for bit, the results that it has among others.
#[test]
fn images_do_not_depend_on_their_neighbours() {
    let bits = |numbers: Vec<f32>| numbers.into_iter().map(f32::to_bits).collect::<Vec<_>>();
    for shape in fixed() {
        let Case { layer, images: [n, height, width, input], x, slopes } = Case::of(shape, Kind::Mixed, 4);
        let (convolution, one) = (layer.convolution(), [1, height, width, input]);
        let alone = |image: &[f32]| convolution.forward(image, one, None, false);
        let backwards = |slopes: &[f32]| convolution.adjoint(slopes, one);
        let results: Vec<f32> = x.chunks(x.len() / n).flat_map(alone).collect();
        assert_eq!(bits(convolution.forward(&x, [n, height, width, input], None, false)), bits(results), "{shape:?}");
        let gradient: Vec<f32> = slopes.chunks(slopes.len() / n).flat_map(backwards).collect();
        assert_eq!(bits(convolution.adjoint(&slopes, [n, height, width, input])), bits(gradient), "{shape:?}");
    }
}

/// The residual is added to the finished sums, and only then comes the rectifier; a NaN passes it.
#[test]
fn results_end_in_residual_and_rectifier() {
    for shape in fixed() {
        let case = Case::of(shape, Kind::Even(0), 5);
        let mut residual = case.slopes.clone();
        residual[0] = f32::NAN;
        let end = |residual, rectifies| case.layer.convolution().forward(&case.x, case.images, residual, rectifies);
        let sums: Vec<f32> = end(None, false).iter().zip(&residual).map(|(y, residual)| y + residual).collect();
        assert_eq!(end(Some(&residual), false)[1..], sums[1..], "{shape:?}");
        let rectified = end(Some(&residual), true);
        assert!(rectified[0].is_nan(), "{shape:?}");
        assert!(rectified[1..].iter().zip(&sums[1..]).all(|(found, sum)| *found == sum.max(0.0)), "{shape:?}");
    }
}
