//! Which claims of Fig. 1 also hold with other variants of Occluded Frequency.

use crate::{
    words::words,
    {claims::verdict_label::VerdictLabel, text::thousands},
};
use freqscope_core::study::claims::{Claims, VariantVerdicts, Verdict};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub claims: Claims,
}

/// A row for each variant, a column for each claim by its number in the list; nothing where no variant was measured.
#[component]
pub fn VariantsTable(props: &Props) -> Html {
    let Claims { claims, figure1_readings: readings, .. } = &props.claims;
    let tested = |id: &str| readings.iter().any(|reading| reading.verdicts.contains_key(id));
    let columns: Vec<(usize, &str)> = claims
        .iter()
        .zip(1..)
        .map(|(claim, number)| (number, claim.id.as_str()))
        .filter(|(_, id)| tested(id))
        .collect();
    if columns.is_empty() {
        return html! {};
    }
    html! {
        <section class="claim" aria-labelledby="variants-title">
            <h3 id="variants-title">{ words().claims.variants() }</h3>
            <p class="meaning">{ words().claims.variants_meaning() }</p>
            <div class="scroll" tabindex="0" role="region" aria-label={words().claims.variants_label()}>
                <table class="variants" data-testid="variants">
                    <thead>
                        <tr>
                            <th scope="col">{ words().claims.reading_column() }</th>
                            { for columns.iter().map(|(number, _)| html! { <th scope="col">{ words().claims.claim_column(*number) }</th> }) }
                            <th scope="col">{ words().claims.models_column() }</th>
                            <th scope="col">{ words().claims.images_column() }</th>
                        </tr>
                    </thead>
                    <tbody>{ for readings.iter().map(|reading| row(reading, &columns)) }</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(reading: &VariantVerdicts, columns: &[(usize, &str)]) -> Html {
    let cell = |&(_, id): &(usize, &str)| {
        let verdict = reading.verdicts.get(id).copied().unwrap_or(Verdict::NotMeasured);
        html! { <td><VerdictLabel {verdict} /></td> }
    };
    html! {
        <tr>
            <th scope="row">{ words().claims.stored(&reading.reading) }</th>
            { for columns.iter().map(cell) }
            <td>{ reading.models }</td>
            <td>{ thousands(reading.images) }</td>
        </tr>
    }
}
