//! What the networks on show answer when one band of the picture is missing.

use crate::{
    action::Action,
    article::{
        figure::{
            band_figure::BandFigure,
            band_table::{BandTable, Column},
            heading::FigureHeading,
            multiples::exporting,
        },
        number::{answer, strongest},
    },
    charts::{
        small_chart::{NamedChart, Plotted, Shape, SmallChart, Tone},
        small_scale::{SmallScale, Unit},
    },
    export::Subject,
    link::action::LinkAction,
    networks::{shown_model::ShownModel, side::Side},
    picture::Picture,
    shell::section::Section,
    widgets::{band_slider::BandSlider, export_row::ExportRow, image_plate::ImagePlate},
    words::words,
};
use freqscope_core::{
    class::Class,
    occlusion::{OcclusionReport, ablation::Ablation},
    spectrum::band::Band,
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub picture: Option<Rc<Picture>>,
    /// The class whose logit is drawn.
    pub class: Option<Class>,
    /// One or two.
    pub models: Vec<ShownModel>,
    pub on_act: Callback<Action>,
}

#[component]
pub fn Answers(props: &Props) -> Html {
    let chosen = use_state(|| None::<Band>);
    let first = props.models.iter().find_map(ShownModel::report);
    let drawn = figure(&props.models, props.class);
    let Some(((picture, report), figure)) = props.picture.as_ref().zip(first).zip(drawn) else {
        return html! {
            <p class="small" data-testid="figure-awaited">{ words().figures.answers_awaited() }</p>
        };
    };
    let band = chosen.unwrap_or_else(|| strongest(report));
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |band| chosen.set(Some(band)))
    };
    html! {
        <figure data-testid="figure-answers">
            <FigureHeading title={figure.title.clone()} />
            { chart(&figure, band, &choose) }
            <BandSlider
                label={words().figures.missing_band()} value={band} meaning={words().figures.without(&band.to_string())} testid="missing-slider"
                on_choose={choose}
            />
            <div class="missing-answers">
                <Without picture={picture.clone()} {band} />
                { answers(props, band) }
            </div>
            { take_away(props, band) }
            <BandTable label={words().figures.logit_without_each()} columns={figure.columns} unit={Unit::Logits} />
            <ExportRow
                name="figure-answers-export" ready=true on_export={exporting(&props.on_act, Subject::Answers(band))}
            />
        </figure>
    }
}

/// The picture without a band.
#[derive(Debug, Clone, PartialEq, Properties)]
struct WithoutProps {
    picture: Rc<Picture>,
    band: Band,
}

#[component]
fn Without(props: &WithoutProps) -> Html {
    let image =
        use_memo((props.picture.clone(), props.band), |(picture, band)| Ablation::of(*band).apply(&picture.image));
    html! {
        <ImagePlate
            image={(*image).clone()} title={words().figures.without_band(&props.band.to_string())} note={props.picture.origin.title()}
            testid="missing-image"
        />
    }
}

pub fn tone(side: Side) -> Tone {
    match side {
        Side::A => Tone::First,
        Side::B => Tone::Second,
    }
}

/// A curve for each network, and dashed the logit of the whole picture. None before the class is known.
pub fn figure(models: &[ShownModel], class: Option<Class>) -> Option<BandFigure> {
    let class = class?;
    let curves = |model: &ShownModel| {
        let report = model.report()?;
        let whole = vec![f64::from(report.clean.of(class)); Band::COUNT];
        let plotted = |shape, values| Plotted { tone: tone(model.side), shape, values, name: None };
        Some([plotted(Shape::Curve, logits(report, class)), plotted(Shape::Dashed, whole)])
    };
    let column =
        |model: &ShownModel| Some(Column { title: model.name.clone().into(), values: logits(model.report()?, class) });
    let plotted: Vec<Plotted> = models.iter().filter_map(curves).flatten().collect();
    let scale = SmallScale::covering(Unit::Logits, plotted.iter().flat_map(|one| one.values.iter().copied()));
    let (title, tone) = (words().figures.logit_of(words().classes.name(class)), Tone::Reference);
    Some(BandFigure {
        title,
        what: words().figures.logit_chart(),
        scale,
        charts: vec![NamedChart { title: String::new(), tone, note: String::new(), plotted }],
        columns: models.iter().filter_map(column).collect(),
    })
}

/// The logit of the class without each band.
fn logits(report: &OcclusionReport, class: Class) -> Vec<f64> {
    report.ablated.iter().map(|logits| f64::from(logits.of(class))).collect()
}

fn chart(figure: &BandFigure, band: Band, choose: &Callback<Band>) -> Html {
    let choose = choose.clone();
    let on_point = Callback::from(move |band: Option<Band>| band.into_iter().for_each(|band| choose.emit(band)));
    let plotted: Vec<Plotted> = figure.charts.iter().flat_map(|chart| chart.plotted.clone()).collect();
    html! {
        <SmallChart
            label={figure.what} {plotted} scale={figure.scale.clone()} pointed={band} {on_point} testid="missing-chart"
        />
    }
}

fn answers(props: &Props, band: Band) -> Html {
    let row = |model: &ShownModel| {
        let report = model.report();
        let whole = model.clean.as_ref().map_or("…".to_owned(), answer);
        let without = report.and_then(|report| report.ablated.get(band.index())).map_or("…".to_owned(), answer);
        html! {
            <tr data-testid={model.side.testid("missing-answer")}>
                <th scope="row" class={model.side.class()}>{ &model.name }</th>
                <td>{ whole }</td>
                <td><strong>{ without }</strong></td>
            </tr>
        }
    };
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={words().figures.answers_label()}>
            <table class="answers-table">
                <thead>
                    <tr>
                        <th scope="col">{ words().figures.network() }</th>
                        <th scope="col">{ words().figures.whole_picture() }</th>
                        <th scope="col">{ words().figures.without_band(&band.to_string()) }</th>
                    </tr>
                </thead>
                <tbody>{ for props.models.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn take_away(props: &Props, band: Band) -> Html {
    let on_act = props.on_act.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        on_act.emit(Action::SelectBands(band.into()));
        on_act.emit(Action::Link(LinkAction::Open(Section::Bands.name().into())));
    });
    html! {
        <p>
            <button type="button" class="button" data-testid="missing-take-away" {onclick}>
                { words().figures.go_on_without(&band.to_string()) }
            </button>
        </p>
    }
}
