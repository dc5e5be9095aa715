//! Images in NumPy's `.npy` form: float32, `(3, 32, 32)` or `(N, 3, 32, 32)`, values in [0, 1]; and a data set's bytes
//! and labels, and permutations.

use crate::{
    class::Class,
    error::{Error, Result},
    image::{Image, one_or_many::OneOrMany},
};
use npyz::{NpyFile, WriterBuilder};

/// Reads the images of a `.npy` file.
///
/// # Errors
/// [`Error::Array`] when the file is broken or has another shape, type or range.
pub fn read(bytes: &[u8]) -> Result<Vec<Image>> {
    read_one_or_many(bytes).map(OneOrMany::into_vec)
}

/// Reads the image of an array with three axes, or the batch of one with four.
///
/// # Errors
/// [`Error::Array`] when the file is broken or has another shape, type or range.
pub fn read_one_or_many(bytes: &[u8]) -> Result<OneOrMany<Image>> {
    let (shape, values) = read_array(bytes)?;
    if !matches!(shape.as_slice(), [3, 32, 32] | [_, 3, 32, 32]) {
        return Err(Error::Array(format!("its shape is {shape:?}")));
    }
    if values.is_empty() {
        return Err(Error::Array("it holds no image".into()));
    }
    if let Some(value) = values.iter().find(|value| !(0.0..=1.0).contains(*value)) {
        return Err(Error::Array(format!("it holds the value {value}")));
    }
    match shape.as_slice() {
        [_, _, _] => Image::from_chw(values).map(OneOrMany::One),
        _ => values
            .chunks_exact(Image::LEN)
            .map(|pixels| Image::from_chw(pixels.to_vec()))
            .collect::<Result<_>>()
            .map(OneOrMany::Many),
    }
}

/// Reads any float32 array in C order: its shape and its values.
///
/// # Errors
/// [`Error::Array`] when the file is broken, of another type, or shorter than its header says.
pub fn read_array(bytes: &[u8]) -> Result<(Vec<u64>, Vec<f32>)> {
    let (shape, values) = read_values(bytes)?;
    Ok((shape, values.ok_or_else(|| Error::Array("its type is not float32".into()))?))
}

/// Reads any uint8 array in C order: its shape and its values.
///
/// # Errors
/// [`Error::Array`] when the file is broken, of another type, or shorter than its header says.
pub fn read_bytes(bytes: &[u8]) -> Result<(Vec<u64>, Vec<u8>)> {
    let (shape, values) = read_values(bytes)?;
    Ok((shape, values.ok_or_else(|| Error::Array("its type is not uint8".into()))?))
}

/// The shape of an array in C order, and its values unless they are of another type.
fn read_values<T: npyz::Deserialize>(bytes: &[u8]) -> Result<(Vec<u64>, Option<Vec<T>>)> {
    let broken = |error: std::io::Error| Error::Array(error.to_string());
    let file = NpyFile::new(bytes).map_err(broken)?;
    if file.order() != npyz::Order::C {
        return Err(Error::Array("it is in Fortran order".into()));
    }
    let shape = file.shape().to_vec();
    let size = shape.iter().try_fold(size_of::<T>() as u64, |size, &side| size.checked_mul(side));
    if size.is_none_or(|size| size > bytes.len() as u64) {
        return Err(Error::Array(format!("it is shorter than its shape {shape:?} says")));
    }
    let values = file.try_data::<T>().ok().map(Iterator::collect::<std::io::Result<_>>);
    Ok((shape, values.transpose().map_err(broken)?))
}

/// Reads labels: an int64 array of the indices of classes.
///
/// # Errors
/// [`Error::Array`] when the file is broken or of another type, [`Error::Class`] when a number is no index of a class.
pub fn read_labels(bytes: &[u8]) -> Result<Vec<Class>> {
    let (_, labels) = read_values::<i64>(bytes)?;
    let labels = labels.ok_or_else(|| Error::Array("its type is not int64".into()))?;
    labels.into_iter().map(|label| label.to_string().parse()).collect()
}

