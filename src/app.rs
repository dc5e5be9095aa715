//! The root component: it gives actions to the state, carries out the state's commands, and lays out the page.

use crate::{
    action::{Action, Command},
    embed::embed_code::EmbedButton,
    export::Subject,
    language,
    lesson::{
        action::LessonAction,
        lessons::{list_url, url},
        step_view,
    },
    link::{Link, action::LinkAction},
    lowpass::screen::LowPassScreen,
    picture::{
        pick::{PickId, PictureSource},
        samples::{self, Sample},
    },
    platform::{
        address::{self, Step},
        download, fetch,
        file_input::{self, FileContent, FileInput, Listeners},
        host::Order,
        machine::Machine,
        rest::{late, late_future},
        storage,
        stored_result::StoredResult,
        trial::Trial,
        visibility,
        worker::WorkerMessage,
    },
    shell::{
        copy_link::{Copied, CopyLink},
        device_badge::DeviceBadge,
        header::Header,
        language_choice::{self, LanguageChoice},
        notice::NoticeId,
        notice_list::NoticeList,
        section::Section,
        subject_bar::{CUTTER, NETWORKS, PICTURES},
        theme::ThemeChoice,
    },
    state::State,
    words::words,
};
use embedded::Embedding;
use freqscope_core::{
    device::{DeviceChoice, DeviceKind},
    error::Result,
    image::{Image, picture::square::Square},
    protocol::Request,
};
use gloo::{
    events::EventListener,
    file::File,
    timers::callback::{Interval, Timeout},
    utils::{document, window},
};
use gradual::{Gradual, Part};
use pace::Pace;
use wasm_bindgen_futures::spawn_local;
use workers::{Role, Workers};
use yew::prelude::*;

mod choices;
mod embedded;
mod gradual;
mod instruments;
mod lessons;
mod pace;
mod parts;
mod workers;

/// Milliseconds between two [`Action::Tick`]s.
const TICK: u32 = 1000;
/// Milliseconds from a change to the address that says so.
const ADDRESS_DELAY: u32 = 300;

pub enum Message {
    Act(Action),
    /// From the worker of this number: messages of one that has ended may still arrive.
    FromWorker(u32, WorkerMessage),
    /// Whether a file is dragged over the page.
    Hovering(bool),
    /// It is time for the address to say what is seen.
    WriteAddress,
    /// By the page around an embedded figure.
    Asked(Order),
    /// It is time to show what it asked for.
    ShowAsked,
    /// Of what is shown, in CSS pixels.
    Height(f64),
    /// Of how the page is drawn part by part.
    Gradual(gradual::Step),
    /// It is time to draw what was put off.
    Draw,
}

/// Places of the document.
#[derive(Default)]
struct Nodes {
    /// The panel of the networks, some of whose buttons disappear when they are used.
    networks: NodeRef,
    /// The choice of a picture.
    pictures: NodeRef,
    /// The choice of a square of it.
    cutter: NodeRef,
    /// The choice of two networks.
    pair: NodeRef,
}

