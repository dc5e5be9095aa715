//! The instruments: a panel for each, wired to the state, one of them open at a time.

use super::{App, acting};
use crate::{
    action::Action,
    attack::panel::AttackPanel,
    claims::panel::ClaimsPanel,
    export::Subject,
    inversion::panel::InversionPanel,
    networks::{
        model_picker::ModelPicker, model_status::ModelStatus, predictions::Predictions, shown_model::ShownModel,
        side::Side,
    },
    occlusion::{
        band_tools::BandTools, baseline_options::BaselineOptions, chart::OcclusionChart, class_select::ClassSelect,
        extremes::Extremes, glance::Glance,
    },
    picture::plates::Plates,
    platform::{storage, stored_result::StoredResult},
    probes::panel::ProbesPanel,
    proposition::panel::PropositionPanel,
    shell::{instrument::Instrument, section::Section, subject_bar::SubjectBar},
    survey::panel::SurveyPanel,
    widgets::{
        export_row::Format,
        focus::move_focus_then,
        tabs::{Tab, Tabs},
    },
    words::words,
};
use yew::prelude::*;

impl App {
    pub(super) fn instruments(&self, ctx: &Context<Self>, models: &[ShownModel]) -> Html {
        let tabs: Vec<Tab> = Instrument::ALL.into_iter().map(tab).collect();
        let open = self.state.settings.instrument;
        let selected = Instrument::ALL.into_iter().position(|instrument| instrument == open).unwrap_or_default();
        let on_choose = acting(ctx, |i: usize| Action::OpenInstrument(Instrument::ALL[i]));
        html! {
            <section class="instruments" aria-labelledby={Section::Instruments.heading()}>
                <h2 id={Section::Instruments.heading()} translate="yes">{ Section::Instruments.title() }</h2>
                <p class="reading" translate="yes">{ words().page.all_measured() }</p>
                { self.subject(ctx, models) }
                <Tabs label={Section::Instruments.title()} {tabs} {selected} {on_choose}>{ self.instrument(ctx, models, open) }</Tabs>
            </section>
        }
    }

    /// An instrument with what it is about, and no other.
    pub(super) fn instrument_alone(&self, ctx: &Context<Self>, instrument: Instrument) -> Html {
        let models = self.state.shown_models();
        html! {
            <section class="instruments" aria-label={instrument.section().title()}>
                { self.subject(ctx, &models) }
                <div class="tab-panel">{ self.instrument(ctx, &models, instrument) }</div>
            </section>
        }
    }

    fn instrument(&self, ctx: &Context<Self>, models: &[ShownModel], open: Instrument) -> Html {
        match open {
            Instrument::Bands => self.bands(ctx, models),
            Instrument::Extremes => self.extremes(ctx, models),
            Instrument::Attack => self.attack(ctx),
            Instrument::Inversion => self.inversion(ctx),
            Instrument::Survey => self.survey(ctx),
            Instrument::Probes => self.probes(ctx, models),
            Instrument::Proposition => self.proposition(ctx),
            Instrument::Networks => self.networks(ctx),
        }
    }

    fn subject(&self, ctx: &Context<Self>, models: &[ShownModel]) -> Html {
        let state = &self.state;
        html! {
            <SubjectBar picture={state.picture.clone()} models={models.to_vec()} class={state.class()}>
                <ClassSelect
                    chosen={state.settings.class}
                    predicted={models.first().and_then(ShownModel::predicted)}
                    on_choose={acting(ctx, Action::ChooseClass)}
                />
            </SubjectBar>
        }
    }

    fn bands(&self, ctx: &Context<Self>, models: &[ShownModel]) -> Html {
        html! {
            <>
                { self.figure(ctx, models) }
                { self.pictures(ctx) }
                { self.removal(ctx, models) }
                <Glance
                    picture={self.state.picture.clone()} ablation={self.state.settings.ablation} models={models.to_vec()}
                />
            </>
        }
    }

