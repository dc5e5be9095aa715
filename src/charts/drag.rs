//! Selecting a range of bands with a pointer or with Shift and the arrow keys.

use freqscope_core::spectrum::band::{Band, Bands};

/// A selection in progress: from an anchor to wherever the pointer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drag {
    anchor: Band,
    before: Bands,
    adding: bool,
}

impl Drag {
    /// Starts at `anchor`. If that band is selected the drag takes bands out of the selection, else it adds them.
    pub fn start(anchor: Band, before: Bands) -> Self {
        Self { anchor, before, adding: !before.contains(anchor) }
    }

    /// Starts at `anchor` and only adds.
    pub fn extend(anchor: Band, before: Bands) -> Self {
        Self { anchor, before, adding: true }
    }

    /// The selection when the pointer is over `band`.
    pub fn reach(self, band: Band) -> Bands {
        let span = Bands::span(self.anchor, band);
        if self.adding { self.before.union(span) } else { self.before.minus(span) }
    }

    /// The selection before the drag, for when the browser takes the pointer away.
    pub fn before(self) -> Bands {
        self.before
    }
}

/// What a finger that moves wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// It has hardly moved.
    Unknown,
    /// To select: it goes across, or slants.
    Select,
    /// To scroll the page: it goes up or down.
    Scroll,
}

impl Intent {
    /// Pixels within which a finger has not moved.
    const STILL: i32 = 6;

    /// Of a finger that has moved so many pixels across and down. All that is less steep than 2 to 1 selects.
    pub fn of(across: i32, down: i32) -> Self {
        match (across.abs(), down.abs()) {
            (x, y) if x.max(y) <= Self::STILL => Self::Unknown,
            (x, y) if 2 * x >= y => Self::Select,
            _ => Self::Scroll,
        }
    }
}

/// The selection with `band` added, or taken out if it was there.
pub fn toggled(bands: Bands, band: Band) -> Bands {
    Drag::start(band, bands).reach(band)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(k: u8) -> Band {
        k.try_into().unwrap()
    }

    #[test]
    fn a_drag_adds_or_takes_out_what_it_covers() {
        let before: Bands = "3-5".parse().unwrap();
        assert_eq!(Drag::start(band(10), before).reach(band(8)).to_string(), "3-5,8-10");
        assert_eq!(Drag::start(band(4), before).reach(band(9)).to_string(), "3");
        assert_eq!(Drag::extend(band(4), before).reach(band(7)).to_string(), "3-7");
        assert_eq!(toggled(before, band(4)).to_string(), "3,5");
    }

    #[test]
    fn a_slanting_finger_selects_and_a_steep_one_scrolls() {
        let table = [((0, 0), Intent::Unknown), ((-5, 6), Intent::Unknown), ((9, 2), Intent::Select)];
        let more = [
            ((20, -30), Intent::Select),
            ((-20, 40), Intent::Select),
            ((8, 40), Intent::Scroll),
            ((0, -7), Intent::Scroll),
        ];
        for ((across, down), intent) in table.into_iter().chain(more) {
            assert_eq!(Intent::of(across, down), intent, "{across}, {down}");
        }
    }
}
