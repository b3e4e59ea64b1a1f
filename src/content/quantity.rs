//! Numbers with words around them: «около 16 млн руб. в год», «более 1000», «половина из 30», «0–5», «с 2020».
//!
//! Nothing is rounded and nothing is added up here; what cannot be read exactly is not read at all.

use crate::base::date::{DateFault, Partial, parse_partial};
use crate::base::fold::fold;
use crate::base::number::Decimal;

use super::types::Field;
use super::value::Value;

/// A number with a qualifier, a unit and the whole that it is a part of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Quantity {
    /// Index of the qualifiers of common.yaml: около, более, менее, до, порядка.
    pub qualifier: Option<u16>,
    /// The number.
    pub value: Decimal,
    /// As written: «%», «млн руб.».
    pub unit: Option<String>,
    /// The whole, of «половина из 30».
    pub of: Option<Decimal>,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Money {
    /// The sum; its unit holds scale and currency.
    pub amount: Option<Quantity>,
    /// «год», «месяц», …: for which time.
    pub per: Option<String>,
    /// The year of the figure, as written.
    pub year: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// Ages in whole years, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Age {
    /// From this age.
    pub from: Option<u16>,
    /// To this age.
    pub to: Option<u16>,
}

/// A span of time; an open end is None.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Period {
    /// First day, month or year.
    pub from: Option<Partial>,
    /// Last day, month or year, included.
    pub to: Option<Partial>,
}

/// Words of the qualifiers, in the order of common.yaml.
const QUALIFIERS: [&[&str]; 5] = [
    &["около", "примерно", "приблизительно", "about"],
    &["более", "больше", "свыше", "более чем", "more than", "over"],
    &["менее", "меньше", "less than"],
    &["до", "up to"],
    &["порядка", "some"],
];

/// «около 900», «2 168», «60 %», «половина из 30», «15 из 30».
pub fn quantity(text: &str) -> Option<Quantity> {
    let text = plain(text);
    let (qualifier, rest) = qualified(&text);
    if let Some((part, whole)) = rest.split_once(" из ") {
        let of = Decimal::parse(whole.trim())?;
        let share = match fold(part).as_str() {
            "половина" => Some("50"),
            "четверть" => Some("25"),
            "три четверти" => Some("75"),
            _ => None,
        };
        return match share {
            Some(it) => {
                Some(Quantity { qualifier, value: Decimal::parse(it)?, unit: Some("%".to_owned()), of: Some(of) })
            }
            None => Some(Quantity { qualifier, value: Decimal::parse(part.trim())?, unit: None, of: Some(of) }),
        };
    }
    let (number, unit) = split_number(rest);
    let value = Decimal::parse(number)?;
    Some(Quantity { qualifier, value, unit: Some(unit.to_owned()).filter(|it| !it.is_empty()), of: None })
}

/// «около 16 млн руб. в год».
pub fn money(text: &str) -> Option<Money> {
    let text = plain(text);
    let (sum, per) = match text.split_once(" в ").or_else(|| text.split_once(" за ")) {
        Some((sum, per)) => (sum, Some(per.trim().to_owned())),
        None => (text.as_str(), None),
    };
    let amount = quantity(sum)?;
    Some(Money { amount: Some(amount), per, year: None, note: None })
}

/// «0–5», «до 5», «от 18», «18+», «5»; «лет» may follow.
pub fn age(text: &str) -> Option<Age> {
    let folded = fold(text);
    let text = folded.trim_end_matches(['а', 'о']).trim_end_matches("лет").trim_end_matches("год").trim();
    let number = |it: &str| it.trim().parse::<u16>().ok().filter(|it| *it <= 150);
    for (word, is_from) in [("до ", false), ("от ", true), ("с ", true), ("старше ", true)] {
        if let Some(rest) = text.strip_prefix(word) {
            if let Some((from, to)) = rest.split_once(" до ") {
                return Some(Age { from: Some(number(from)?), to: Some(number(to)?) });
            }
            let it = Some(number(rest)?);
            return Some(if is_from { Age { from: it, to: None } } else { Age { from: None, to: it } });
        }
    }
    if let Some(rest) = text.strip_suffix('+') {
        return Some(Age { from: Some(number(rest)?), to: None });
    }
    if let Some((from, to)) = text.split_once(['–', '-', '—']) {
        let (from, to) = (number(from)?, number(to)?);
        return (from <= to).then_some(Age { from: Some(from), to: Some(to) });
    }
    number(text).map(|it| Age { from: Some(it), to: Some(it) })
}

