//! What is drawn when: the first screen first. All else comes with the rest of the program, once the first chart is there or the visitor
//! does something, and is drawn a part after the other, so that the page answers in between.

use super::{App, Message};
use crate::{
    action::Action,
    link::action::LinkAction,
    platform::{address, rest},
    shell::section::Section,
    widgets::popover,
    words::words,
};
use gloo::{
    events::EventListener,
    timers::callback::Timeout,
    utils::{document, window},
};
use yew::prelude::*;

/// Milliseconds between two parts.
const PAUSE: u32 = 40;
/// Seconds after which the first chart is not waited for any more.
const PATIENCE: u32 = 6;
/// What a visitor does who wants more than the first chart.
const DEEDS: [&str; 5] = ["pointerdown", "keydown", "wheel", "touchmove", "scroll"];

/// The rest of the program.
#[derive(Debug, Default, PartialEq, Eq)]
enum Rest {
    #[default]
    Unasked,
    Coming,
    Here,
    /// Why it cannot be had.
    Missing(String),
}

/// What happens on the way.
pub enum Step {
    /// The visitor does something, and may want more than the first screen.
    Hurry,
    /// The visitor asks for the rest of the program, which could not be had.
    AskAgain,
    /// What has this id is to be opened, and is not drawn yet.
    Open(String),
    /// The rest is here, or why it cannot be had.
    Arrive(Result<(), String>),
    /// It is time for another part.
    DrawMore,
}

/// How much of the page is drawn.
pub struct Gradual {
    rest: Rest,
    parts: usize,
    seconds: u32,
    /// The id of what the visitor wants to open.
    opens: Option<String>,
    /// What follows the `#` of the address, if it asks for something that is not there yet.
    address: Option<String>,
    _next: Option<Timeout>,
    _deeds: [EventListener; DEEDS.len()],
    _clicks: EventListener,
}

/// What stands below the first screen, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What opens over the page, and the beginning of the article, whose chapters follow.
    Choices,
    Instruments,
    Lessons,
    Claims,
    Foot,
}

impl Part {
    /// Behind the choices come the chapters of the article, one by one.
    const FIRST_CHAPTER: usize = 1;
    const ALL: usize = Section::CHAPTERS.len() + 5;

    /// How many parts are drawn before it.
    fn place(self) -> usize {
        let chapters = Section::CHAPTERS.len();
        match self {
            Self::Choices => 0,
            Self::Instruments => 1 + chapters,
            Self::Lessons => 2 + chapters,
            Self::Claims => 3 + chapters,
            Self::Foot => 4 + chapters,
        }
    }
}

impl Gradual {
    /// Where the address asks for something, the rest is there already, and all is drawn at once.
    pub fn new(ctx: &Context<App>) -> Self {
        let link = ctx.link();
        let deed = |name| {
            let on = link.callback(|()| Message::Gradual(Step::Hurry));
            EventListener::new(&window(), name, move |_| on.emit(()))
        };
        let on_open = link.callback(|id| Message::Gradual(Step::Open(id)));
        let here = rest::is_wanted();
        Self {
            rest: if here { Rest::Here } else { Rest::Unasked },
            parts: if address::asks() { Part::ALL } else { 0 },
            seconds: 0,
            opens: None,
            address: None,
            _next: None,
            _deeds: DEEDS.map(deed),
            _clicks: EventListener::new(&document(), "click", move |event| {
                popover::missing(event).into_iter().for_each(|id| on_open.emit(id))
            }),
        }
    }

    /// Whether the page's program is here as a whole.
    pub fn is_whole(&self) -> bool {
        self.rest == Rest::Here
    }

    /// Whether a part is drawn.
    pub fn has(&self, part: Part) -> bool {
        self.parts > part.place()
    }

    /// Whether all of them are.
    pub fn is_done(&self) -> bool {
        self.parts == Part::ALL
    }

    /// The chapters of the article that are drawn.
    pub fn chapters(&self) -> usize {
        self.parts.saturating_sub(Part::FIRST_CHAPTER).min(Section::CHAPTERS.len())
    }

    /// Whether an address, as what follows its `#`, has to wait for the rest; it is kept until then.
    pub fn waits(&mut self, hash: &str) -> bool {
        let waits = !self.is_whole() && !hash.is_empty();
        if waits {
            self.address = Some(hash.to_owned());
        }
        waits
    }

    /// Opens it, once it is drawn.
    pub fn open(&mut self) {
        let drawn = self.has(Part::Choices);
        self.opens.take_if(|_| drawn).iter().for_each(|id| popover::open(id));
    }

    pub fn tick(&mut self) {
        self.seconds += 1;
    }
}

impl App {
    pub(super) fn step(&mut self, step: Step, ctx: &Context<Self>) {
        match step {
            Step::Hurry => self.hurry(ctx),
            Step::AskAgain => self.ask_rest(ctx),
            Step::Open(id) => self.gradual.opens = Some(id),
            Step::Arrive(came) => self.rest_came(came, ctx),
            Step::DrawMore => self.draw_more(ctx),
        }
    }

    /// Goes on as soon as it is due.
    pub(super) fn go_on(&mut self, ctx: &Context<Self>) {
        let waited = self.gradual.seconds >= PATIENCE;
        if waited || self.place.is_some() || self.state.is_charted() {
            self.hurry(ctx);
        }
        if self.gradual.rest == Rest::Here && self.place.is_some() {
            self.gradual.parts = Part::ALL;
        }
    }

    /// Begins with the parts below the first screen, or with the rest that draws them.
    pub(super) fn hurry(&mut self, ctx: &Context<Self>) {
        match self.gradual.rest {
            Rest::Unasked => self.ask_rest(ctx),
            Rest::Here if self.gradual.parts == 0 => self.draw_more(ctx),
            _ => {}
        }
    }

    fn ask_rest(&mut self, ctx: &Context<Self>) {
        self.gradual.rest = Rest::Coming;
        ctx.link().send_future(async { Message::Gradual(Step::Arrive(rest::fetched().await)) });
    }

    fn rest_came(&mut self, came: Result<(), String>, ctx: &Context<Self>) {
        match came {
            Err(reason) => self.gradual.rest = Rest::Missing(reason),
            Ok(()) => {
                (self.gradual.rest, self.state.is_whole) = (Rest::Here, true);
                self.begin_lessons(ctx);
                let address = self.gradual.address.take().map(|hash| Action::Link(LinkAction::Open(hash)));
                address.into_iter().for_each(|action| self.act(action, ctx));
                self.draw_more(ctx);
            }
        }
    }

    /// All parts where one of them is what the visitor looks for.
    fn draw_more(&mut self, ctx: &Context<Self>) {
        self.gradual.parts = if self.place.is_some() { Part::ALL } else { Part::ALL.min(self.gradual.parts + 1) };
        let more = ctx.link().callback(|()| Message::Gradual(Step::DrawMore));
        self.gradual._next = (!self.gradual.is_done()).then(|| Timeout::new(PAUSE, move || more.emit(())));
    }

    /// What stands in place of the parts that cannot be had.
    pub(super) fn missing(&self, ctx: &Context<Self>) -> Html {
        let Rest::Missing(reason) = &self.gradual.rest else { return Html::default() };
        let onclick = ctx.link().callback(|_: MouseEvent| Message::Gradual(Step::AskAgain));
        html! {
            <p class="complaint" role="status" data-testid="rest-missing">
                { words().page.rest_missing(reason) }{ " " }
                <button type="button" class="quiet" {onclick}>{ words().occlusion.try_again() }</button>
            </p>
        }
    }
}