pub struct App {
    state: State,
    hovering: bool,
    pace: Pace,
    workers: Workers,
    /// What is opened over the page, and where the focus goes.
    nodes: Nodes,
    gradual: Gradual,
    /// Where to go once it is drawn.
    place: Option<Section>,
    /// Whether to go to the step of a lesson once it is drawn.
    to_step: bool,
    /// Whether the visitor has just chosen a language, in a list that is drawn anew.
    language_chosen: bool,
    /// Whether the page is to be read from afar.
    projected: bool,
    /// The link that is in the address.
    address: Link,
    /// What followed its `#` when the page last wrote it or heard of it.
    hash: String,
    /// Runs while the address is to be written.
    writing: Option<Timeout>,
    /// Only where the page is one figure in a page of somebody else's.
    embedding: Option<Embedding>,
    /// None in such a figure: nothing of the visitor's gets into it, and from there to the page around.
    _file_listeners: Option<Listeners>,
    _address_listener: EventListener,
    _hiding: EventListener,
    _clock: Interval,
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let clock = acting(ctx, |()| Action::Tick);
        let on_file = link.callback(|input| match input {
            FileInput::Hovering(hovering) => Message::Hovering(hovering),
            input => Message::Act(Action::TakeInput(input)),
        });
        let on_address = acting(ctx, |hash| Action::Link(LinkAction::Open(hash)));
        link.send_future(async { Message::Act(Action::SamplesListed(samples::list().await)) });
        let embedded = embedded::is_embedded();
        let state = State::new(models_url(), storage::device(), trial()).on(Machine::here());
        let state = state.in_language(address::preferred_language());
        let mut app = Self {
            state: if embedded { state.embedded() } else { state },
            hovering: false,
            pace: Pace::default(),
            workers: Workers::default(),
            nodes: Nodes::default(),
            gradual: Gradual::new(ctx),
            place: None,
            to_step: false,
            language_chosen: false,
            projected: address::is_projected(),
            address: Link::default(),
            hash: address::hash(),
            writing: None,
            embedding: embedded.then(|| Embedding::new(ctx)),
            _file_listeners: (!embedded).then(|| file_input::listen(&on_file)),
            _address_listener: address::listen(on_address),
            _hiding: visibility::on_hidden(acting(ctx, Action::Hidden)),
            _clock: Interval::new(TICK, move || clock.emit(())),
        };
        app.begin(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let of_engine = matches!(message, Message::FromWorker(..));
        self.take(ctx, message) && (!of_engine || self.pace.is_free())
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first && self.embedding.is_some() {
            late(|| self.ready());
        }
        if let Some(section) = self.place.take_if(|_| self.gradual.is_done()) {
            address::show(&section.heading(), section.fold());
        }
        self.gradual.open();
        if std::mem::take(&mut self.to_step) {
            address::show(step_view::HEADING, None);
        }
        if std::mem::take(&mut self.language_chosen) {
            address::focus_list(language_choice::TESTID);
        }
        if self.pace.end() {
            ctx.link().send_message(Message::Draw);
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        self.pace.begin();
        if let Some(figure) = self.state.figure() {
            return late(|| self.embedded(ctx, figure));
        }
        let lesson = self.state.lessons().place().is_some();
        let whole = !lesson && !self.projected;
        html! {
            <div
                key={language::current().tag()}
                class={classes!(
                    "page", self.hovering.then_some("hovering"), lesson.then_some("in-lesson"), self.projected.then_some("projected")
                )}
                translate="no"
            >
                { self.top(ctx) }
                <main>
                    { match (lesson, self.projected) {
                        (true, _) => late(|| self.lesson(ctx)),
                        (false, true) => late(|| self.projection(ctx)),
                        (false, false) => self.everything(ctx),
                    } }
                </main>
                if self.gradual.has(Part::Choices) { { late(|| self.choices(ctx)) } }
                if whole && self.gradual.has(Part::Foot) { { late(|| self.foot()) } }
                if self.projected { { late(|| self.out_of_projection()) } }
                if self.hovering {
                    <p class="drop-hint">{ words().page.drop_hint() }</p>
                }
            </div>
        }
    }
}

impl App {
    /// Whether there is something to draw.
    fn take(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let action = match message {
            Message::Hovering(hovering) => return std::mem::replace(&mut self.hovering, hovering) != hovering,
            Message::FromWorker(worker, message) => match self.workers.role(worker) {
                Some(Role::Engine) => Action::WorkerMessage(message),
                Some(Role::Trial) => Action::TrialMessage(message),
                None => return false,
            },
            Message::WriteAddress => {
                self.write_address();
                return false;
            }
            Message::Asked(order) => {
                late(|| self.obey(order, ctx));
                return true;
            }
            Message::ShowAsked => {
                late(|| self.show_asked(ctx));
                return true;
            }
            Message::Height(height) => {
                late(|| self.grown(height));
                return false;
            }
            Message::Gradual(step) => {
                self.step(step, ctx);
                return true;
            }
            Message::Draw => return true,
            Message::Act(Action::Link(LinkAction::Open(hash))) if self.gradual.waits(&hash) => {
                self.hear(&hash);
                self.hurry(ctx);
                return false;
            }
            Message::Act(action) => action,
        };
        self.act(action, ctx);
        self.go_on(ctx);
        true
    }