/// «2020–2024», «с 2020», «до 31.12.2024», «с 01.02.2020 по 31.12.2024», «2022».
pub fn period(text: &str) -> Result<Period, DateFault> {
    let text = plain(text);
    let lower = text.to_lowercase();
    let open = |from: Option<&str>, to: Option<&str>| -> Result<Period, DateFault> {
        let read = |it: Option<&str>| it.map(|it| parse_partial(it.trim())).transpose();
        let period = Period { from: read(from)?, to: read(to)? };
        match (period.from, period.to) {
            (Some(from), Some(to)) if from.first() > to.last() => Err(DateFault::NotADate),
            _ => Ok(period),
        }
    };
    if let Some(rest) = lower.strip_prefix("с ").or_else(|| lower.strip_prefix("со ")) {
        return match rest.split_once(" по ").or_else(|| rest.split_once(" до ")) {
            Some((from, to)) => open(Some(from), Some(to)),
            None => open(Some(rest), None),
        };
    }
    if let Some(rest) = lower.strip_prefix("до ").or_else(|| lower.strip_prefix("по ")) {
        return open(None, Some(rest));
    }
    if let Ok(one) = parse_partial(&lower) {
        return Ok(Period { from: Some(one), to: Some(one) });
    }
    for dash in [" – ", " — ", " - ", "–", "—"] {
        if let Some((from, to)) = lower.split_once(dash) {
            return open(Some(from), Some(to));
        }
    }
    match lower.split_once('-') {
        Some((from, to)) if !to.contains('-') => open(Some(from), Some(to)),
        _ => parse_partial(&lower).map(|one| Period { from: Some(one), to: Some(one) }),
    }
}

/// A sum written as a record.
pub fn money_record(fields: &[Field], values: &[(u16, Value)]) -> Money {
    let mut money = Money { amount: None, per: None, year: None, note: None };
    let mut qualifier = None;
    for (index, value) in values {
        match (&*fields[*index as usize].key, value) {
            ("amount", Value::Quantity(it)) => money.amount = Some((**it).clone()),
            ("per", Value::Text(it)) => money.per = Some(it.clone()),
            ("year", Value::Text(it)) => money.year = Some(it.clone()),
            ("note", Value::Text(it)) => money.note = Some(it.clone()),
            ("qualifier", Value::Choice(it)) => qualifier = Some(*it),
            _ => {}
        }
    }
    if let (Some(amount), Some(qualifier)) = (&mut money.amount, qualifier) {
        amount.qualifier = Some(qualifier);
    }
    money
}

/// A period written as a record.
pub fn period_record(values: &[(u16, Value)]) -> Period {
    let end = |at: u16| {
        values.iter().find(|(index, _)| *index == at).and_then(|(_, it)| match it {
            Value::Partial(it) => Some(*it),
            _ => None,
        })
    };
    Period { from: end(0), to: end(1) }
}

/// Ages written as a record.
pub fn age_record(values: &[(u16, Value)]) -> Age {
    let end = |at: u16| {
        values.iter().find(|(index, _)| *index == at).and_then(|(_, it)| match it {
            Value::Number(it) => it.to_string().parse().ok(),
            _ => None,
        })
    };
    Age { from: end(0), to: end(1) }
}

