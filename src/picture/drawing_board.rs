//! A grid of 32×32 pixels to draw on.

use crate::{
    picture::sketch::{SIDE, Sketch, colour},
    widgets::{pixels::Pixels, surface},
    words::words,
};
use freqscope_core::image::Image;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The picture on show.
    pub image: Option<Image>,
    pub on_draw: Callback<Image>,
}

/// What a stroke is made with.
#[derive(Debug, Clone, PartialEq)]
struct Brush {
    /// As `#rrggbb`.
    colour: String,
    /// In pixels.
    width: usize,
}

/// Pixels that pointer or keys paint.
#[component]
pub fn DrawingBoard(props: &Props) -> Html {
    let sketch = use_state_eq(Sketch::default);
    let brush = use_state_eq(|| Brush { colour: "#1c5f8a".into(), width: 2 });
    let paint = {
        let (sketch, brush) = (sketch.clone(), brush.clone());
        Callback::from(move |place: [usize; 2]| {
            let mut painted = (*sketch).clone();
            painted.paint(place, colour(&brush.colour), brush.width);
            sketch.set(painted);
        })
    };
    let set = |new: Option<Sketch>| {
        let sketch = sketch.clone();
        move |_: MouseEvent| new.iter().for_each(|new| sketch.set(new.clone()))
    };
    let image = sketch.image();
    html! {
        <div class="board">
            <div class="uncut">
                <Pixels rgba={image.to_rgba8()} width={SIDE as u32} label={words().picture.the_drawing()} testid="drawing" />
                <Canvas on_paint={paint} />
            </div>
            <div class="cut">
                { brush_choice(&brush) }
                <p class="small">{ words().picture.board_help() }</p>
                <p class="buttons">
                    <button type="button" class="button" data-testid="draw" onclick={props.on_draw.reform(move |_: MouseEvent| image.clone())}>{ words().picture.use_drawing() }</button>
                    <button type="button" class="quiet" onclick={set(props.image.as_ref().map(Sketch::from))}>{ words().picture.begin_with_shown() }</button>
                    <button type="button" class="quiet" onclick={set(Some(Sketch::default()))}>{ words().picture.clear() }</button>
                </p>
            </div>
        </div>
    }
}

fn brush_choice(brush: &UseStateHandle<Brush>) -> Html {
    let change = |change: fn(&Brush, String) -> Brush| {
        let brush = brush.clone();
        move |event: InputEvent| brush.set(change(&brush, event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let colour = change(|brush, colour| Brush { colour, ..brush.clone() });
    let width = change(|brush, width| Brush { width: width.parse().unwrap_or(1), ..brush.clone() });
    html! {
        <p class="line">
            <label class="line">{ words().picture.colour() }<input type="color" value={brush.colour.clone()} oninput={colour} /></label>
            <label class="line">{ words().picture.brush() }<input type="range" min="1" max="8" value={brush.width.to_string()} oninput={width} /></label>
        </p>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct CanvasProps {
    on_paint: Callback<[usize; 2]>,
}

/// What is over the pixels and takes pointer and keys.
#[component]
fn Canvas(props: &CanvasProps) -> Html {
    let area = use_node_ref();
    let pressed = use_mut_ref(|| false);
    let cursor = use_state_eq(|| None::<[usize; 2]>);
    let at = {
        let area = area.clone();
        move |event: &PointerEvent| {
            surface::place(&area, event).map(|place| place.map(|at| (at * SIDE as f64) as usize))
        }
    };
    let onpointerdown = {
        let (at, area, pressed, on_paint) = (at.clone(), area.clone(), pressed.clone(), props.on_paint.clone());
        move |event: PointerEvent| {
            surface::capture(&area, &event);
            *pressed.borrow_mut() = true;
            at(&event).iter().for_each(|place| on_paint.emit(*place));
        }
    };
    let onpointermove = {
        let (pressed, on_paint) = (pressed.clone(), props.on_paint.clone());
        move |event: PointerEvent| {
            at(&event).filter(|_| *pressed.borrow()).iter().for_each(|place| on_paint.emit(*place))
        }
    };
    let lift = move |_: PointerEvent| *pressed.borrow_mut() = false;
    let onkeydown = {
        let (cursor, on_paint) = (cursor.clone(), props.on_paint.clone());
        move |event: KeyboardEvent| {
            let place = cursor.unwrap_or([SIDE / 2; 2]);
            match (event.key().as_str(), moved(&event.key(), place)) {
                (" " | "Enter", _) => on_paint.emit(place),
                (_, Some(place)) => cursor.set(Some(place)),
                _ => return,
            }
            event.prevent_default();
        }
    };
    html! {
        <svg
            ref={area} class="cut-frame" viewBox="0 0 32 32" tabindex="0" role="group" data-testid="board"
            aria-label={words().picture.board_keys()}
            {onpointerdown} {onpointermove} onpointerup={lift.clone()} onpointercancel={lift} {onkeydown}
        >
            { for cursor.iter().map(|[x, y]| html! { <rect class="edge" x={x.to_string()} y={y.to_string()} width="1" height="1" /> }) }
        </svg>
    }
}

fn moved(key: &str, [x, y]: [usize; 2]) -> Option<[usize; 2]> {
    Some(match key {
        "ArrowLeft" => [x.saturating_sub(1), y],
        "ArrowRight" => [(x + 1).min(SIDE - 1), y],
        "ArrowUp" => [x, y.saturating_sub(1)],
        "ArrowDown" => [x, (y + 1).min(SIDE - 1)],
        _ => return None,
    })
}
