//! The mean colour of each cell of a grid over a part of a picture, whose rows may come in any order and are not kept.

/// A colour of 8 bits a value: red, green, blue.
pub type Rgb = [u8; 3];

/// A part of a picture, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Columns to the left of it.
    pub left: u32,
    /// Rows above it.
    pub top: u32,
    /// Columns and rows, at least 1.
    pub size: [u32; 2],
}

/// Which columns the pixels of a row are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// That of the first pixel.
    pub first: u32,
    /// From one to the next.
    pub step: u32,
}

impl Columns {
    /// Every one of them.
    pub const ALL: Self = Self { first: 0, step: 1 };
}

/// Sums of the pixels over each cell, weighted by the area of a pixel that lies in it. All are whole numbers, so that the means are
/// exact, and do not depend on the order of the rows.
#[derive(Debug, Clone)]
pub struct Grid {
    window: Window,
    /// Columns and rows of cells.
    size: [u32; 2],
    cells: Vec<Sum>,
    /// Of one row of pixels, for each column of cells.
    line: Vec<Sum>,
}

/// In units of area in which a cell has as many as the window has pixels.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    colour: [u64; 3],
    area: u64,
}

impl Sum {
    fn add(&mut self, other: &Self, times: u64) {
        self.area += times * other.area;
        self.colour.iter_mut().zip(other.colour).for_each(|(sum, value)| *sum += times * value);
    }

    /// Rounded to 8 bits, halves up; none where no pixel has come.
    fn mean(&self) -> Option<Rgb> {
        (self.area > 0).then(|| self.colour.map(|sum| ((2 * sum + self.area) / (2 * self.area)) as u8))
    }
}

impl Grid {
    /// A grid of so many columns and rows of cells over a part of a picture.
    pub fn new(window: Window, size: [u32; 2]) -> Self {
        let [columns, rows] = size.map(|cells| cells as usize);
        Self { window, size, cells: vec![Sum::default(); columns * rows], line: vec![Sum::default(); columns] }
    }

    /// Takes in pixels of a row of the picture; those outside of the window change nothing.
    pub fn add(&mut self, row: u32, columns: Columns, pixels: &[Rgb]) {
        let [width, height] = self.window.size;
        let Some(y) = row.checked_sub(self.window.top).filter(|&y| y < height) else { return };
        self.line.fill(Sum::default());
        let step = u64::from(columns.step);
        let first = u64::from(self.window.left).saturating_sub(columns.first.into()).div_ceil(step);
        let start = u64::from(columns.first) + first * step - u64::from(self.window.left);
        let within = u64::from(width).saturating_sub(start).div_ceil(step) as usize;
        let places = (start..).step_by(columns.step as usize);
        for (&[r, g, b], x) in pixels.iter().skip(first as usize).take(within).zip(places) {
            let pixel = Sum { colour: [r.into(), g.into(), b.into()], area: 1 };
            shares(x, width, self.size[0]).for_each(|(cell, share)| self.line[cell].add(&pixel, share));
        }
        for (cell, share) in shares(y.into(), height, self.size[1]) {
            let cells = self.cells[cell * self.line.len()..].iter_mut();
            cells.zip(&self.line).for_each(|(cell, sum)| cell.add(sum, share));
        }
    }

    /// The mean colour of a cell, by its column and row; none where no pixel of it has come.
    pub fn mean(&self, [column, row]: [u32; 2]) -> Option<Rgb> {
        self.cells[row as usize * self.line.len() + column as usize].mean()
    }
}

/// The cells over which pixel `x` of `length` extends, and how much of each: a cell has `length` units, a pixel `cells`.
fn shares(x: u64, length: u32, cells: u32) -> impl Iterator<Item = (usize, u64)> {
    let (length, cells) = (u64::from(length), u64::from(cells));
    let (start, end) = (x * cells, (x + 1) * cells);
    let overlap = move |cell: u64| (cell as usize, end.min((cell + 1) * length) - start.max(cell * length));
    (start / length..end.div_ceil(length)).map(overlap)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, with fractions of pixels.
    fn reference(picture: impl Fn(u32, u32) -> f64, window: Window, size: [u32; 2], cell: [u32; 2]) -> f64 {
        let covered = |axis: usize| {
            let scale = f64::from(window.size[axis]) / f64::from(size[axis]);
            let (start, end) = (f64::from(cell[axis]) * scale, f64::from(cell[axis] + 1) * scale);
            let share = move |i: u32| ((end.min(f64::from(i) + 1.0) - start.max(i.into())) / scale).max(0.0);
            (0..window.size[axis]).map(share).collect::<Vec<f64>>()
        };
        let (columns, rows) = (covered(0), covered(1));
        let row = |(y, height): (usize, &f64)| {
            let pixel = |(x, width): (usize, &f64)| picture(window.left + x as u32, window.top + y as u32) * width;
            height * columns.iter().enumerate().map(pixel).sum::<f64>()
        };
        rows.iter().enumerate().map(row).sum()
    }

    fn value(x: u32, y: u32) -> u8 {
        (x * 37 + y * 91 + x * y) as u8
    }

    #[test]
    fn cells_are_means_of_areas() {
        for (window_size, size) in [([7, 5], [3, 2]), ([2, 3], [5, 4]), ([64, 40], [32, 32]), ([1, 1], [4, 4])] {
            let window = Window { left: 2, top: 1, size: window_size };
            let mut grid = Grid::new(window, size);
            for y in (0..60).rev() {
                grid.add(y, Columns::ALL, &(0..90).map(|x| [value(x, y), 0, 255]).collect::<Vec<_>>());
            }
            for cell in (0..size[1]).flat_map(|y| (0..size[0]).map(move |x| [x, y])) {
                let [red, green, blue] = grid.mean(cell).unwrap();
                let expected = reference(|x, y| value(x, y).into(), window, size, cell);
                assert!((f64::from(red) - expected).abs() <= 0.5 + 1e-9, "{window_size:?} {cell:?}");
                assert_eq!([green, blue], [0, 255]);
            }
        }
    }

    #[test]
    fn rows_may_come_in_parts() {
        let window = Window { left: 3, top: 0, size: [9, 2] };
        let (mut whole, mut parts) = (Grid::new(window, [4, 1]), Grid::new(window, [4, 1]));
        for y in 0..2 {
            let row: Vec<Rgb> = (0..14).map(|x| [value(x, y), value(y, x), 9]).collect();
            whole.add(y, Columns::ALL, &row);
            for first in 0..4 {
                let part: Vec<Rgb> = row[first as usize..].iter().step_by(4).copied().collect();
                parts.add(y, Columns { first, step: 4 }, &part);
            }
        }
        let means = |grid: &Grid| (0..4).map(|x| grid.mean([x, 0])).collect::<Vec<_>>();
        assert_eq!(means(&whole), means(&parts));
    }

    #[test]
    fn a_cell_without_pixels_has_no_colour() {
        let mut grid = Grid::new(Window { left: 0, top: 0, size: [2, 4] }, [1, 2]);
        grid.add(0, Columns::ALL, &[[10; 3], [11; 3]]);
        assert_eq!([grid.mean([0, 0]), grid.mean([0, 1])], [Some([11; 3]), None], "10.5 is rounded up");
    }
}