/// Checksum of a taxpayer number: 10 digits for organisations, 12 for persons (order of the tax service MMV-7-6/435).
pub fn is_inn(digits: &str) -> bool {
    let digits: Vec<u32> = digits.chars().filter_map(|it| it.to_digit(10)).collect();
    let check = |weights: &[u32]| weights.iter().zip(&digits).map(|(a, b)| a * b).sum::<u32>() % 11 % 10;
    match digits.len() {
        10 => check(&[2, 4, 10, 3, 5, 9, 4, 6, 8]) == digits[9],
        12 => {
            check(&[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) == digits[10]
                && check(&[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) == digits[11]
        }
        _ => false,
    }
}

/// Checksum of a state registration number: 13 digits, or 15 for sole traders.
pub fn is_ogrn(digits: &str) -> bool {
    let modulus = match digits.len() {
        13 => 11,
        15 => 13,
        _ => return false,
    };
    let Some((number, check)) = digits.split_at_checked(digits.len() - 1) else { return false };
    let number: u64 = number.parse().unwrap_or(0);
    (number % modulus % 10).to_string() == check
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn qualified(text: &str) -> (Option<u16>, &str) {
    let lower = text.to_lowercase();
    for (at, words) in QUALIFIERS.iter().enumerate() {
        for word in *words {
            if lower.starts_with(word) && lower[word.len()..].starts_with(' ') && text.is_char_boundary(word.len()) {
                return (Some(at as u16), text[word.len()..].trim_start());
            }
        }
    }
    (None, text)
}

/// The number at the beginning (groups of digits, comma or point), and the rest.
fn split_number(text: &str) -> (&str, &str) {
    let mut end = 0;
    let mut was_space = false;
    for (at, it) in text.char_indices() {
        match it {
            '0'..='9' => (end, was_space) = (at + 1, false),
            '-' | '−' | '+' if at == 0 => {}
            ',' | '.' if !was_space && text[at + it.len_utf8()..].starts_with(|it: char| it.is_ascii_digit()) => {}
            ' ' if !was_space => was_space = true,
            _ => break,
        }
    }
    (&text[..end], text[end..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_keep_their_words() {
        let it = quantity("более 1 000 сотрудников").expect("read");
        assert_eq!(
            (it.qualifier, it.value.to_string(), it.unit.as_deref()),
            (Some(1), "1000".into(), Some("сотрудников"))
        );
        let it = quantity("половина из 30").expect("read");
        assert_eq!(
            (it.value.to_string(), it.unit.as_deref(), it.of.map(|it| it.to_string())),
            ("50".into(), Some("%"), Some("30".into()))
        );
        assert_eq!(quantity("60 %").expect("read").unit.as_deref(), Some("%"));
        assert_eq!(quantity("много"), None);
    }

    #[test]
    fn money_has_a_time() {
        let it = money("около 16 млн руб. в год").expect("read");
        assert_eq!(it.per.as_deref(), Some("год"));
        let amount = it.amount.expect("amount");
        assert_eq!((amount.qualifier, amount.unit.as_deref()), (Some(0), Some("млн руб.")));
    }

    #[test]
    fn ages() {
        assert_eq!(age("0–5"), Some(Age { from: Some(0), to: Some(5) }));
        assert_eq!(age("до 5 лет"), Some(Age { from: None, to: Some(5) }));
        assert_eq!(age("18+"), Some(Age { from: Some(18), to: None }));
        assert_eq!(age("от 3 до 5 лет"), Some(Age { from: Some(3), to: Some(5) }));
        assert_eq!(age("дети"), None);
    }

    #[test]
    fn periods() {
        let both = period("2020–2024").expect("read");
        assert!(both.from.is_some() && both.to.is_some());
        let since = period("с 2020").expect("read");
        assert!(since.from.is_some() && since.to.is_none());
        let until = period("до 31.12.2024").expect("read");
        assert!(until.from.is_none() && until.to.is_some());
        assert!(period("2024–2020").is_err());
        assert!(period("2020-2024").is_ok());
    }

    #[test]
    fn checksums() {
        assert!(is_inn("7707083893") && !is_inn("7707083894"));
        assert!(is_ogrn("1027700132195") && !is_ogrn("1027700132196"));
        assert!(!is_ogrn("1027700132196й"), "15 bytes, the last two of one letter");
    }
}
