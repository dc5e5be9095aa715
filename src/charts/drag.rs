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
}
