//! Which claims of Fig. 1 also hold with other variants of Occluded Frequency.

use crate::{claims::verdict_label::VerdictLabel, text::thousands};
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
            <h3 id="variants-title">{ "Does it depend on how Occluded Frequency is read?" }</h3>
            <p class="meaning">
                { "The claims of Fig. 1 once more, with another fill, clipping, zeros in normalised pixels, rings in place of \
                   diagonals, and a cheaper estimate: a first-order one of every image, corrected by the exact scores of some (a \
                   control variate)." }
            </p>
            <div class="scroll" tabindex="0" role="region" aria-label="The verdicts under each reading">
                <table class="variants" data-testid="variants">
                    <thead>
                        <tr>
                            <th scope="col">{ "Reading" }</th>
                            { for columns.iter().map(|(number, _)| html! { <th scope="col">{ format!("Claim {number}") }</th> }) }
                            <th scope="col">{ "Models" }</th>
                            <th scope="col">{ "Images, at least" }</th>
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
            <th scope="row">{ &reading.reading }</th>
            { for columns.iter().map(cell) }
            <td>{ reading.models }</td>
            <td>{ thousands(reading.images) }</td>
        </tr>
    }
}
