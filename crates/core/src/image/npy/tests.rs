use super::*;
use npyz::{AutoSerialize, Order, Serialize};

fn ramp() -> Image {
    Image::from_fn(|c, y, x| (c * 1024 + y * 32 + x) as f32 / 3072.0)
}

fn one() -> OneOrMany<Image> {
    OneOrMany::One(ramp())
}

fn ordered<T: Serialize + AutoSerialize>(order: Order, shape: &[u64], values: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut file = Vec::new();
    let options = npyz::WriteOptions::new().default_dtype().shape(shape).order(order);
    let mut writer = options.writer(&mut file).begin_nd().unwrap();
    writer.extend(values).unwrap();
    writer.finish().unwrap();
    file
}

fn array<T: Serialize + AutoSerialize>(shape: &[u64], values: impl IntoIterator<Item = T>) -> Vec<u8> {
    ordered(Order::C, shape, values)
}

fn list<T: Serialize + AutoSerialize + Copy>(values: &[T]) -> Vec<u8> {
    array(&[values.len() as u64], values.iter().copied())
}

#[test]
fn what_is_written_is_read() {
    for images in [one(), OneOrMany::Many(vec![ramp()]), OneOrMany::Many(vec![ramp(), ramp()])] {
        let file = write(&images).unwrap();
        assert_eq!((read(&file).as_ref(), read_one_or_many(&file)), (Ok(&images.clone().into_vec()), Ok(images)));
    }
}

/// The byte at channel c, row y, column x.
fn byte(c: usize, y: usize, x: usize) -> u8 {
    (c * 80 + y * 5 + x) as u8
}

#[test]
fn images_of_every_layout_and_type_are_the_same() {
    let expected = Image::from_fn(|c, y, x| f32::from(byte(c, y, x)) / 255.0);
    let at = |i: usize| byte(i / 1024, i / 32 % 32, i % 32);
    let (planes, pixels) = ((0..3072).map(at), (0..3072).map(|i| byte(i % 3, i / 96, i / 3 % 32)));
    let fraction = |byte: u8| f32::from(byte) / 255.0;
    // In Fortran order the first axis runs fastest: columns of (x, y, c) become pixels.
    let fortran = (0..3072).map(|i| byte(i % 3, i / 3 % 32, i / 96));
    let files = [
        array(&[3, 32, 32], planes.clone()),
        array(&[32, 32, 3], pixels.clone()),
        array(&[3, 32, 32], planes.clone().map(i64::from)),
        array(&[3, 32, 32], planes.clone().map(u16::from)),
        array(&[3, 32, 32], planes.clone().map(fraction)),
        array(&[32, 32, 3], pixels.clone().map(|byte| f64::from(fraction(byte)))),
        ordered(Order::Fortran, &[3, 32, 32], fortran.clone()),
        ordered(Order::Fortran, &[3, 32, 32], fortran.clone().map(fraction)),
    ];
    for (number, file) in files.iter().enumerate() {
        assert_eq!(read_one_or_many(file), Ok(OneOrMany::One(expected.clone())), "file {number}");
    }
    let two = || OneOrMany::Many(vec![expected.clone(); 2]);
    assert_eq!(read_one_or_many(&array(&[2, 32, 32, 3], pixels.clone().chain(pixels))), Ok(two()));
    let fortran: Vec<u8> = fortran.flat_map(|byte| [byte; 2]).collect();
    assert_eq!(read_one_or_many(&ordered(Order::Fortran, &[2, 3, 32, 32], fortran)), Ok(two()));
}

#[test]
fn rounding_is_granted_and_ablated_images_are_read() {
    let with = |value: f32| {
        let mut values = vec![0.5_f32; Image::LEN];
        values[7] = value;
        read(&array(&[3, 32, 32], values)).map(|images| images[0].pixels()[7])
    };
    assert_eq!((with(-1e-8), with(1.0 + f32::EPSILON)), (Ok(0.0), Ok(1.0)));
    assert!(with(-0.0).unwrap().is_sign_positive());
    for value in [-0.25, 1.25, -0.9, 1.6] {
        assert_eq!(with(value), Ok(value));
    }
}

/// An image whose pixels are records of three fields.
fn records() -> Vec<u8> {
    let mut header =
        b"{'descr': [('r', '|u1'), ('g', '|u1'), ('b', '|u1')], 'fortran_order': False, 'shape': (32, 32), }".to_vec();
    header.resize(117, b' ');
    header.push(b'\n');
    [MAGIC, &[1, 0, 118, 0], &header, &[7; 3072]].concat()
}