    fn act(&mut self, action: Action, ctx: &Context<Self>) {
        if matches!(action, Action::Tick) {
            self.gradual.tick();
        }
        if let Action::Link(LinkAction::Open(hash)) = &action {
            self.hear(hash);
        }
        // What a lesson shows that was on its way belongs to the step by which it was opened.
        let moved = matches!(action, Action::Link(LinkAction::Open(_)) | Action::Lesson(LessonAction::Fetched(..)));
        self.language_chosen |= matches!(action, Action::ChooseLanguage(_));
        let commands = self.state.update(action);
        commands.into_iter().for_each(|command| self.run(command, ctx));
        if self.embedding.is_some() {
            late(|| self.tell_news());
        }
        let link = self.state.link();
        if moved {
            self.address = link;
            self.write_later(ctx);
        } else if link != self.address {
            // What Back goes away from is written at once: however soon that is, it then leads to what was before.
            let is_step = self.embedding.is_none() && !link.is_beside(&self.address);
            if is_step { self.write_address() } else { self.write_later(ctx) }
        }
    }

    /// Takes note of an address, as what follows its `#`. What is opened may also be a place in the page, of which the address knows nothing.
    fn hear(&mut self, hash: &str) {
        if address::hash() == hash {
            hash.clone_into(&mut self.hash);
        }
    }

    /// Not at once: browsers refuse many changes in a short time, such as a slider makes.
    fn write_later(&mut self, ctx: &Context<Self>) {
        let write = ctx.link().callback(|()| Message::WriteAddress);
        self.writing.get_or_insert_with(|| Timeout::new(ADDRESS_DELAY, move || write.emit(())));
    }

    fn write_address(&mut self) {
        self.writing = None;
        let link = self.state.link();
        if self.embedding.is_some() {
            late(|| self.tell_change(&link));
            self.address = link;
            return;
        }
        // Where another address has taken its place, the page hears of that soon, and shows it.
        if address::hash() == self.hash {
            let step = if link.is_beside(&self.address) { Step::Same } else { Step::New };
            address::write(&link.hash(), step);
            self.hash = address::hash();
        }
        self.address = link;
    }

    fn run(&mut self, command: Command, ctx: &Context<Self>) {
        match command {
            Command::ReadPicture(pick, source) => ctx.link().send_future(read_picture(pick, source)),
            Command::ReadBeside(files) => read_beside(ctx, files),
            Command::ReadModel(file) => ctx.link().send_future(late_future(move || read_model(file))),
            Command::RememberDevice(device) => storage::remember_device(device),
            Command::FetchResult(stored) => ctx.link().send_future(fetch_result(stored)),
            Command::ReadSample(sample) => ctx.link().send_future(read_sample(sample)),
            Command::CopyLink(hash) => {
                self.write_address();
                ctx.link().send_future(copy_link(hash));
            }
            Command::CopyReport(notice, text) => {
                ctx.link().send_future(copy_report(notice, text, self.state.link().hash()));
            }
            Command::KeepWeights { model, url, sha256 } => ctx.link().send_future(async move {
                let kept = storage::keep(&url, &sha256).await;
                Message::Act(Action::WeightsKept(model, kept))
            }),
            Command::ForgetRelease => storage::forget_release(),
            Command::ShowSection(section) => self.place = Some(section),
            Command::FetchLesson(id) => ctx.link().send_future(fetch_lesson(id)),
            Command::ListLessons => ctx.link().send_future(list_lessons()),
            Command::RememberAnswers(progress) => storage::remember_answers(&progress),
            Command::ShowStep => self.to_step = true,
            // It fails only where the browser forbids printing.
            Command::Print => drop(window().print()),
            Command::ShowTheme(theme) => address::set_theme(theme.name()),
            Command::ShowLanguage(language) => address::set_language(language.tag(), words().shell.document_title()),
            Command::SaveFile(download) => {
                let saved = late_future(move || download::save(download));
                ctx.link().send_future(async { Message::Act(Action::FileSaved(saved.await)) });
            }
            Command::RememberTimes(times) => storage::remember_times(&times),
            Command::Post(request) => self.post(Role::Engine, &request, ctx),
            Command::PostToTrial(request) => self.post(Role::Trial, &request, ctx),
            Command::EndEngine => self.workers.end_all(),
            Command::EndTrial => self.workers.end(Role::Trial),
            Command::AdoptTrial => self.workers.adopt(),
            Command::StartEngine => {
                // The old workers must end before the new one starts: they would share the GPU and the memory.
                self.workers.end_all();
                self.start(Role::Engine, ctx);
            }
            Command::StartTrial => self.start(Role::Trial, ctx),
        }
    }

