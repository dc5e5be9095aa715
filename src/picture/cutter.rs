//! The choice of the square that a network sees of a picture.

use crate::{
    picture::own::Uncut,
    widgets::{pixels::Pixels, surface},
    words::words,
};
use freqscope_core::image::{Image, picture::square::Square};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub uncut: Rc<Uncut>,
    pub on_cut: Callback<Square>,
}

/// A press of the pointer.
#[derive(Debug, Clone, Copy)]
struct Press {
    /// Where it began, as a share of the picture.
    from: [f64; 2],
    /// The square then.
    square: Square,
    grip: Grip,
}

#[derive(Debug, Clone, Copy)]
enum Grip {
    Move,
    Resize,
}

/// How near to the lower right corner a press resizes, as a share of the square.
const CORNER: f64 = 0.2;

impl Press {
    /// Beside the square a press brings it there.
    fn at(from: [f64; 2], square: Square, size: [u32; 2]) -> Self {
        let [x, y] = pixels(from, size);
        let (left, top, side) = (i64::from(square.left), i64::from(square.top), i64::from(square.side));
        let corner = (CORNER * side as f64) as i64;
        let near = |at: i64, end: i64| (at - end).abs() <= corner;
        if near(x, left + side) && near(y, top + side) {
            return Self { from, square, grip: Grip::Resize };
        }
        let inside = (left..left + side).contains(&x) && (top..top + side).contains(&y);
        let shift = [x - left - side / 2, y - top - side / 2];
        let square = if inside { square } else { square.moved(shift, size) };
        Self { from, square, grip: Grip::Move }
    }

    fn moved(&self, to: [f64; 2], size: [u32; 2]) -> Square {
        let ([x, y], [from_x, from_y]) = (pixels(to, size), pixels(self.from, size));
        match self.grip {
            Grip::Move => self.square.moved([x - from_x, y - from_y], size),
            Grip::Resize => {
                let side = i64::from(self.square.side) + (x - from_x).max(y - from_y);
                let side = side.clamp(1, u32::MAX.into()) as u32;
                let most = (size[0] - self.square.left).min(size[1] - self.square.top);
                let resized = self.square.resized(side.min(most), size);
                Square { left: self.square.left, top: self.square.top, ..resized }.within(size)
            }
        }
    }
}

fn pixels(share: [f64; 2], size: [u32; 2]) -> [i64; 2] {
    [0, 1].map(|axis| (share[axis] * f64::from(size[axis])) as i64)
}

/// The square after a key; none where the key does nothing. With Shift arrows go a single pixel.
fn after_key(key: &str, fine: bool, square: Square, size: [u32; 2]) -> Option<Square> {
    let step = if fine { 1 } else { i64::from(square.side / 32).max(1) };
    Some(match key {
        "ArrowLeft" => square.moved([-step, 0], size),
        "ArrowRight" => square.moved([step, 0], size),
        "ArrowUp" => square.moved([0, -step], size),
        "ArrowDown" => square.moved([0, step], size),
        "+" | "=" => square.resized(square.side + (step as u32) * 2, size),
        "-" => square.resized(square.side.saturating_sub(step as u32 * 2), size),
        _ => return None,
    })
}

/// The square that is chosen, and the size of its picture.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Chosen {
    square: Square,
    size: [u32; 2],
}

impl Chosen {
    fn of(uncut: &Uncut) -> Self {
        Self { square: uncut.square, size: uncut.size }
    }
}

enum Choice {
    /// Of another picture.
    Anew(Chosen),
    Whole(Square),
    /// A key, and whether Shift was held. Keys come faster than the page is drawn, so that each goes on from the last.
    Key(String, bool),
}

impl Reducible for Chosen {
    type Action = Choice;

    fn reduce(self: Rc<Self>, choice: Choice) -> Rc<Self> {
        let square = match choice {
            Choice::Anew(chosen) => return chosen.into(),
            Choice::Whole(square) => square,
            Choice::Key(key, fine) => after_key(&key, fine, self.square, self.size).unwrap_or(self.square),
        };
        Self { square, size: self.size }.into()
    }
}

/// The picture with the square, which pointer and keys move, and what the network will see.
#[component]
pub fn Cutter(props: &Props) -> Html {
    let chosen = use_reducer_eq(|| Chosen::of(&props.uncut));
    {
        let chosen = chosen.dispatcher();
        use_effect_with(props.uncut.clone(), move |uncut| chosen.dispatch(Choice::Anew(Chosen::of(uncut))));
    }
    let Chosen { square, size } = *chosen;
    let preview =
        use_memo((props.uncut.clone(), square), |(uncut, square)| uncut.overview.preview(*square, uncut.size));
    let on_choice = Callback::from(move |choice| chosen.dispatch(choice));
    let onclick = props.on_cut.reform(move |_: MouseEvent| square);
    let Square { left, top, side } = square;
    let words = &words().picture;
    html! {
        <div class="cutter" data-testid="cutter" data-square={format!("{left},{top},{side}")}>
            <div class="uncut">
                <Pixels rgba={props.uncut.overview.to_rgba8()} width={props.uncut.overview.size[0]} label={words.the_picture()} />
                <Frame {size} {square} on_choice={on_choice.clone()} />
            </div>
            <div class="cut">
                <Pixels rgba={preview.to_rgba8()} width={Image::SIDE as u32} label={words.seen_by_network()} testid="cut-preview" />
                <p class="small">{ words.seen_by_network_sized() }</p>
                { slider(size, square, on_choice) }
                <p class="small" role="status">{ words.square(side, size[0], size[1], left, top) }</p>
                <button type="button" class="button" data-testid="use-square" {onclick}>{ words.use_square() }</button>
                <p class="small">{ words.cutter_help() }</p>
            </div>
        </div>
    }
}