    pub(super) fn band_tools(&self, ctx: &Context<Self>) -> Html {
        let on_select = acting(ctx, Action::SelectBands);
        html! { <BandTools bands={self.state.settings.ablation.bands} {on_select} /> }
    }

    pub(super) fn figure(&self, ctx: &Context<Self>, models: &[ShownModel]) -> Html {
        let state = &self.state;
        let select = acting(ctx, Action::SelectBands);
        html! {
            <section class="hero" aria-labelledby="hero-title">
                <header class="hero-head">
                    <h2 id="hero-title">{ self.title() }</h2>
                    <p class="reading" translate="yes">{ words().page.how_to_read_scores() }</p>
                </header>
                <OcclusionChart
                    class={state.class()}
                    models={models.to_vec()}
                    bands={state.settings.ablation.bands}
                    pointed={state.pointed}
                    on_point={acting(ctx, Action::PointAt)}
                    on_select={select}
                    on_retry={acting(ctx, |()| Action::RetryFailed)}
                    on_stop={acting(ctx, |()| Action::StopCharts)}
                    on_export={export(ctx, Subject::Scores)}
                />
            </section>
        }
    }

    fn networks(&self, ctx: &Context<Self>) -> Html {
        let state = &self.state;
        let compared = state.card(Side::B).is_some();
        let on_stop_comparing = acting(ctx, |()| Action::StopComparing);
        let status = |side: Side| {
            html! {
                <ModelStatus
                    {side} {compared}
                    phase={state.connection.phase.clone()}
                    card={state.card(side).cloned()}
                    load={state.load(side)}
                    on_restart={move_focus_then(&self.nodes.networks, acting(ctx, |()| Action::RestartEngine))}
                    on_stop_comparing={move_focus_then(&self.nodes.networks, on_stop_comparing.clone())}
                />
            }
        };
        html! {
            <section
                ref={self.nodes.networks.clone()} class="models" aria-labelledby={Section::Networks.heading()} tabindex="-1"
                data-testid="networks"
            >
                <h2 id={Section::Networks.heading()}>{ Section::Networks.title() }</h2>
                { status(Side::A) }
                if compared { { status(Side::B) } }
                <ModelPicker
                    models={state.models.cards()}
                    stored={state.models.stored().to_vec()}
                    keeping={storage::keeps().then(|| state.models.keeping().to_vec())}
                    shown={self.shown_ids()}
                    opening={state.models.opening().map(str::to_owned)}
                    own={state.own_models()}
                    on_own={acting(ctx, Action::OwnModel)}
                    on_show={acting(ctx, |(side, model)| Action::ShowModel(side, model))}
                    {on_stop_comparing}
                    on_load={acting(ctx, Action::LoadModel)}
                    on_keep={acting(ctx, Action::KeepWeights)}
                    on_forget={move_focus_then(&self.nodes.networks, acting(ctx, |()| Action::DeleteStoredWeights))}
                />
            </section>
        }
    }

    fn title(&self) -> String {
        match self.state.class() {
            Some(class) => words().page.scores_of_class(words().classes.name(class)),
            None => words().page.scores_of_picture().into(),
        }
    }

    pub(super) fn pictures(&self, ctx: &Context<Self>) -> Html {
        let state = &self.state;
        html! {
            <Plates
                picture={state.picture.clone()}
                ablation={state.settings.ablation}
                pointed={state.pointed}
                on_point={acting(ctx, Action::PointAt)}
                on_select={acting(ctx, Action::SelectBands)}
            />
        }
    }

    fn removal(&self, ctx: &Context<Self>, models: &[ShownModel]) -> Html {
        let state = &self.state;
        html! {
            <div class={classes!("columns", (models.len() > 1).then_some("compared"))}>
                <section class="tools" aria-labelledby="tools-title">
                    <h2 id="tools-title">{ words().page.take_bands_out() }</h2>
                    { self.band_tools(ctx) }
                    <BaselineOptions
                        baseline={state.settings.ablation.baseline}
                        on_change={acting(ctx, Action::SetBaseline)}
                    />
                </section>
                <Predictions models={models.to_vec()} bands={state.settings.ablation.bands} />
            </div>
        }
    }

