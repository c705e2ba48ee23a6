//! Money is an integer of hundredths inside and a decimal string outside, so nothing is ever rounded.

const MAX_DIGITS: usize = 15;

pub fn show(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}

pub fn parse(text: &str) -> Result<i64, &'static str> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
        return Err("A valid number is required.");
    }
    if fraction.trim_end_matches('0').len() > 2 {
        return Err("Ensure that there are no more than 2 decimal places.");
    }
    let whole = whole.trim_start_matches('0');
    if whole.len() > MAX_DIGITS - 2 {
        return Err("Ensure that there are no more than 15 digits in total.");
    }
    let cents: String = fraction.chars().chain("00".chars()).take(2).collect();
    format!("{whole}{cents}").parse::<i64>().map(|cents| sign * cents).map_err(|_| "A valid number is required.")
}
