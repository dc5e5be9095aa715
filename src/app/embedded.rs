//! The page as one figure in a page of somebody else's: wired to the state, to the page around it, and drawn.

use super::{App, Message, acting};
use crate::{
    action::Action,
    article::figure::mean_curves::MeanCurves,
    embed::{frame::Frame, message},
    language,
    link::{Link, action::LinkAction},
    networks::{predictions::Predictions, shown_model::ShownModel},
    picture::pick::PictureSource,
    platform::{
        address, height,
        host::{Host, Order, Shown},
        visibility,
    },
    shell::{
        figure::Figure,
        notice::{NoticeId, Severity, Topic},
        notice_list::NoticeList,
    },
    words::words,
};
use freqscope_core::occlusion::ablation::Fill;
use gloo::{
    timers::callback::Timeout,
    utils::{body, document},
};
use std::rc::Rc;
use yew::prelude::*;

/// Of a page that is one figure.
pub struct Embedding {
    /// None where it is in no other page.
    host: Option<Host>,
    height: f64,
    /// The newest link that the page around asked for, and what shows it: a flood of them is one.
    asked: Option<(Shown, Timeout)>,
    /// As the page around was told.
    result: Option<String>,
    /// The newest problem that it was told of.
    problem: Option<NoticeId>,
    _height: Option<height::Watch>,
    _sight: Option<visibility::Watch>,
}

/// Milliseconds in which many links are taken for one.
const MOMENT: u32 = 50;

/// Whether the document says so.
pub fn is_embedded() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-embed"))
}

impl Embedding {
    pub fn new(ctx: &Context<App>) -> Self {
        let link = ctx.link();
        let sight = visibility::watch(&body(), "0px", acting(ctx, Action::Seen));
        if sight.is_none() {
            link.send_message(Message::Act(Action::Seen(true)));
        }
        let host = Host::find(link.callback(Message::Asked));
        Self {
            host,
            height: 0.0,
            asked: None,
            result: None,
            problem: None,
            _height: height::watch(link.callback(Message::Height)),
            _sight: sight,
        }
    }

    /// What anybody around may know, also before it has said hello.
    fn tell(&self, message: &message::Message) {
        if let (Some(host), Some(json)) = (&self.host, message.json()) {
            host.tell(&json);
        }
    }

    /// Nothing before the page around has said hello.
    fn confide(&self, message: &message::Message) {
        if self.host.as_ref().is_some_and(Host::is_known) {
            self.tell(message);
        }
    }
}

impl App {
    pub(super) fn grown(&mut self, height: f64) {
        let Some(embedding) = &mut self.embedding else { return };
        embedding.height = height;
        embedding.tell(&message::Message::Height { height });
    }

    pub(super) fn ready(&self) {
        self.embedding.iter().for_each(|embedding| embedding.tell(&message::Message::Ready));
    }

    pub(super) fn obey(&mut self, order: Order, ctx: &Context<Self>) {
        let Some(embedding) = &mut self.embedding else { return };
        match order {
            Order::Hello => {
                (embedding.result, embedding.problem) = (None, None);
                embedding.tell(&message::Message::Height { height: embedding.height });
                self.tell_change(&self.state.link());
                self.tell_news();
            }
            Order::Show(shown) => {
                let show = ctx.link().callback(|()| Message::ShowAsked);
                let later = |(_, timeout)| timeout;
                let timeout = embedding.asked.take().map(later);
                let timeout = timeout.unwrap_or_else(|| Timeout::new(MOMENT, move || show.emit(())));
                embedding.asked = Some((shown, timeout));
            }
            Order::Run => {
                self.show_asked(ctx);
                self.forget_told();
                self.act(Action::Run, ctx);
            }
            Order::Weights(file, hints) => {
                self.act(Action::HostSays(file.name(), hints), ctx);
                self.act(Action::LoadModel(file), ctx);
            }
            Order::Picture(file) => {
                self.show_asked(ctx);
                self.act(Action::PickPicture(PictureSource::File(file)), ctx);
            }
        }
    }

    /// What was told is told again once it is there.
    fn forget_told(&mut self) {
        self.embedding.iter_mut().for_each(|embedding| embedding.result = None);
    }

    pub(super) fn show_asked(&mut self, ctx: &Context<Self>) {
        let asked = self.embedding.as_mut().and_then(|embedding| embedding.asked.take());
        if let Some((Shown { hash, keeps_picture }, _)) = asked {
            let hash = if keeps_picture { self.state.link().with_its_picture(&hash) } else { hash };
            self.act(Action::Link(LinkAction::Open(hash)), ctx);
        }
    }

