//! The paper's Fig. 1 as SVG: mean Occluded Frequency of each band, several networks on one axis, with 95 % intervals.

use crate::{
    class::Class,
    figure::panel::{self, Curve, Keys, Panel, Point},
    spectrum::{band::Bands, partition::Partition},
    study::occlusion::Profile,
};

/// What a figure shows.
#[derive(Debug)]
pub struct Figure<'a> {
    /// The networks, one curve each, all of one partition.
    pub profiles: &'a [Profile],
    /// One panel each: the images of a label, or all.
    pub groups: &'a [Option<Class>],
    /// The bands on the horizontal axis; the vertical one fits what they hold.
    pub bands: Bands,
}

impl Figure<'_> {
    /// The figure as an SVG document: one panel in a row, or two where there are several.
    pub fn to_svg(&self) -> String {
        panel::to_svg(&self.groups.iter().map(|&group| self.panel(group)).collect::<Vec<_>>())
    }

    fn panel(&self, group: Option<Class>) -> Panel {
        let curve = |profile: &Profile| {
            let n = profile.group(group).map_or(0, |means| means.n);
            Curve { name: format!("{}, n = {n}", profile.question.model.id), points: self.points(profile, group) }
        };
        Panel {
            name: group.map_or("all images", Class::name).into(),
            across: panel::across(self.partition()),
            upwards: "mean score (logits)",
            keys: Keys::Top,
            curves: self.profiles.iter().map(curve).collect(),
            colours: panel::COLOURS.to_vec(),
        }
    }

    fn partition(&self) -> Partition {
        self.profiles.first().map(|profile| profile.question.study.partition).unwrap_or_default()
    }

    fn points(&self, profile: &Profile, group: Option<Class>) -> Vec<Point> {
        let means = profile.group(group);
        let point = |band| means.and_then(|means| Point::of(means, band));
        self.bands.iter().filter_map(point).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        occlusion::ablation::Baseline,
        study::{
            self,
            estimator::Estimator,
            occlusion::{Interest, ProfileStudy, Scores},
        },
    };

    /// Of three images with scores up to three times `scale`: two cats and a dog.
    fn profile(id: &str, partition: Partition, scale: f32) -> Profile {
        let (interest, baseline, estimator) = (Interest::default(), Baseline::default(), Estimator::Exact);
        let mut question = study::tests::question(3, ProfileStudy { interest, baseline, partition, estimator });
        question.model.id = id.into();
        let score = |image: usize, k: usize| scale * ((k * (image + 3)) % 7) as f32 - 3.0 * scale;
        let of = |image| Scores {
            image,
            label: if image == 2 { Class::Dog } else { Class::Cat },
            class: Class::Cat,
            scores: Some((0..partition.count()).map(|k| score(image, k)).collect()),
            first_order: None,
        };
        Profile::of(question, &[0, 1, 2].map(of)).unwrap()
    }

    #[test]
    fn two_networks_are_drawn_in_three_panels() {
        let profiles = [profile("<a & b>", Partition::Diagonal, 1.0), profile("net", Partition::Diagonal, 0.5)];
        let groups = [None, Some(Class::Cat), Some(Class::Ship)];
        let figure = Figure { profiles: &profiles, groups: &groups, bands: "0-6,60-62".parse().unwrap() };
        insta::assert_snapshot!(figure.to_svg());
    }

    #[test]
    fn rings_are_drawn_in_one_panel() {
        let profiles = [profile("net", Partition::Radial, 250.0)];
        let figure = Figure { profiles: &profiles, groups: &[Some(Class::Dog)], bands: "1-12".parse().unwrap() };
        insta::assert_snapshot!(figure.to_svg());
    }

    #[test]
    fn nothing_is_drawn_as_empty_axes() {
        let figure = Figure { profiles: &[], groups: &[None], bands: Bands::ALL };
        insta::assert_snapshot!(figure.to_svg());
    }
}