/// Reads the numbers of an int64 array, such as `numpy.random.permutation` makes.
///
/// # Errors
/// [`Error::Permutation`] when the file is broken, of another type, or holds a number that is not in 0 to 65535.
pub fn read_permutation(bytes: &[u8]) -> Result<Vec<u16>> {
    let fail = |reason: String| Error::Permutation(reason);
    let file = NpyFile::new(bytes).map_err(|error| fail(error.to_string()))?;
    if file.shape().len() != 1 || file.len() > bytes.len() as u64 {
        return Err(fail(format!("its shape is {:?}", file.shape())));
    }
    let numbers = file.try_data::<i64>().map_err(|_| fail("its type is not int64".into()))?;
    let direction = |number: std::io::Result<i64>| {
        let number = number.map_err(|error| fail(error.to_string()))?;
        u16::try_from(number).map_err(|_| fail(format!("{number} does not belong to it")))
    };
    numbers.map(direction).collect()
}

/// Writes a batch as a float32 array of shape `(N, 3, 32, 32)`, also for N = 1, and a single image as one of `(3, 32, 32)`.
///
/// # Errors
/// [`Error::Array`] when the array cannot be written.
pub fn write(images: &OneOrMany<Image>) -> Result<Vec<u8>> {
    encode(images).map_err(|error| Error::Array(error.to_string()))
}

fn encode(images: &OneOrMany<Image>) -> std::io::Result<Vec<u8>> {
    let side = Image::SIDE as u64;
    let shape = [images.as_slice().len() as u64, Image::CHANNELS as u64, side, side];
    let shape = if matches!(images, OneOrMany::One(_)) { &shape[1..] } else { &shape[..] };
    let mut file = Vec::new();
    let mut writer = npyz::WriteOptions::new().default_dtype().shape(shape).writer(&mut file).begin_nd()?;
    for image in images.as_slice() {
        writer.extend(image.pixels())?;
    }
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp() -> Image {
        Image::from_fn(|c, y, x| (c * 1024 + y * 32 + x) as f32 / 3072.0)
    }

    #[test]
    fn what_is_written_is_read() {
        for images in [one(), OneOrMany::Many(vec![ramp()]), OneOrMany::Many(vec![ramp(), ramp()])] {
            let file = write(&images).unwrap();
            assert_eq!((read(&file).as_ref(), read_one_or_many(&file)), (Ok(&images.clone().into_vec()), Ok(images)));
        }
    }

    fn one() -> OneOrMany<Image> {
        OneOrMany::One(ramp())
    }

    fn array<T: npyz::Serialize + npyz::AutoSerialize>(values: &[T]) -> Vec<u8> {
        let mut file = Vec::new();
        let shape = [values.len() as u64];
        let mut writer = npyz::WriteOptions::new().default_dtype().shape(&shape).writer(&mut file).begin_nd().unwrap();
        writer.extend(values).unwrap();
        writer.finish().unwrap();
        file
    }

    #[test]
    fn bytes_and_labels_are_read_by_their_type() {
        assert_eq!(read_bytes(&array(&[7_u8, 255])), Ok((vec![2], vec![7, 255])));
        assert!(read_bytes(&array(&[7_i64])).is_err());
        assert_eq!(read_labels(&array(&[3_i64, 9])), Ok(vec![Class::Cat, Class::Truck]));
        assert_eq!(read_labels(&array(&[10_i64])), Err(Error::Class("10".into())));
        assert!(read_labels(&array(&[3_u8])).is_err());
        assert!(read_labels(&array(&[3_i64])[..130]).is_err());
    }

    #[test]
    fn a_permutation_is_read_from_int64() {
        assert_eq!(read_permutation(&array(&[2_i64, 0, 1])), Ok(vec![2, 0, 1]));
        assert!(read_permutation(&array(&[-1_i64])).unwrap_err().to_string().contains("-1 does not belong to it"));
        assert!(read_permutation(&array(&[2_i64, 0, 1])[..140]).is_err());
        assert!(read_permutation(&write(&one()).unwrap()).is_err());
        assert!(read_permutation(b"").is_err());
    }

    #[test]
    fn hostile_files_are_refused() {
        let whole = write(&one()).unwrap();
        let huge = String::from_utf8_lossy(&whole[..128]).replace("(3, 32, 32)", "(3, 99999999, 99999999)");
        for bytes in [b"".as_slice(), b"\x93NUMPY", &whole[..200], huge.as_bytes()] {
            assert!(matches!(read(bytes), Err(Error::Array(_))));
        }
        let outside = Image::from_fn(|_, _, _| 1.5);
        assert!(read(&write(&OneOrMany::One(outside)).unwrap()).is_err());
        assert!(read(&write(&OneOrMany::Many(Vec::new())).unwrap()).is_err());
    }
}