    /// In the place of the address, which a frame leaves alone: the Back of the page around is not its own.
    pub(super) fn tell_change(&self, link: &Link) {
        let change = message::Message::Change { link: link.hash() };
        self.embedding.iter().for_each(|embedding| embedding.confide(&change));
    }

    /// Results and problems that the page around does not know.
    pub(super) fn tell_news(&mut self) {
        if !self.embedding.as_ref().and_then(|embedding| embedding.host.as_ref()).is_some_and(Host::is_known) {
            return;
        }
        let result = self.state.figure_report().map(|report| message::Message::Result { result: Box::new(report) });
        let problems: Vec<_> = self.state.notices.shown().to_vec();
        let Some(embedding) = &mut self.embedding else { return };
        let json = result.and_then(|result| result.json());
        if let (Some(host), Some(json)) = (&embedding.host, json.filter(|json| embedding.result.as_ref() != Some(json)))
        {
            host.tell(&json);
            embedding.result = Some(json);
        }
        for notice in problems.into_iter().filter(|notice| notice.severity == Severity::Problem) {
            if embedding.problem.is_none_or(|told| told.0 < notice.id.0) {
                embedding.problem = Some(notice.id);
                embedding.tell(&message::Message::Error { code: code(notice.topic), message: notice.text });
            }
        }
    }

    pub(super) fn embedded(&self, ctx: &Context<Self>, figure: Figure) -> Html {
        html! {
            <Frame key={language::current().tag()} {figure} about={self.about(figure)} href={self.whole(figure)}>
                <NoticeList
                    notices={self.state.notices.shown().to_vec()}
                    on_dismiss={acting(ctx, Action::DismissNotice)}
                    on_copy={acting(ctx, Action::CopyReport)}
                />
                { self.drawn(ctx, figure) }
            </Frame>
        }
    }

    fn drawn(&self, ctx: &Context<Self>, figure: Figure) -> Html {
        let models = self.state.shown_models();
        match figure {
            Figure::Compare => self.first_screen(ctx),
            Figure::Occlusion => self.figure(ctx, &models),
            Figure::Spectrum => html! { <>{ heading(figure) }{ self.pictures(ctx) }{ self.band_tools(ctx) }</> },
            Figure::Ablation => self.ablation(ctx, &models),
            Figure::Attack => self.attack(ctx),
            Figure::Inversion => self.inversion(ctx),
            Figure::Survey => html! {
                <div class="article">
                    <MeanCurves story={Rc::new(self.state.story())} on_act={acting(ctx, std::convert::identity)} />
                </div>
            },
            Figure::Proposition => self.proposition(ctx),
        }
    }

    fn ablation(&self, ctx: &Context<Self>, models: &[ShownModel]) -> Html {
        html! {
            <>
                { heading(Figure::Ablation) }
                { self.pictures(ctx) }
                { self.band_tools(ctx) }
                <Predictions models={models.to_vec()} bands={self.state.settings.ablation.bands} />
            </>
        }
    }

    /// What is shown, in a few words.
    fn about(&self, figure: Figure) -> String {
        let words = &words().page;
        let names: Vec<String> = self.cards().into_iter().map(|card| card.name).collect();
        let picture = self.state.picture.as_ref().map(|picture| picture.origin.title()).unwrap_or_default();
        let networks = if names.is_empty() { words.some_networks().into() } else { names.join(words.and()) };
        let fill = match self.state.settings.ablation.baseline.fill {
            Fill::Zero => words.zeros(),
            Fill::Mean => words.training_mean(),
            Fill::Noise { .. } => words.noise(),
        };
        match figure {
            Figure::Survey => words.about_survey().into(),
            Figure::Spectrum | Figure::Proposition => picture,
            Figure::Attack | Figure::Inversion => format!("{networks}: {picture}"),
            Figure::Compare | Figure::Occlusion | Figure::Ablation => words.about_figure(&networks, &picture, fill),
        }
    }

    /// The address of the same on the whole page.
    fn whole(&self, figure: Figure) -> String {
        let link = self.state.link();
        let section = figure.section().or(link.section);
        format!("./#{}", Link { figure: Figure::default(), section, ..link }.hash())
    }
}

fn heading(figure: Figure) -> Html {
    html! { <h2>{ figure.title() }</h2> }
}

fn code(topic: Topic) -> &'static str {
    match topic {
        Topic::Picture => "picture",
        Topic::Engine => "engine",
        Topic::Model => "model",
        Topic::Unsaid => "unsaid",
        Topic::Link => "link",
    }
}

/// The link with which the page opens. Where a figure's address has no `#`, that is what follows its `?`.
pub fn first_link() -> String {
    let hash = address::hash();
    let query = if hash.is_empty() && is_embedded() { address::query() } else { String::new() };
    if query.is_empty() { hash } else { format!("v1/{query}") }
}
