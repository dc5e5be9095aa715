//! What opens over the page: the choices of a picture and of the networks.

use super::{App, acting};
use crate::{
    action::Action,
    embed::embed_code::EmbedCode,
    networks::{checkpoint_questions::CheckpointQuestions, pair_picker::PairPicker, side::Side},
    picture::{cutter::Cutter, pick::PictureSource, picker::PicturePicker},
    shell::{
        section::Section,
        subject_bar::{CUTTER, NETWORKS, PICTURES},
    },
    widgets::popover::{self, Popover},
    words::words,
};
use freqscope_core::model::ModelCard;
use yew::prelude::*;

impl App {
    pub(super) fn choices(&self, ctx: &Context<Self>) -> Html {
        html! {
            <>
                <Popover id={PICTURES} title={words().page.another_picture()} node={self.nodes.pictures.clone()}>
                    { self.picker(ctx) }
                </Popover>
                <Popover id={CUTTER} title={words().page.which_square()} node={self.nodes.cutter.clone()}>{ self.cutter(ctx) }</Popover>
                <Popover id={NETWORKS} title={words().page.other_networks()} node={self.nodes.pair.clone()}>{ self.pair(ctx) }</Popover>
                { self.code(ctx) }
                { self.questions(ctx) }
            </>
        }
    }

    /// What an author puts into a post.
    fn code(&self, ctx: &Context<Self>) -> Html {
        let picture = self.state.picture.as_ref().map(|picture| picture.origin.title()).unwrap_or_default();
        let link = self.state.embedded_link();
        let poster = self.state.poster(&link).cloned();
        let seen = self.state.seen_figure();
        let models: Vec<String> = self.shown_ids().into_iter().flatten().collect();
        html! { <EmbedCode site={super::site()} {link} {seen} {models} {picture} {poster} on_poster={acting(ctx, Action::SavePoster)} /> }
    }

    fn picker(&self, ctx: &Context<Self>) -> Html {
        let (state, node) = (&self.state, self.nodes.pictures.clone());
        let on_pick = acting(ctx, move |source: PictureSource| {
            popover::close(&node);
            Action::PickPicture(source)
        });
        let node = self.nodes.pictures.clone();
        let on_draw = acting(ctx, move |image| {
            popover::close(&node);
            Action::Draw(image)
        });
        html! {
            <PicturePicker
                samples={state.samples.clone()} chosen={state.sample().cloned()} own={state.own_pictures.clone()}
                image={state.picture.as_ref().map(|picture| picture.image.clone())} {on_pick} {on_draw}
            />
        }
    }

    fn cutter(&self, ctx: &Context<Self>) -> Html {
        let Some(uncut) = self.state.uncut() else { return Html::default() };
        let node = self.nodes.cutter.clone();
        let on_cut = acting(ctx, move |square| {
            popover::close(&node);
            Action::Cut(square)
        });
        html! { <Cutter {uncut} {on_cut} /> }
    }

    fn pair(&self, ctx: &Context<Self>) -> Html {
        let node = self.nodes.pair.clone();
        html! {
            <>
                <PairPicker
                    models={self.state.models.cards()}
                    shown={self.shown_ids()}
                    on_show={acting(ctx, |(side, model)| Action::ShowModel(side, model))}
                    on_stop_comparing={acting(ctx, |()| Action::StopComparing)}
                />
                <p class="small">
                    { words().page.more_networks() }
                    <a href={format!("#{}", Section::Networks.heading())} onclick={move |_: MouseEvent| popover::close(&node)}>
                        { words().page.all_networks() }
                    </a>{ "." }
                </p>
            </>
        }
    }

    /// What a checkpoint of the visitor's leaves open.
    fn questions(&self, ctx: &Context<Self>) -> Html {
        let Some((name, questions)) = self.state.models.unsaid() else { return Html::default() };
        html! {
            <CheckpointQuestions
                key={name.to_owned()}
                name={name.to_owned()}
                questions={questions.clone()}
                on_answer={acting(ctx, |hints| Action::DescribeCheckpoint(Some(hints)))}
                on_leave={acting(ctx, |()| Action::DescribeCheckpoint(None))}
            />
        }
    }

    /// Ids of the models on show, in the order of [`Side::ALL`].
    pub(super) fn shown_ids(&self) -> Vec<Option<String>> {
        Side::ALL.map(|side| self.state.card(side).map(|card| card.id.clone())).to_vec()
    }

    pub(super) fn cards(&self) -> Vec<ModelCard> {
        Side::ALL.into_iter().filter_map(|side| self.state.card(side).cloned()).collect()
    }
}