    fn start(&mut self, role: Role, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        let heard = move |number| link.callback(move |message| Message::FromWorker(number, message));
        // What a GPU is tried in needs the program that has WebGPU, and so does an engine that is to take no other device.
        let kind = match (role, self.state.settings.device) {
            (Role::Engine, DeviceChoice::Auto | DeviceChoice::Cpu) => DeviceKind::Cpu,
            _ => DeviceKind::Gpu,
        };
        if let Err(error) = self.workers.start(role, kind, heard) {
            fail(ctx, role, error.to_string());
        }
    }

    fn post(&self, role: Role, request: &Request, ctx: &Context<Self>) {
        if let Err(error) = self.workers.post(role, request) {
            fail(ctx, role, error.to_string());
        }
    }

    /// Shows what the address asks for, and starts the engine.
    fn begin(&mut self, ctx: &Context<Self>) {
        self.run(Command::ShowLanguage(language::current()), ctx);
        self.state.is_whole = self.gradual.is_whole();
        if self.state.is_whole {
            self.begin_lessons(ctx);
        }
        self.act(Action::Link(LinkAction::Open(embedded::first_link())), ctx);
        if self.embedding.is_none() {
            self.run(Command::StartEngine, ctx);
        }
    }

    /// What is known of lessons, with the rest of the program.
    fn begin_lessons(&mut self, ctx: &Context<Self>) {
        ctx.link().send_future(list_lessons());
        self.act(Action::Lesson(LessonAction::Remember(storage::answers())), ctx);
    }

    fn everything(&self, ctx: &Context<Self>) -> Html {
        html! {
            <>
                { self.first_screen(ctx) }
                { self.missing(ctx) }
                if self.gradual.has(Part::Choices) { { late(|| self.below(ctx)) } }
            </>
        }
    }

    fn first_screen(&self, ctx: &Context<Self>) -> Html {
        let state = &self.state;
        html! {
            <LowPassScreen
                picture={state.picture.clone()}
                networks={state.screen_networks()}
                class={state.class()}
                baseline={state.settings.ablation.baseline}
                view={state.settings.view}
                sweep={state.sweep}
                choices={[PICTURES, NETWORKS]}
                cutter={state.uncut().map(|_| CUTTER)}
                on_act={acting(ctx, Action::LowPass)}
                on_restart={acting(ctx, |()| Action::RestartEngine)}
                on_retry={acting(ctx, |()| Action::RetryFailed)}
                on_export={instruments::export(ctx, Subject::LowPass)}
            />
        }
    }

    fn top(&self, ctx: &Context<Self>) -> Html {
        let state = &self.state;
        html! {
            <>
                <Header>
                    <CopyLink
                        copied={state.copied()}
                        on_copy={acting(ctx, |()| Action::Link(LinkAction::Copy))}
                    />
                    <EmbedButton />
                    <ThemeChoice
                        theme={state.settings.theme}
                        on_choose={acting(ctx, Action::ChooseTheme)}
                    />
                    <LanguageChoice on_choose={acting(ctx, Action::ChooseLanguage)} />
                    <DeviceBadge
                        report={state.connection.device.clone()}
                        threads={state.threads.computing()}
                        choice={state.settings.device}
                        on_choose={acting(ctx, Action::ChooseDevice)}
                    />
                </Header>
                <NoticeList
                    notices={state.notices.shown().to_vec()}
                    on_dismiss={acting(ctx, Action::DismissNotice)}
                    on_copy={acting(ctx, Action::CopyReport)}
                />
            </>
        }
    }
}

/// A callback that gives the state an action.
fn acting<T: 'static>(ctx: &Context<App>, action: impl Fn(T) -> Action + 'static) -> Callback<T> {
    ctx.link().callback(move |value| Message::Act(action(value)))
}