#[test]
fn every_refusal_names_its_own_cure() {
    let values = |value: f32| vec![value; Image::LEN];
    let whole = write(&one()).unwrap();
    let refusals = [
        (list(&values(0.5)), "x.reshape(3, 32, 32)"),
        (array(&[1, 3072], values(0.5)), "x.reshape(-1, 3, 32, 32)"),
        (array(&[3, 32, 32, 1], values(0.5)), "scale it to 32 × 32 pixels"),
        (array(&[32, 32], vec![0.5_f32; 1024]), "numpy.repeat"),
        (array(&[4, 32, 32], vec![0.5_f32; 4096]), "the fourth colour"),
        (array(&[0, 3, 32, 32], Vec::<f32>::new()), "it holds no image"),
        (array(&[3, 32, 32], values(200.0)), "divide by 255"),
        (array(&[3, 32, 32], values(-1.7)), "x * std + mean"),
        (array(&[3, 32, 32], values(f32::NAN)), "numpy.nan_to_num"),
        (array(&[3, 32, 32], vec![256_i64; 3072]), "from 0 to 255: scale it"),
        (array(&[3, 32, 32], vec![1_u8; 3072]), "multiply it by 255"),
        (array(&[3, 32, 32], vec![true; 3072]), "astype"),
        (whole[..whole.len() - 1].to_vec(), "copy or download it again"),
        (whole[..40].to_vec(), "its header cannot be read"),
        (records(), "structured_to_unstructured"),
        (b"PK\x03\x04 and more".to_vec(), "take one array out of it"),
        (b"picture".to_vec(), "numpy.save"),
        (Vec::new(), "numpy.save"),
    ];
    for (file, cure) in refusals {
        let refusal = read(&file).unwrap_err();
        assert!(matches!(refusal, Error::Array(_)) && refusal.to_string().contains(cure), "{cure}: {refusal}");
    }
}

#[test]
fn an_array_has_its_images_one_by_one() {
    let file = array(&[2, 3, 32, 32], (0..6144).map(|i| (i % 251) as u8));
    let images = read_images(&file).unwrap();
    assert_eq!((images.len(), images.get(1)), (2, Ok(read(&file).unwrap().swap_remove(1))));
    assert!(images.get(2).is_err());
    let floats = ImageArray::of_floats((0..6144).map(|i| f32::from((i % 251) as u8) / 255.0).collect());
    assert_eq!(floats.get(1), images.get(1));
}

#[test]
fn labels_of_every_whole_type_are_read() {
    let expected = Ok(vec![Class::Cat, Class::Truck]);
    let files = [
        list(&[3_i64, 9]),
        list(&[3_i32, 9]),
        list(&[3_i16, 9]),
        list(&[3_i8, 9]),
        list(&[3_u8, 9]),
        list(&[3_u32, 9]),
        list(&[3_u64, 9]),
        array(&[2, 1], [3_i64, 9]),
    ];
    files.iter().for_each(|file| assert_eq!(read_labels(file), expected));
    assert_eq!(read_labels(&list(&[10_i64])), Err(Error::Class("10".into())));
    assert_eq!(read_labels(&list(&[-1_i64])), Err(Error::Class("-1".into())));
    for (file, cure) in [
        (list(&[3.0_f32]), "astype(\"int64\")"),
        (array(&[1, 2], [3_i64, 9]), "reshape(-1)"),
        (list(&[3_i64])[..130].to_vec(), "copy or download it again"),
    ] {
        assert!(read_labels(&file).unwrap_err().to_string().contains(cure), "{cure}");
    }
}

#[test]
fn a_permutation_is_read_from_whole_numbers() {
    assert_eq!(read_permutation(&list(&[2_i64, 0, 1])), Ok(vec![2, 0, 1]));
    assert_eq!(read_permutation(&list(&[2_i32, 0, 1])), Ok(vec![2, 0, 1]));
    assert!(read_permutation(&list(&[-1_i64])).unwrap_err().to_string().contains("-1 does not belong to it"));
    assert!(read_permutation(&list(&[2_i64, 0, 1])[..140]).is_err());
    assert!(read_permutation(&write(&one()).unwrap()).is_err());
    assert!(read_permutation(b"").is_err());
}

#[test]
fn hostile_files_are_refused() {
    let whole = write(&one()).unwrap();
    let header = |shape: &str| {
        let header = String::from_utf8_lossy(&whole[6..128]).replace("(3, 32, 32)", shape);
        [MAGIC, header.as_bytes()].concat()
    };
    for shape in ["(3, 99999999, 99999999)", "(9999999999, 3, 32, 32)", "(99999999999, 99999999999, 9999999999)"] {
        assert!(matches!(read(&header(shape)), Err(Error::Array(_))), "{shape}");
        assert!(matches!(read_array(&header(shape)), Err(Error::Array(_))), "{shape}");
    }
    // What reads the literal would take years over the first two.
    for shape in ["[".repeat(40), "{".repeat(40), format!("({})", "1,".repeat(65))] {
        let text = format!("{{'descr': '<f4', 'fortran_order': True, 'shape': {shape}, }}\n");
        let file = [MAGIC, &[1, 0], &(text.len() as u16).to_le_bytes(), text.as_bytes(), &[0; 4]].concat();
        assert!(matches!(read_array(&file), Err(Error::Array(ArrayFault::Header(_)))), "{shape}");
    }
}
