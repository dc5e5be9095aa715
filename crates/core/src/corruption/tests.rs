use super::*;
use crate::image::npy;
use image::RgbImage;

/// A cat.
fn cat() -> Image {
    Image::decode(include_bytes!("../../../../www/samples/cat-0.png")).unwrap()
}

fn corrupt(corruption: Corruption, severity: Severity, seed: u64) -> Image {
    Corruptor { seed, frost: Some(frost()) }.corrupt(&cat(), corruption, severity)
}

/// A picture of frost, as large as it has to be, that is light at the right.
fn frost() -> Frost {
    let picture = RgbImage::from_fn(200, 170, |x, _| image::Rgb([x as u8; 3]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    Frost::read(&[bytes.into_inner()]).unwrap()
}

/// Mean of squared differences from the cat.
fn change(image: &Image) -> f64 {
    let squares = image.pixels().iter().zip(cat().pixels()).map(|(a, b)| f64::from(a - b).powi(2)).sum::<f64>();
    squares / Image::LEN as f64
}

#[test]
fn every_corruption_changes_bytes_to_bytes_and_the_more_the_severer() {
    for corruption in Corruption::ALL {
        let changes: Vec<f64> = Severity::all()
            .map(|severity| {
                let image = corrupt(corruption, severity, 0);
                assert!(image.is_in_range() && image == image.clone().rounded(), "{corruption:?} {severity}");
                change(&image)
            })
            .collect();
        // The stronger the points move by themselves, the less does the whole.
        let rises = changes[4] > changes[0] || corruption == Corruption::ElasticTransform;
        assert!(changes[0] > 0.0 && rises, "{corruption:?}: {changes:?}");
        assert!(changes[4] < 0.2, "{corruption:?}: {changes:?}");
    }
}

#[test]
fn what_is_drawn_follows_the_seed_and_the_rest_does_not() {
    let drawn = |corruption| corrupt(corruption, Severity(3), 0) != corrupt(corruption, Severity(3), 1);
    let still: Vec<Corruption> = Corruption::ALL.into_iter().filter(|&one| !drawn(one)).collect();
    let expected = [
        Corruption::DefocusBlur,
        Corruption::ZoomBlur,
        Corruption::Brightness,
        Corruption::Contrast,
        Corruption::Pixelate,
        Corruption::JpegCompression,
    ];
    assert_eq!(still, expected);
    assert!(Corruption::ALL.iter().all(|&one| corrupt(one, Severity(2), 5) == corrupt(one, Severity(2), 5)));
}

#[test]
fn without_pictures_there_are_fourteen() {
    let corruptor = Corruptor::default();
    assert_eq!((corruptor.corruptions().len(), corruptor.corruptions().contains(&Corruption::Frost)), (14, false));
    assert!(corruptor.corrupt(&cat(), Corruption::Frost, Severity(5)) == cat());
    assert_eq!(Corruptor { frost: Some(frost()), ..corruptor }.corruptions(), Corruption::ALL);
    assert!(Frost::read(&[]).is_err() && Frost::read(&[vec![1, 2, 3]]).is_err());
    assert!(Frost::read(&[cat().to_png().unwrap()]).unwrap_err().to_string().contains("165 pixels"));
}

#[test]
fn noise_has_the_deviation_that_it_says() {
    let grey = Image::from_fn(|_, _, _| 0.5_f32).rounded();
    let deviation = |corruption, severity| {
        let image = Corruptor::default().corrupt(&grey, corruption, Severity(severity));
        let squares = image.pixels().iter().map(|value| f64::from(value - 128.0 / 255.0).powi(2)).sum::<f64>();
        (squares / Image::LEN as f64).sqrt()
    };
    let near = |found: f64, expected: f64| assert!((found / expected - 1.0).abs() < 0.06, "{found} is not {expected}");
    near(deviation(Corruption::GaussianNoise, 1), 0.04);
    near(deviation(Corruption::GaussianNoise, 5), 0.1);
    // √(λ)/c with λ = c/2.
    near(deviation(Corruption::ShotNoise, 5), (0.502_f64 / 50.0).sqrt());
    // Half of the values goes up by 127, half down by 128.
    near(deviation(Corruption::ImpulseNoise, 5), 0.5 * 0.07_f64.sqrt());
}

#[test]
fn severities_are_one_to_five() {
    assert_eq!(Severity::all().map(u8::from).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    for severity in [0, 6] {
        let refusal = Severity::try_from(severity).unwrap_err().to_string();
        assert!(refusal.contains("choose a whole number from 1 to 5"), "{refusal}");
    }
}

/// Images of the libraries that the published program calls: `training/corruption_fixtures.py`.
#[test]
fn what_draws_nothing_is_what_others_make_of_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/corruptions");
    let read = |name: &str| npy::read(&std::fs::read(format!("{folder}/{name}.npy")).unwrap()).unwrap();
    let originals = read("originals");
    // How far a value may be off, in bytes, and what part of the values is exactly the same.
    let table = [
        (Corruption::DefocusBlur, 1, 0.99),
        (Corruption::ZoomBlur, 1, 0.99),
        (Corruption::Brightness, 1, 0.99),
        (Corruption::Contrast, 1, 0.99),
        (Corruption::Pixelate, 0, 1.0),
        (Corruption::JpegCompression, 0, 1.0),
    ];
    for (corruption, most, equal) in table {
        let expected = read(&corruption.name().replace(' ', "_"));
        let pairs = originals.iter().flat_map(|image| Severity::all().map(move |severity| (image, severity)));
        let (mut largest, mut same, mut all) = (0, 0, 0);
        for ((image, severity), expected) in pairs.zip(&expected) {
            let found = Corruptor::default().corrupt(image, corruption, severity);
            let byte = |value: &f32| (value * 255.0).round() as i32;
            let off = found.pixels().iter().zip(expected.pixels()).map(|(a, b)| (byte(a) - byte(b)).abs());
            off.for_each(|off| (largest, same, all) = (largest.max(off), same + usize::from(off == 0), all + 1));
        }
        let part = f64::from(same as u32) / f64::from(all);
        assert!(
            expected.len() == 5 * originals.len() && largest <= most && part >= equal,
            "{corruption:?}: {largest}, {part}"
        );
    }
}
