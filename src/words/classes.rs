//! The ten classes of CIFAR-10 in prose; files and links have their English names.

use super::topic::topic;
use freqscope_core::class::Class;

topic! {
    name(class: Class) -> &'static str;
}
