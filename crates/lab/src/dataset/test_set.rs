//! The labelled images that questions are about: the test set of CIFAR-10, or one's own.

use super::labelled::{CIFAR10, Labelled};
use crate::number::count;
use freqscope_core::{
    class::Class,
    error::{Error, Result},
    image::Image,
    study::data::DataSet,
    text::counted,
};
use std::path::PathBuf;

/// Where the test set is and how much of it is used.
#[derive(Debug, clap::Args)]
pub struct TestSetArguments {
    /// Folder of test_images.npy and test_labels.npy, as training/data.py makes it; or one with a subfolder of images a class;
    /// an .npz file of both arrays; or a .npy file of images, with --labels
    #[arg(long, value_name = "DIR|F", default_value = CIFAR10)]
    data: PathBuf,
    /// Labels of the images of --data where that is a .npy file: whole numbers from 0 to 9
    #[arg(long, value_name = "F.npy")]
    labels: Option<PathBuf>,
    /// Use only the first N images
    #[arg(long, value_name = "N", value_parser = count::<usize>)]
    limit: Option<usize>,
}

/// Labelled images.
#[derive(Debug)]
pub struct TestSet {
    /// What identifies them.
    pub identity: DataSet,
    labelled: Labelled,
}

impl TestSet {
    /// Reads the files.
    ///
    /// # Errors
    /// Those of [`Labelled::read`], [`Error::Parameter`] for a limit of 0 or beyond all images.
    pub fn open(arguments: &TestSetArguments) -> Result<Self> {
        let labelled = Labelled::read(&arguments.data, arguments.labels.as_deref())?;
        let images = arguments.images(labelled.labels.len())?;
        note_classes(&labelled, images);
        let (images_sha256, labels_sha256) = (labelled.images_sha256.clone(), labelled.labels_sha256.clone());
        Ok(Self { identity: DataSet { images, images_sha256, labels_sha256 }, labelled })
    }

    /// How many images the file has, whatever the limit; at least 2.
    ///
    /// # Errors
    /// [`Error::Parameter`] when there is only one.
    pub fn several(&self) -> Result<usize> {
        let (images, range) = (self.labelled.labels.len(), "a test set of two or more".into());
        let refusal = || Error::Parameter { name: "the number of images".into(), value: images.to_string(), range };
        if images > 1 { Ok(images) } else { Err(refusal()) }
    }

    /// The image at this position and its label.
    ///
    /// # Errors
    /// [`Error::Computation`] beyond the last.
    pub fn get(&self, position: usize) -> Result<(Image, Class)> {
        let label = self.labelled.labels.get(position);
        let &label = label.ok_or_else(|| Error::Computation(format!("there is no image {position}")))?;
        Ok((self.labelled.images.get(position)?, label))
    }
}

/// Says where the first images of class folders, which come one class after the other, are not of all classes.
fn note_classes(labelled: &Labelled, images: usize) {
    let [sample, all] = [images, labelled.labels.len()].map(|images| labelled.classes(images));
    if labelled.is_sorted && sample < all {
        eprintln!(
            "lab: the first {} hold {sample} of the {all} classes of --data, whose folders are read one after the other: \
             choose a larger --limit, or leave it out",
            counted(images, "image")
        );
    }
}

impl TestSetArguments {
    fn images(&self, all: usize) -> Result<usize> {
        match self.limit.unwrap_or(all) {
            images if (1..=all).contains(&images) => Ok(images),
            images => {
                let range = format!("a whole number from 1 to {all}");
                Err(Error::Parameter { name: "limit".into(), value: images.to_string(), range })
            }
        }
    }
}
