//! Convolutions on the CPU, faster than burn's: `[N, H, W, C]`, so that a pixel's channels lie side by side. And the
//! rectifier, because link-time optimisation for size leaves that of burn without vectors.
//!
//! [`freqscope_kernels`] computes them. Convolutions are linear maps of the image, known to burn's automatic
//! differentiation by their adjoints; weights are constants to it.

use burn::{
    backend::{
        Autodiff, AutodiffBackend, Backend, Dispatch, Flex,
        autodiff::{
            checkpoint::{base::Checkpointer, strategy::CheckpointStrategy},
            grads::Gradients,
            ops::{Backward, Ops, OpsKind, unary},
        },
        backend_extension,
        ops::FloatTensorOps,
        tensor::FloatTensor,
    },
    tensor::{Tensor, TensorData},
};
use freqscope_kernels::{Convolution, rectified};
use std::sync::Arc;

/// `[N, H, W, in]` → `[N, H / stride, W / stride, out]`
pub fn convolve(x: Tensor<4>, convolution: &Arc<Convolution>) -> Tensor<4> {
    Tensor::from_dispatch(Dispatch::convolve(x.into_dispatch(), convolution.clone()))
}

/// max(x, 0)
pub fn rectify(x: Tensor<4>) -> Tensor<4> {
    Tensor::from_dispatch(Dispatch::rectify(x.into_dispatch()))
}

#[backend_extension(Flex, Autodiff)]
trait Convolve: Backend {
    fn convolve(x: FloatTensor<Self>, convolution: Arc<Convolution>) -> FloatTensor<Self>;
}

impl Convolve for Flex {
    fn convolve(x: FloatTensor<Self>, convolution: Arc<Convolution>) -> FloatTensor<Self> {
        let (x, images) = contiguous(x);
        tensor(convolution.forward(x.storage(), images), convolution.results(images))
    }
}

impl<C: CheckpointStrategy> Convolve for Autodiff<Flex, C> {
    fn convolve(x: FloatTensor<Self>, convolution: Arc<Convolution>) -> FloatTensor<Self> {
        #[derive(Debug)]
        struct AdjointOp;

        impl Backward<Flex, 1> for AdjointOp {
            /// The layer, and the dimensions of its images.
            type State = (Arc<Convolution>, [usize; 4]);

            fn backward(self, ops: Ops<Self::State, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
                let (convolution, images) = ops.state;
                unary::<Flex, _>(ops.parents, ops.node, gradients, |slopes| {
                    tensor(convolution.adjoint(contiguous(slopes).0.storage(), images), images)
                });
            }
        }

        let prepared = AdjointOp.prepare::<C>([x.node()]).compute_bound().stateful();
        let x = Self::inner(x);
        let images = x.layout().shape().dims();
        let y = Flex::convolve(x, convolution.clone());
        match prepared {
            OpsKind::Tracked(prepared) => prepared.finish((convolution, images), y),
            OpsKind::UnTracked(prepared) => prepared.finish(y),
        }
    }
}

#[backend_extension(Flex, Autodiff)]
trait Rectify: Backend {
    fn rectify(x: FloatTensor<Self>) -> FloatTensor<Self>;
}

impl Rectify for Flex {
    fn rectify(x: FloatTensor<Self>) -> FloatTensor<Self> {
        let (x, images) = contiguous(x);
        tensor(freqscope_kernels::rectify(x.storage()), images)
    }
}

impl<C: CheckpointStrategy> Rectify for Autodiff<Flex, C> {
    fn rectify(x: FloatTensor<Self>) -> FloatTensor<Self> {
        #[derive(Debug)]
        struct Gate;

        impl Backward<Flex, 1> for Gate {
            /// The result.
            type State = FloatTensor<Flex>;

            fn backward(self, ops: Ops<Self::State, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
                let y = ops.state;
                unary::<Flex, _>(ops.parents, ops.node, gradients, |slopes| {
                    let (slopes, images) = contiguous(slopes);
                    tensor(rectified(slopes.storage(), y.storage()), images)
                });
            }
        }

        let prepared = Gate.prepare::<C>([x.node()]).compute_bound().stateful();
        let y = Flex::rectify(Self::inner(x));
        match prepared {
            OpsKind::Tracked(prepared) => prepared.finish(y.clone(), y),
            OpsKind::UnTracked(prepared) => prepared.finish(y),
        }
    }
}

/// In row-major order, with its dimensions.
fn contiguous(x: FloatTensor<Flex>) -> (FloatTensor<Flex>, [usize; 4]) {
    let x = x.to_contiguous();
    let dimensions = x.layout().shape().dims();
    (x, dimensions)
}

fn tensor(values: Vec<f32>, dimensions: [usize; 4]) -> FloatTensor<Flex> {
    Flex::float_from_data(TensorData::new(values, dimensions), &Default::default())
}
