//! The images of a run, where the network reads them.

use crate::{
    dct::{Waves, table},
    model::transfer::upload,
};
use burn::tensor::{Bool, Device, Tensor, TensorData};
use freqscope_core::{
    image::Image,
    occlusion::{OcclusionSpec, ablation::Occluder},
    spectrum::{dct::Spectrum, partition::Partition},
};
use std::{iter::once, ops::Range};

/// The whole image, then the image without band 0, without band 1, … without the last.
pub enum Occlusions<'a> {
    /// Transformed back on the CPU, in double precision, when they are asked for.
    Host(HostOcclusions<'a>, Device),
    /// On a GPU.
    Device(Box<DeviceOcclusions>),
}

impl<'a> Occlusions<'a> {
    /// Those of a run, for a network on this device.
    pub fn of(spec: &'a OcclusionSpec, device: &Device) -> Self {
        match *device == Device::flex() {
            true => Self::Host(HostOcclusions::of(spec), device.clone()),
            false => Self::Device(Box::new(DeviceOcclusions::of(spec, device))),
        }
    }

    /// `[N, 3, 32, 32]`: N of the images, of which the whole one is the first.
    pub fn pixels(&self, images: Range<usize>) -> Tensor<4> {
        match self {
            Self::Host(occlusions, device) => upload(&occlusions.images(images), device),
            Self::Device(occlusions) => occlusions.pixels(images),
        }
    }
}

/// What the images are made of where the CPU makes them.
pub struct HostOcclusions<'a> {
    whole: &'a Image,
    occluder: Occluder<'a>,
    partition: Partition,
}

impl<'a> HostOcclusions<'a> {
    fn of(spec: &'a OcclusionSpec) -> Self {
        let &OcclusionSpec { ref image, baseline, partition, .. } = spec;
        Self { whole: image, occluder: Occluder::new(baseline, image), partition }
    }

    fn images(&self, images: Range<usize>) -> Vec<Image> {
        let bands = images.start.max(1) - 1..images.end.max(1) - 1;
        let whole = (images.start == 0 && images.end > 0).then(|| self.whole.clone());
        let bands = self.partition.bands().skip(bands.start).take(bands.len());
        whole.into_iter().chain(bands.map(|band| self.occluder.without(self.partition, once(band)))).collect()
    }
}

/// What all ablations of an image are made of.
pub struct DeviceOcclusions {
    /// `[1, 3, 32, 32]`
    whole: Tensor<4>,
    /// `[1, 3, 32, 32]`, of the whole image.
    spectrum: Tensor<4>,
    /// `[1, 3, 32, 32]`: what each coefficient is replaced by, once its band is.
    replaced: Tensor<4>,
    /// `[1, 1, 32, 32]`: which band each coefficient is in.
    bands: Tensor<4>,
    waves: Waves,
    clip: bool,
}

impl DeviceOcclusions {
    fn of(spec: &OcclusionSpec, device: &Device) -> Self {
        let &OcclusionSpec { ref image, baseline, partition, .. } = spec;
        let occluder = Occluder::new(baseline, image);
        let replaced = occluder.fill(partition, partition.bands());
        let tensor = |values: Vec<f32>, channels| {
            Tensor::from_data(TensorData::new(values, [1, channels, Image::SIDE, Image::SIDE]), device)
        };
        let coefficients = |spectrum: &Spectrum| tensor(spectrum.coefficients().to_vec(), Image::CHANNELS);
        Self {
            whole: upload([image], device),
            spectrum: coefficients(occluder.whole()),
            replaced: coefficients(&replaced),
            bands: tensor(table(|u, v| partition.of(u, v).index() as f32), 1),
            waves: Waves::on(device),
            clip: baseline.clip,
        }
    }

    fn pixels(&self, images: Range<usize>) -> Tensor<4> {
        let bands = images.start.max(1) - 1..images.end - 1;
        let whole = (images.start == 0).then(|| self.whole.clone());
        let without = (!bands.is_empty()).then(|| self.without(bands));
        Tensor::cat(whole.into_iter().chain(without).collect(), 0)
    }

    /// The image without each of the bands.
    fn without(&self, bands: Range<usize>) -> Tensor<4> {
        let shape = [bands.len(), Image::CHANNELS, Image::SIDE, Image::SIDE];
        let indices: Vec<f32> = bands.map(|band| band as f32).collect();
        let indices = Tensor::<4>::from_data(TensorData::new(indices, [shape[0], 1, 1, 1]), &self.bands.device());
        let removed: Tensor<4, Bool> = self.bands.clone().expand(shape).equal(indices.expand(shape));
        let filled = self.spectrum.clone().expand(shape).mask_where(removed, self.replaced.clone().expand(shape));
        let pixels = self.waves.image(filled);
        if self.clip { pixels.clamp(0.0, 1.0) } else { pixels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::transfer::download, occlusion::images};
    use freqscope_core::occlusion::ablation::{Baseline, Fill, Zero};
    use pollster::block_on;

    #[test]
    fn a_device_makes_the_images_that_the_host_makes() {
        let device = Device::flex();
        let image = Image::from_fn(|c, y, x| ((c * 11 + y * 5 + x * 3) % 32) as f32 / 31.0);
        let fills = [
            (Fill::Zero, Zero::Pixels, false),
            (Fill::Zero, Zero::Normalised, true),
            (Fill::Mean, Zero::Pixels, false),
            (Fill::Noise { seed: 3 }, Zero::Pixels, true),
        ];
        for (fill, zero, clip) in fills {
            for partition in [Partition::Diagonal, Partition::Radial] {
                let baseline = Baseline { fill, zero, clip };
                let spec = OcclusionSpec { image: image.clone(), class: None, baseline, partition };
                let (host, device) = (Occlusions::of(&spec, &device), DeviceOcclusions::of(&spec, &device));
                for range in [0..1, 0..images(partition), 1..4, 30..images(partition)] {
                    let pair = [host.pixels(range.clone()), device.pixels(range.clone())];
                    let [expected, found] = pair.map(|pixels| block_on(download(pixels)).unwrap());
                    assert_eq!(found.len(), expected.len());
                    for (found, expected) in found.iter().zip(&expected) {
                        assert!((found - expected).abs() < 2e-6, "{baseline:?} {range:?}: {found}, not {expected}");
                    }
                }
            }
        }
    }
}
