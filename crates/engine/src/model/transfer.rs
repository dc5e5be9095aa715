//! Between host and device: images to tensors, tensors to numbers.

use crate::device::patience::read_back;
use burn::tensor::{Device, Tensor, TensorData, Transaction};
use freqscope_core::{
    error::{Error, Quantity, Result},
    image::Image,
};
use std::fmt::Debug;

/// The images as one batch, `[N, 3, 32, 32]`.
pub fn upload<'a>(images: impl IntoIterator<Item = &'a Image>, device: &Device) -> Tensor<4> {
    let pixels: Vec<f32> = images.into_iter().flat_map(Image::pixels).copied().collect();
    let shape = [pixels.len() / Image::LEN, Image::CHANNELS, Image::SIDE, Image::SIDE];
    Tensor::from_data(TensorData::new(pixels, shape), device)
}

/// The values of a tensor, row-major.
///
/// # Errors
/// [`Error::Computation`] when the device fails, [`Error::Silent`] when it does not answer.
pub async fn download<const D: usize>(tensor: Tensor<D>) -> Result<Vec<f32>> {
    count();
    values(read_back(tensor.into_data_async()).await?.map_err(failed)?)
}

/// The values of several tensors, read together.
///
/// # Errors
/// [`Error::Computation`] when the device fails, [`Error::Silent`] when it does not answer.
pub async fn download_all<const N: usize>(tensors: Transaction) -> Result<[Vec<f32>; N]> {
    count();
    let data = read_back(tensors.execute_async()).await?.map_err(failed)?;
    let all: Vec<Vec<f32>> = data.into_iter().map(values).collect::<Result<_>>()?;
    all.try_into().map_err(|all: Vec<_>| Error::Computation(format!("{} tensors were read, not {N}", all.len())))
}

/// Splits the values of an `[N, 3, 32, 32]` tensor into N images.
///
/// # Errors
/// [`Error::NotFinite`].
pub fn to_images(values: &[f32]) -> Result<Vec<Image>> {
    let image = |pixels: &[f32]| Image::from_chw(pixels.to_vec());
    let images = values.chunks_exact(Image::LEN).map(image).collect::<Result<_>>();
    images.map_err(|_| Error::NotFinite(Quantity::Pixel))
}

fn values(data: TensorData) -> Result<Vec<f32>> {
    data.try_to_vec::<f32>().map_err(failed)
}

/// The innermost cause: the steps on the way to it and a backtrace help nobody on the page.
fn failed(error: impl Debug) -> Error {
    let text = format!("{error:?}");
    let causes = text.split("Backtrace").next().unwrap_or(&text);
    let cause = causes.rsplit("Caused by:").next().unwrap_or(causes);
    Error::Computation(cause.trim().trim_end_matches('.').to_owned())
}

#[cfg(test)]
thread_local! {
    /// How often this thread has read numbers back.
    pub(crate) static READS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// Tests ask how often numbers are read back.
fn count() {
    #[cfg(test)]
    READS.set(READS.get() + 1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_told_by_its_innermost_cause() {
        let failure = format_args!(
            "An error happened\nCaused by:\n  a step\nCaused by:\n  the buffer is gone.\nBacktrace:\n  none"
        );
        assert_eq!(failed(failure), Error::Computation("the buffer is gone".into()));
        assert_eq!(failed(format_args!("out of memory")), Error::Computation("out of memory".into()));
    }
}
