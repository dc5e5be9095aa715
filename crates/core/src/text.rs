//! Numbers as they are rounded for people.

/// A number with so many significant digits and a true minus sign, such as `0.0123`, `−12.3` or `1.23e8`.
pub fn significant(value: f64, digits: usize) -> String {
    let size = value.abs();
    let order = if size > 0.0 { size.log10().floor() as i32 } else { 0 };
    let text = match order {
        _ if size == 0.0 => "0".into(),
        6.. => format!("{:.*e}", digits - 1, size),
        _ => format!("{:.*}", (digits as i32 - 1 - order).max(0) as usize, size),
    };
    if value < 0.0 { format!("−{text}") } else { text }
}

/// A number of things, such as `1 file` or `2 files`.
pub fn counted(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// A share in [0, 1] as a percentage to so many decimals, such as `92.55 %`.
pub fn percent(share: f64, decimals: usize) -> String {
    // −0 is 0.
    format!("{:.decimals$} %", 100.0 * share + 0.0)
}