fn slider(size: [u32; 2], square: Square, on_choice: Callback<Choice>) -> Html {
    let most = size[0].min(size[1]);
    let oninput = move |event: InputEvent| {
        let side = event.target_unchecked_into::<HtmlInputElement>().value_as_number() as u32;
        on_choice.emit(Choice::Whole(square.resized(side, size)));
    };
    html! {
        <label class="line">{ words().picture.size() }
            <input type="range" min={most.min(Image::SIDE as u32).to_string()} max={most.to_string()} value={square.side.to_string()} {oninput} />
        </label>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct FrameProps {
    size: [u32; 2],
    square: Square,
    on_choice: Callback<Choice>,
}

/// The square, and a shade over what is beside it.
#[component]
fn Frame(props: &FrameProps) -> Html {
    let area = use_node_ref();
    let press = use_mut_ref(|| None::<Press>);
    let FrameProps { size, square, on_choice } = props.clone();
    let onpointerdown = {
        let (area, press, on_choice) = (area.clone(), press.clone(), on_choice.clone());
        move |event: PointerEvent| {
            let Some(from) = surface::place(&area, &event).filter(|_| event.button() == 0) else { return };
            surface::capture(&area, &event);
            let begun = Press::at(from, square, size);
            on_choice.emit(Choice::Whole(begun.square));
            *press.borrow_mut() = Some(begun);
        }
    };
    let onpointermove = {
        let (area, press, on_choice) = (area.clone(), press.clone(), on_choice.clone());
        move |event: PointerEvent| {
            let to = surface::place(&area, &event);
            let moved = to.zip(*press.borrow()).map(|(to, press)| press.moved(to, size));
            moved.into_iter().for_each(|square| on_choice.emit(Choice::Whole(square)));
        }
    };
    let onkeydown = move |event: KeyboardEvent| {
        if after_key(&event.key(), event.shift_key(), square, size).is_some() {
            event.prevent_default();
            on_choice.emit(Choice::Key(event.key(), event.shift_key()));
        }
    };
    let lift = move |_: PointerEvent| *press.borrow_mut() = None;
    let ([width, height], Square { left, top, side }) = (size, square);
    html! {
        <svg
            ref={area} class="cut-frame" viewBox={format!("0 0 {width} {height}")} preserveAspectRatio="none" tabindex="0"
            role="group" aria-label={words().picture.square_keys()} data-testid="cut-frame"
            {onpointerdown} {onpointermove} onpointerup={lift.clone()} onpointercancel={lift} {onkeydown}
        >
            <path class="shade" fill-rule="evenodd" d={format!("M0 0h{width}v{height}h-{width}zM{left} {top}h{side}v{side}h-{side}z")} />
            <path class="edge" d={format!("M{left} {top}h{side}v{side}h-{side}z")} />
            <path class="corner" d={format!("M{} {}v{}h-{}z", left + side, top + side - side / 8, side / 8, side / 8)} />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: [u32; 2] = [400, 300];
    const SQUARE: Square = Square { left: 50, top: 0, side: 200 };

    #[test]
    fn a_press_moves_resizes_or_brings_the_square() {
        let inside = Press::at([0.25, 0.25], SQUARE, SIZE);
        assert_eq!(inside.moved([0.35, 0.35], SIZE), Square { left: 90, top: 30, side: 200 });
        assert_eq!(
            inside.moved([0.99, 0.99], SIZE),
            Square { left: 200, top: 100, side: 200 },
            "not out of the picture"
        );
        let corner = Press::at([0.625, 0.66], SQUARE, SIZE);
        assert_eq!(corner.moved([0.675, 0.66], SIZE), Square { side: 220, ..SQUARE });
        assert_eq!(corner.moved([0.99, 0.99], SIZE), Square { side: 300, ..SQUARE }, "its corner stays");
        assert_eq!(corner.moved([0.0, 0.0], SIZE), Square { side: 32, ..SQUARE });
        let beside = Press::at([0.99, 0.5], SQUARE, SIZE);
        assert_eq!(beside.square, Square { left: 200, top: 50, side: 200 });
    }

    #[test]
    fn keys_do_what_the_pointer_does() {
        let after = |key, fine| after_key(key, fine, SQUARE, SIZE);
        assert_eq!(after("ArrowRight", false), Some(Square { left: 56, ..SQUARE }));
        assert_eq!(after("ArrowLeft", true), Some(Square { left: 49, ..SQUARE }));
        assert_eq!(after("ArrowUp", false), Some(SQUARE), "it is at the edge");
        assert_eq!(after("-", true), Some(Square { left: 51, top: 1, side: 198 }));
        assert_eq!(after("x", false), None);
    }
}
