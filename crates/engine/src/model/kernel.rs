//! Convolutions faster than burn's: `[N, H, W, C]`, so that a pixel's channels lie side by side.
//!
//! [`freqscope_kernels`] computes them. A layer is a convolution, what a residual connection adds to it, and a rectifier;
//! burn's automatic differentiation knows it by its adjoint, and weights are constants to it.

use burn::{
    backend::{
        Autodiff, AutodiffBackend, Backend, Dispatch, TensorMetadata,
        autodiff::{
            checkpoint::{base::Checkpointer, strategy::CheckpointStrategy},
            grads::Gradients,
            ops::{Backward, NodeGuard, Ops, OpsKind},
        },
        backend_extension,
        tensor::FloatTensor,
    },
    tensor::Tensor,
};
use freqscope_kernels::{Convolution, Weights};
use std::sync::{Arc, OnceLock};

/// The numbers of a convolution, and what each kind of device makes of them when it is first asked to convolve.
#[derive(Debug)]
pub struct Kernel {
    weights: Arc<Weights>,
    bias: Vec<f32>,
    stride: usize,
    cpu: OnceLock<Convolution>,
    #[cfg(feature = "gpu")]
    gpu: OnceLock<freqscope_kernels::gpu::Convolution>,
}

/// `[N, H, W, in]` → `[N, H / stride, W / stride, out]`, which ends in max(·, 0) where it is to `rectify`.
pub fn convolve(x: Tensor<4>, kernel: &Arc<Kernel>, rectify: bool) -> Tensor<4> {
    Tensor::from_dispatch(Dispatch::convolve(x.into_dispatch(), kernel.clone(), rectify))
}

/// max(convolution + residual, 0)
pub fn convolve_onto(residual: Tensor<4>, x: Tensor<4>, kernel: &Arc<Kernel>) -> Tensor<4> {
    Tensor::from_dispatch(Dispatch::convolve_onto(residual.into_dispatch(), x.into_dispatch(), kernel.clone()))
}

impl Kernel {
    /// Of weights, `[out]` biases and a stride.
    pub fn new(weights: Weights, bias: Vec<f32>, stride: usize) -> Self {
        let cpu = OnceLock::new();
        Self {
            weights: Arc::new(weights),
            bias,
            stride,
            cpu,
            #[cfg(feature = "gpu")]
            gpu: OnceLock::new(),
        }
    }

    fn cpu(&self) -> &Convolution {
        self.cpu.get_or_init(|| Convolution::new(self.weights.clone(), self.bias.clone(), self.stride))
    }

    #[cfg(feature = "gpu")]
    fn gpu(&self, client: &burn_cubecl::cubecl::client::Client) -> &freqscope_kernels::gpu::Convolution {
        let convolution =
            || freqscope_kernels::gpu::Convolution::new(client, self.weights.clone(), &self.bias, self.stride);
        self.gpu.get_or_init(convolution)
    }
}

#[backend_extension(Flex, Cube: cfg(feature = "gpu"), Autodiff)]
trait Convolve: Backend {
    fn convolve(x: FloatTensor<Self>, kernel: Arc<Kernel>, rectify: bool) -> FloatTensor<Self>;
    fn convolve_onto(residual: FloatTensor<Self>, x: FloatTensor<Self>, kernel: Arc<Kernel>) -> FloatTensor<Self>;
}

/// What one kind of device does.
trait Convolver: Backend {
    /// The results; to those `residual` is added, and all ends in max(·, 0) where it is to `rectify`.
    fn forward(
        x: FloatTensor<Self>,
        residual: Option<FloatTensor<Self>>,
        kernel: &Kernel,
        rectify: bool,
    ) -> FloatTensor<Self>;

    /// The slopes in images of dimensions `images`, from those in the results. Those count only where `gates`, the results
    /// themselves, are not at most 0.
    fn adjoint(
        slopes: FloatTensor<Self>,
        gates: Option<FloatTensor<Self>>,
        kernel: &Kernel,
        images: [usize; 4],
    ) -> FloatTensor<Self>;

    /// `slopes` where `gates` are not at most 0, else 0.
    fn gate(slopes: FloatTensor<Self>, gates: FloatTensor<Self>) -> FloatTensor<Self>;
}

impl<B: Convolver> Convolve for B {
    fn convolve(x: FloatTensor<B>, kernel: Arc<Kernel>, rectify: bool) -> FloatTensor<B> {
        B::forward(x, None, &kernel, rectify)
    }

    fn convolve_onto(residual: FloatTensor<B>, x: FloatTensor<B>, kernel: Arc<Kernel>) -> FloatTensor<B> {
        B::forward(x, Some(residual), &kernel, true)
    }
}

impl<B: Convolver, C: CheckpointStrategy> Convolve for Autodiff<B, C> {
    fn convolve(x: FloatTensor<Self>, kernel: Arc<Kernel>, rectify: bool) -> FloatTensor<Self> {
        let nodes = [x.node()];
        let x = Self::inner(x);
        let images = TensorMetadata::shape(&x).dims();
        let y = B::forward(x, None, &kernel, rectify);
        recorded::<B, C, 1>(nodes, (kernel, images, rectify.then(|| y.clone())), y)
    }

    fn convolve_onto(residual: FloatTensor<Self>, x: FloatTensor<Self>, kernel: Arc<Kernel>) -> FloatTensor<Self> {
        let nodes = [x.node(), residual.node()];
        let (x, residual) = (Self::inner(x), Self::inner(residual));
        let images = TensorMetadata::shape(&x).dims();
        let y = B::forward(x, Some(residual), &kernel, true);
        recorded::<B, C, 2>(nodes, (kernel, images, Some(y.clone())), y)
    }
}

