//! Where the names of two networks stand in the chart: each above bars of its own.

/// How many bands wide a name is at the most.
const WIDTH: usize = 9;
/// The top of a name lies no higher, as a share of the plot's height from its top: the numbers at the line stand there.
const HIGHEST: f64 = 0.32;

/// Where a name stands: shares of the plot, from the left and from the top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    pub side: Edge,
    pub base: f64,
}

/// Where a name begins, or, further right, where it ends: a long one has room then.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Edge {
    Begins(f64),
    Ends(f64),
}

/// `own`, `other`: the heights of the bars of this network and of the other, 0 to 1 of the plot's height. The name stands where
/// its bars are higher than the other's by most, above both.
pub fn place(own: &[f64], other: &[f64]) -> Place {
    let first =
        (0..=own.len().saturating_sub(WIDTH)).max_by(|&a, &b| gain(own, other, a).total_cmp(&gain(own, other, b)));
    let first = first.unwrap_or_default();
    let tallest = window(own, first).chain(window(other, first)).fold(0.0_f64, |top, &height| top.max(height));
    let share = |band: usize| band as f64 / own.len().max(1) as f64;
    let begins = share(first) < 0.4;
    let side = if begins { Edge::Begins(share(first)) } else { Edge::Ends(share(first + WIDTH)) };
    Place { side, base: (1.0 - tallest - 0.03).max(HIGHEST) }
}

/// By how much the own bars rise over the other's where a name begins, less what it would hide.
fn gain(own: &[f64], other: &[f64], first: usize) -> f64 {
    let sum = |heights: &[f64]| window(heights, first).sum::<f64>();
    let tallest = window(own, first).chain(window(other, first)).fold(0.0_f64, |top, &height| top.max(height));
    sum(own) - sum(other) - 4.0 * (tallest - (1.0 - HIGHEST)).max(0.0)
}

fn window(heights: &[f64], first: usize) -> impl Iterator<Item = &f64> {
    heights.iter().skip(first).take(WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_stands_above_bars_of_its_own() {
        let bars = |from: usize, height: f64| -> Vec<f64> {
            (0..63).map(|k| if (from..from + 9).contains(&k) { height } else { 0.02 }).collect()
        };
        let (coarse, fine) = (bars(3, 0.5), bars(40, 0.2));
        let [a, b] = [place(&coarse, &fine), place(&fine, &coarse)];
        assert_eq!((a.side, b.side), (Edge::Begins(3.0 / 63.0), Edge::Ends(49.0 / 63.0)));
        assert!((a.base - 0.47).abs() < 1e-9 && (b.base - 0.77).abs() < 1e-9);
    }

    #[test]
    fn a_name_stays_below_the_numbers() {
        let (tall, none) = (vec![0.95; 63], vec![0.0; 63]);
        let place = place(&tall, &none);
        assert!(place.base >= HIGHEST);
    }
}
