//! Gradients of a network's losses with respect to its input.

use burn::tensor::Tensor;
use freqscope_core::error::{Error, Result};

/// A batch of iterates, the network's output for them, and their losses.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// `[N, 3, 32, 32]`, in [0, 1].
    pub pixels: Tensor<4>,
    /// `[N, 10]` logits, or the `[N, channels]` of a representation.
    pub output: Tensor<2>,
    /// `[N]`, each of its own image alone.
    pub losses: Tensor<1>,
}

/// The value of `function` at `variable`, and the gradient of each image's loss with respect to its part of `variable`.
///
/// Only `variable` is tracked: tensors without automatic differentiation, such as weights, are constants.
///
/// # Errors
/// [`Error::Computation`] when the losses do not depend on `variable`.
pub fn differentiate(
    variable: Tensor<4>,
    function: impl FnOnce(Tensor<4>) -> Evaluation,
) -> Result<(Evaluation, Tensor<4>)> {
    let variable = variable.autodiff().require_grad();
    let point = function(variable.clone());
    let mut gradients = point.losses.clone().sum().backward();
    let gradient = variable.grad_remove(&mut gradients);
    let gradient = gradient.ok_or_else(|| Error::Computation("the network has no gradient".into()))?;
    let Evaluation { pixels, output, losses } = point;
    Ok((Evaluation { pixels: pixels.inner(), output: output.inner(), losses: losses.inner() }, gradient))
}
