//! Convolutions on the CPU, faster than burn's: `[N, H, W, C]`, so that a pixel's channels lie side by side.
//!
//! A 3×3 convolution of stride 1 is a product of matrices in [`winograd`]'s domain, any other one of [`freqscope_kernels::patches`]. Both are
//! linear maps of the image, and known to burn's automatic differentiation by their adjoints; weights are constants to it.

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
    tensor::{Device, Tensor, TensorData},
};
use freqscope_kernels::{
    patches::Window,
    winograd::{self, Tiles},
};

/// What the CPU computes itself.
#[backend_extension(Flex, Autodiff)]
trait Convolve: Backend {
    /// `[N, H, W, in]` → `[N, H, W, out]`, 3×3, with the filters of [`winograd::filters`] and those of the adjoint.
    fn winograd(x: FloatTensor<Self>, filters: FloatTensor<Self>, adjoint: FloatTensor<Self>) -> FloatTensor<Self>;

    /// `[N, H, W, in]` → `[N · H / stride · W / stride, kernel · kernel · in]`: what a kernel sees of each pixel.
    fn patches(x: FloatTensor<Self>, kernel: usize, stride: usize) -> FloatTensor<Self>;
}

impl Convolve for Flex {
    fn winograd(x: FloatTensor<Self>, filters: FloatTensor<Self>, _: FloatTensor<Self>) -> FloatTensor<Self> {
        let x = x.to_contiguous();
        let tiles = Tiles::of(x.layout().shape().dims());
        let [_, _, _, channels] = x.layout().shape().dims();
        let spread = tensor(tiles.spread(x.storage()), [winograd::POINTS, tiles.count(), channels]);
        let product = Self::float_matmul(spread, filters).to_contiguous();
        let [_, _, channels] = product.layout().shape().dims();
        let [n, height, width, _] = x.layout().shape().dims();
        tensor(tiles.gather(product.storage(), channels), [n, height, width, channels])
    }

    fn patches(x: FloatTensor<Self>, kernel: usize, stride: usize) -> FloatTensor<Self> {
        let x = x.to_contiguous();
        let window = Window::of(x.layout().shape().dims(), kernel, stride);
        tensor(window.patches(x.storage()), [window.rows(), window.columns()])
    }
}

fn tensor<const D: usize>(values: Vec<f32>, dimensions: [usize; D]) -> FloatTensor<Flex> {
    Flex::float_from_data(TensorData::new(values, dimensions), &Default::default())
}

impl<C: CheckpointStrategy> Convolve for Autodiff<Flex, C> {
    fn winograd(x: FloatTensor<Self>, filters: FloatTensor<Self>, adjoint: FloatTensor<Self>) -> FloatTensor<Self> {
        #[derive(Debug)]
        struct Winograd;

        impl Backward<Flex, 1> for Winograd {
            type State = [FloatTensor<Flex>; 2];

            fn backward(self, ops: Ops<Self::State, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
                let [filters, adjoint] = ops.state;
                unary::<Flex, _>(ops.parents, ops.node, gradients, |slope| Flex::winograd(slope, adjoint, filters));
            }
        }

        let [filters, adjoint] = [filters, adjoint].map(Self::inner);
        let prepared = Winograd.prepare::<C>([x.node()]).compute_bound().stateful();
        let y = Flex::winograd(Self::inner(x), filters.clone(), adjoint.clone());
        match prepared {
            OpsKind::Tracked(prepared) => prepared.finish([filters, adjoint], y),
            OpsKind::UnTracked(prepared) => prepared.finish(y),
        }
    }

    fn patches(x: FloatTensor<Self>, kernel: usize, stride: usize) -> FloatTensor<Self> {
        #[derive(Debug)]
        struct Patches;

        impl Backward<Flex, 1> for Patches {
            type State = Window;

            fn backward(self, ops: Ops<Self::State, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
                let window = ops.state;
                unary::<Flex, _>(ops.parents, ops.node, gradients, |slope| {
                    tensor(window.adjoint(slope.to_contiguous().storage()), window.images())
                });
            }
        }

        let prepared = Patches.prepare::<C>([x.node()]).compute_bound().stateful();
        let x = Self::inner(x);
        let window = Window::of(x.layout().shape().dims(), kernel, stride);
        let y = Flex::patches(x, kernel, stride);
        match prepared {
            OpsKind::Tracked(prepared) => prepared.finish(window, y),
            OpsKind::UnTracked(prepared) => prepared.finish(y),
        }
    }
}

/// The weights of a convolution, in the form that its method takes.
#[derive(Debug)]
pub enum Kernel {
    /// 3×3, stride 1.
    Winograd {
        /// `[36, in, out]`
        filters: Tensor<3>,
        /// Those of the adjoint, `[36, out, in]`.
        adjoint: Box<Tensor<3>>,
    },
    /// `[side · side · in, out]`.
    Patches {
        /// The weights.
        matrix: Tensor<2>,
        /// Side of the kernel.
        side: usize,
        /// Step of the kernel.
        stride: usize,
    },
}

impl Kernel {
    /// Of `[out, in, side, side]` weights.
    pub fn new(weight: &[f32], [output, input, side]: [usize; 3], stride: usize, device: &Device) -> Self {
        let at = |o: usize, i: usize, y: usize, x: usize| weight[((o * input + i) * side + y) * side + x];
        if (side, stride) == (3, 1) && winograd::suits(input) && winograd::suits(output) {
            let filters = |[from, to]: [usize; 2], tap: &dyn Fn(usize, usize, usize, usize) -> f32| {
                let values = winograd::filters([from, to], tap);
                Tensor::from_data(TensorData::new(values, [winograd::POINTS, from, to]), device)
            };
            return Self::Winograd {
                filters: filters([input, output], &|i, o, y, x| at(o, i, y, x)),
                adjoint: Box::new(filters([output, input], &|o, i, y, x| at(o, i, 2 - y, 2 - x))),
            };
        }
        let mut matrix = Vec::with_capacity(weight.len());
        for (y, x) in (0..side).flat_map(|y| (0..side).map(move |x| (y, x))) {
            matrix.extend((0..input).flat_map(|i| (0..output).map(move |o| at(o, i, y, x))));
        }
        let matrix = TensorData::new(matrix, [side * side * input, output]);
        Self::Patches { matrix: Tensor::from_data(matrix, device), side, stride }
    }

    /// `[N, H, W, in]` → `[N, H / stride, W / stride, out]`, without a bias.
    pub fn convolve(&self, x: Tensor<4>) -> Tensor<4> {
        match self {
            Self::Winograd { filters, adjoint } => {
                let [filters, adjoint] = [filters, adjoint].map(|tensor| tensor.clone().into_dispatch());
                Tensor::from_dispatch(Dispatch::winograd(x.into_dispatch(), filters, adjoint))
            }
            Self::Patches { matrix, side, stride } => {
                let [n, h, w, input] = x.dims();
                let [h, w] = [h, w].map(|size| size.div_ceil(*stride));
                let rows = match (side, stride) {
                    (1, 1) => x.reshape([n * h * w, input]),
                    _ => Tensor::<2>::from_dispatch(Dispatch::patches(x.into_dispatch(), *side, *stride)),
                };
                let output = matrix.dims()[1];
                rows.matmul(matrix.clone()).reshape([n, h, w, output])
            }
        }
    }
}