fn fail(ctx: &Context<App>, role: Role, reason: String) {
    let message = WorkerMessage::Failed(reason);
    ctx.link().send_message(Message::Act(match role {
        Role::Engine => Action::WorkerMessage(message),
        Role::Trial => Action::TrialMessage(message),
    }));
}

/// A trial that has not begun, in this browser and this build of the page.
fn trial() -> Trial {
    let browser = window().navigator().user_agent().unwrap_or_default();
    // The name of the page's program has a hash in it.
    let script = document().query_selector("script[data-wasm]").ok().flatten();
    let release = script.and_then(|script| script.get_attribute("data-wasm")).unwrap_or_default();
    Trial::new(browser, release, storage::times())
}

/// Absolute URL of the folder with the models.
fn models_url() -> String {
    format!("{}models/", site())
}

/// Absolute URL of the site's folder, ending in `/`: the page may lie under any path.
fn site() -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let base = base.split(['?', '#']).next().unwrap_or_default();
    let folder = base.rfind('/').map_or("", |slash| &base[..=slash]);
    folder.into()
}

async fn read_picture(pick: PickId, source: PictureSource) -> Message {
    Message::Act(Action::PictureRead(pick, content(&source).await))
}

async fn content(source: &PictureSource) -> Result<FileContent> {
    match source {
        PictureSource::Sample(sample) => Image::decode(&samples::fetch(sample).await?).map(FileContent::Image),
        PictureSource::File(file) => read_file(file.clone(), None).await,
        PictureSource::Cut(file, square) => read_file(file.clone(), Some(*square)).await,
    }
}

async fn read_file(file: File, square: Option<Square>) -> Result<FileContent> {
    late_future(move || async move { file_input::content(&file, square).await }).await
}

/// One after the other: each takes a worker and memory.
fn read_beside(ctx: &Context<App>, files: Vec<File>) {
    let on_read = acting(ctx, |(file, content)| Action::BesideRead(file, content));
    spawn_local(async move {
        for file in files {
            let content = read_file(file.clone(), None).await;
            on_read.emit((file, content));
        }
    });
}

async fn copy(text: String) -> Copied {
    if address::copy(text).await { Copied::Done } else { Copied::Refused }
}

/// `text`: what the page knows of a problem; `hash`: what follows the `#` of its link. Nothing is sent.
async fn copy_report(notice: NoticeId, text: String, hash: String) -> Message {
    let (version, browser, link) = (env!("CARGO_PKG_VERSION"), address::browser(), address::with_hash(&hash));
    let report = format!("{text}\nBrowser: {browser}\nVersion: freqscope {version}\nLink: {link}\n");
    Message::Act(Action::ReportCopied(notice, copy(report).await))
}

async fn copy_link(hash: String) -> Message {
    Message::Act(Action::Link(LinkAction::Copied(copy(address::with_hash(&hash)).await)))
}

async fn read_model(file: File) -> Message {
    Message::Act(Action::ModelRead(file.name(), file_input::model(&file)))
}

async fn fetch_result(stored: StoredResult) -> Message {
    let file = fetch::get(&stored.url()).await;
    Message::Act(Action::ResultFetched(stored, file))
}

fn lesson(action: LessonAction) -> Message {
    Message::Act(Action::Lesson(action))
}

async fn fetch_lesson(id: String) -> Message {
    let language = language::current();
    let file = fetch::get(&url(language, &id)).await;
    lesson(LessonAction::Fetched(id, language, file))
}

async fn list_lessons() -> Message {
    let language = language::current();
    lesson(LessonAction::Listed(language, fetch::get(&list_url(language)).await))
}

async fn read_sample(sample: Sample) -> Message {
    let image = samples::fetch(&sample).await.and_then(|file| Image::decode(&file));
    Message::Act(Action::SampleRead(sample, image))
}