    fn extremes(&self, ctx: &Context<Self>, models: &[ShownModel]) -> Html {
        let state = &self.state;
        html! {
            <Extremes
                picture={state.picture.clone()}
                models={models.to_vec()}
                class={state.class()}
                baseline={state.settings.ablation.baseline}
                bands={state.settings.ablation.bands}
                on_select={acting(ctx, Action::SelectBands)}
                on_export={export(ctx, Subject::Example)}
            />
        }
    }

    pub(super) fn attack(&self, ctx: &Context<Self>) -> Html {
        let state = &self.state;
        html! {
            <AttackPanel
                form={state.attack_form.clone()}
                picture={state.picture.clone()}
                attacks={state.model_attacks()}
                series={state.series().cloned()}
                history={state.history()}
                measure={state.measure}
                compared={state.card(Side::B).is_some()}
                ready={state.can_attack()}
                running={state.is_attacking()}
                returns={state.can_return()}
                pointed={state.pointed}
                on_point={acting(ctx, Action::PointAt)}
                on_act={acting(ctx, Action::Attack)}
                on_export={acting(ctx, Action::Export)}
            />
        }
    }

    pub(super) fn inversion(&self, ctx: &Context<Self>) -> Html {
        let state = &self.state;
        html! {
            <InversionPanel
                form={state.inversion_form.clone()}
                samples={state.samples.clone()}
                start={state.inversion_start().cloned()}
                inversions={state.model_inversions()}
                ready={state.can_invert()}
                running={state.is_inverting()}
                on_act={acting(ctx, Action::Invert)}
                on_export={acting(ctx, Action::Export)}
            />
        }
    }

    fn survey(&self, ctx: &Context<Self>) -> Html {
        let state = &self.state;
        html! {
            <SurveyPanel
                view={state.survey_view()}
                progress={state.survey_progress()}
                curves={state.curves()}
                notes={state.curve_notes()}
                pointed={state.pointed}
                on_point={acting(ctx, Action::PointAt)}
                on_act={acting(ctx, Action::Survey)}
                on_export={export(ctx, Subject::Survey)}
            />
        }
    }

    fn probes(&self, ctx: &Context<Self>, models: &[ShownModel]) -> Html {
        html! {
            <ProbesPanel
                picture={self.state.picture.clone()}
                ablation={self.state.settings.ablation}
                models={models.to_vec()}
                on_select={acting(ctx, Action::SelectBands)}
                networks={self.state.probed()}
                compared={self.state.compared_tools()}
                live={self.state.live_networks()}
                progress={self.state.live_progress()}
                on_live={acting(ctx, Action::LiveMaps)}
                on_fetch={acting(ctx, Action::ShowStored)}
                on_export={acting(ctx, |(subject, format): (Subject, Format)| Action::Export(subject.in_format(format)))}
            />
        }
    }

    pub(super) fn proposition(&self, ctx: &Context<Self>) -> Html {
        let state = &self.state;
        html! {
            <PropositionPanel
                picture={state.picture.clone()}
                budget={state.settings.budget}
                pointed={state.pointed}
                on_point={acting(ctx, Action::PointAt)}
                on_change={acting(ctx, Action::SetEnergyBudget)}
                on_export={export(ctx, Subject::Proposition)}
            />
        }
    }

    pub(super) fn claims(&self, ctx: &Context<Self>) -> Html {
        let on_open = acting(ctx, |()| Action::ShowStored(StoredResult::Claims));
        html! { <ClaimsPanel claims={self.state.claims.clone()} models={self.state.models.cards()} {on_open} on_export={export(ctx, Subject::Claims)} /> }
    }
}

/// Saves a subject in the format that is chosen.
pub(super) fn export(ctx: &Context<App>, subject: Subject) -> Callback<Format> {
    acting(ctx, move |format| Action::Export(subject.in_format(format)))
}

fn tab(instrument: Instrument) -> Tab {
    let section = instrument.section();
    Tab { name: section.name().into(), title: section.title().into() }
}
