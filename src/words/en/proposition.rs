use crate::words::proposition::Words;

pub const WORDS: Words = Words {
    heading: "Proposition 1: what a change costs",
    intro: "The paper’s lower bound is ‖x − x′‖₁ ≥ |X₀ − X′₀|, where X₀ is the sum of all values of the image. Here \
            the same energy ‖x′ − x‖₂² goes into one band at a time, in equal shares to its coefficients.",
    choose_image: "Choose an image above to spend on.",
    price: "the price ‖x − x′‖₁",
    bound: "the bound |X₀ − X′₀|",
    chart: "Price and bound of the same energy in each band: 63 bars; the table below has their values",
    readout: |band, price, bound| format!("Band {band} · price {price} · bound {bound}"),
    example: |first, middle, last| {
        format!(
            " Here band 1 costs {first}, band 31 {middle}, and band 62, the finest, \
            {last}."
        )
    },
    says: "What it says",
    says_text: "A change costs at least as much ℓ1 distance as it moves the sum of all values. A uniform shift, band \
                0, costs exactly that.",
    says_not: "What it does not say",
    says_not_text: "That low frequencies cost more than high ones. Every band but 0 leaves the sum as it is: the \
                    bound there is 0, which any change satisfies. The price of a band comes from how its waves add \
                    up.",
    limits_text: "Limiting values to [0, 1] cuts off peaks. That can move the sum from any band, and then the bound \
                  is above 0 there too.",
    outside_note: "Values outside [0, 1] are drawn as black or full colour.",
    changed_in: |band| format!("Changed in band {band}"),
    energy: "Energy",
    spent: |energy, length| format!("{energy}, so ‖x′ − x‖₂ = {length}"),
    band: "Band",
    limit: "Limit values to [0, 1]",
    table: "Show prices and bounds as a table",
    prices_and_bounds: "Prices and bounds",
    price_column: "Price ‖x − x′‖₁",
    bound_column: "Bound |X₀ − X′₀|",
    figure_line: |picture, energy| format!("{picture} · energy {energy} in each band"),
    figure_line_limited: |picture, energy| {
        format!("{picture} · energy {energy} in each band, values limited to [0, 1]")
    },
    axis: "ℓ1 distance that the energy buys in band k",
};