/// The layer, the dimensions of its images, and its results where they are gates.
type State<B> = (Arc<Kernel>, [usize; 4], Option<FloatTensor<B>>);

/// `y` as what a layer made of its images and, where there are two nodes, of a residual.
fn recorded<B: Convolver, C: CheckpointStrategy, const N: usize>(
    nodes: [NodeGuard; N],
    state: State<B>,
    y: FloatTensor<B>,
) -> FloatTensor<Autodiff<B, C>> {
    match AdjointOp.prepare::<C>(nodes).compute_bound().stateful() {
        OpsKind::Tracked(prepared) => prepared.finish(state, y),
        OpsKind::UnTracked(prepared) => prepared.finish(y),
    }
}

#[derive(Debug)]
struct AdjointOp;

impl<B: Convolver, const N: usize> Backward<B, N> for AdjointOp {
    type State = State<B>;

    fn backward(self, ops: Ops<Self::State, N>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let (kernel, images, gates) = ops.state;
        let slopes = gradients.consume::<B>(&ops.node);
        // Through the gates at once where more than the images wants the slopes.
        let (slopes, gates) = match gates {
            Some(gates) if N > 1 => (B::gate(slopes, gates), None),
            gates => (slopes, gates),
        };
        let mut parents = ops.parents.into_iter();
        if let Some(x) = parents.next().flatten() {
            gradients.register::<B>(x.id, B::adjoint(slopes.clone(), gates, &kernel, images));
        }
        for residual in parents.flatten() {
            gradients.register::<B>(residual.id, slopes.clone());
        }
    }
}

/// On the CPU.
mod cpu {
    use super::{Convolver, Kernel};
    use burn::{
        backend::{Flex, ops::FloatTensorOps, tensor::FloatTensor},
        tensor::TensorData,
    };
    use freqscope_kernels::rectified;

    impl Convolver for Flex {
        fn forward(
            x: FloatTensor<Self>,
            residual: Option<FloatTensor<Self>>,
            kernel: &Kernel,
            rectifies: bool,
        ) -> FloatTensor<Self> {
            let ((x, images), residual) = (contiguous(x), residual.map(|residual| contiguous(residual).0));
            let (convolution, residual) = (kernel.cpu(), residual.as_ref().map(|residual| residual.storage()));
            tensor(convolution.forward(x.storage(), images, residual, rectifies), convolution.results(images))
        }

        fn adjoint(
            slopes: FloatTensor<Self>,
            gates: Option<FloatTensor<Self>>,
            kernel: &Kernel,
            images: [usize; 4],
        ) -> FloatTensor<Self> {
            let slopes = match gates {
                Some(gates) => Self::gate(slopes, gates),
                None => slopes,
            };
            tensor(kernel.cpu().adjoint(contiguous(slopes).0.storage(), images), images)
        }

        fn gate(slopes: FloatTensor<Self>, gates: FloatTensor<Self>) -> FloatTensor<Self> {
            let ((slopes, dimensions), (gates, _)) = (contiguous(slopes), contiguous(gates));
            tensor(rectified(slopes.storage(), gates.storage()), dimensions)
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
}

/// On a GPU.
#[cfg(feature = "gpu")]
mod gpu {
    use super::{Convolver, Kernel};
    use burn::backend::{Cube, tensor::FloatTensor};
    use burn_cubecl::{cubecl::server::Handle, kernel::into_contiguous, tensor::CubeTensor};
    use freqscope_kernels::gpu::rectified;

    impl Convolver for Cube {
        fn forward(
            x: FloatTensor<Self>,
            residual: Option<FloatTensor<Self>>,
            kernel: &Kernel,
            rectifies: bool,
        ) -> FloatTensor<Self> {
            let x = into_contiguous(x);
            let (images, residual) = (x.meta.shape().dims(), residual.map(|residual| into_contiguous(residual).handle));
            let convolution = kernel.gpu(&x.client);
            let y = convolution.forward(&x.client, x.handle.clone(), images, residual, rectifies);
            like(&x, y, convolution.results(images))
        }

        fn adjoint(
            slopes: FloatTensor<Self>,
            gates: Option<FloatTensor<Self>>,
            kernel: &Kernel,
            images: [usize; 4],
        ) -> FloatTensor<Self> {
            let (slopes, gates) = (into_contiguous(slopes), gates.map(|gates| into_contiguous(gates).handle));
            let convolution = kernel.gpu(&slopes.client);
            like(&slopes, convolution.adjoint(&slopes.client, slopes.handle.clone(), images, gates), images)
        }

        fn gate(slopes: FloatTensor<Self>, gates: FloatTensor<Self>) -> FloatTensor<Self> {
            let (slopes, gates) = (into_contiguous(slopes), into_contiguous(gates));
            let results: [usize; 4] = slopes.meta.shape().dims();
            let gated = rectified(&slopes.client, slopes.handle.clone(), gates.handle, results.iter().product());
            like(&slopes, gated, results)
        }
    }

    /// Numbers where those of `tensor` are.
    fn like(tensor: &CubeTensor, numbers: Handle, dimensions: [usize; 4]) -> CubeTensor {
        let (client, device) = (tensor.client.clone(), tensor.device.clone());
        CubeTensor::new_contiguous(client, device, dimensions.into(), numbers, tensor.dtype)
    }
}
