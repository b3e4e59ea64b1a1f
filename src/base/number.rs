//! Decimal numbers, exact: sums of table columns are checked to the last digit.
//!
//! A number keeps the digits it was written with: `36,0` stays `36,0` on the page, so it is not *equal* to `36`
//! (their pages differ), though its [`value`](Decimal::cmp_value) is the same.

use std::cmp::Ordering;
use std::fmt;

use super::lang::Lang;

/// A number as written: `mantissa` without the comma, `scale` digits after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Decimal {
    mantissa: i64,
    scale: u8,
}

/// Ten to this power still fits the mantissa.
const MOST_DIGITS: u8 = 18;

impl Decimal {
    /// `mantissa` with `scale` digits after the comma. None if there are more than 18.
    pub fn new(mantissa: i64, scale: u8) -> Option<Decimal> {
        (scale <= MOST_DIGITS).then_some(Decimal { mantissa, scale })
    }

    /// All digits, without the comma.
    pub fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// How many digits stand after the comma.
    pub fn scale(self) -> u8 {
        self.scale
    }

    /// Reads `2 168`, `1301`, `1,5`, `1.5`, `−3`. Any space may part groups of three.
    pub fn parse(text: &str) -> Option<Decimal> {
        let text = text.trim();
        let (is_negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once([',', '.']).map_or((digits, None), |(a, b)| (a, Some(b)));
        let mut mantissa = 0i64;
        let mut push = |digits: &str| {
            for it in digits.bytes() {
                let digit = it.is_ascii_digit().then(|| i64::from(it - b'0'))?;
                mantissa = mantissa.checked_mul(10)?.checked_add(digit)?;
            }
            (!digits.is_empty()).then_some(())
        };
        let mut groups = whole.split([' ', '\u{a0}', '\u{202f}', '\u{2009}']).peekable();
        let first = groups.next()?;
        if groups.peek().is_some() && first.len() > 3 {
            return None;
        }
        push(first)?;
        for group in groups {
            push(group).filter(|()| group.len() == 3)?;
        }
        if let Some(fraction) = fraction {
            push(fraction)?;
        }
        let scale = u8::try_from(fraction.unwrap_or_default().len()).ok()?;
        Decimal::new(if is_negative { -mantissa } else { mantissa }, scale)
    }

    /// The exact sum, with as many digits after the comma as the longer of the two. None if it does not fit.
    pub fn checked_add(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        let sum = self.scaled(scale) + other.scaled(scale);
        Decimal::new(i64::try_from(sum).ok()?, scale)
    }

    /// The exact sum of all; zero of none.
    pub fn sum(items: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
        items.into_iter().try_fold(Decimal::default(), Decimal::checked_add)
    }

    /// Compares values only: `1,50` and `1,5` are the same here.
    pub fn cmp_value(self, other: Decimal) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.scaled(scale).cmp(&other.scaled(scale))
    }

    /// How many thousandths of `whole` this is, at most 1000. None where either is below zero or there is no whole.
    pub fn permille_of(self, whole: Decimal) -> Option<u16> {
        let scale = self.scale.max(whole.scale);
        let (part, whole) = (self.scaled(scale), whole.scaled(scale));
        let is_share = part >= 0 && whole > 0;
        is_share.then(|| u16::try_from((part.min(whole) * 1000 + whole / 2) / whole).unwrap_or(1000))
    }

    fn scaled(self, scale: u8) -> i128 {
        i128::from(self.mantissa) * 10i128.pow(u32::from(scale - self.scale))
    }

    /// For people: `2 168,5` with no-break spaces, “2,168.5”.
    pub fn text(self, lang: Lang) -> String {
        let (group, point) = match lang {
            Lang::Ru => ('\u{a0}', ','),
            Lang::En => (',', '.'),
        };
        let plain = self.to_string();
        let digits = plain.trim_start_matches('-');
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut out = String::with_capacity(plain.len() + plain.len() / 2);
        if self.mantissa < 0 {
            out.push('−');
        }
        for (index, it) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                out.push(group);
            }
            out.push(it);
        }
        if !fraction.is_empty() {
            out.push(point);
            out.push_str(fraction);
        }
        out
    }
}

/// By value, then the shorter writing first.
impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        self.cmp_value(*other).then(self.scale.cmp(&other.scale))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// For machines: `-2168.5`.
impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let scale = usize::from(self.scale);
        let digits = format!("{:0>width$}", self.mantissa.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        match fraction {
            "" => write!(out, "{sign}{whole}"),
            _ => write!(out, "{sign}{whole}.{fraction}"),
        }
    }
}

impl From<i64> for Decimal {
    fn from(it: i64) -> Decimal {
        Decimal { mantissa: it, scale: 0 }
    }
}

impl From<u32> for Decimal {
    fn from(it: u32) -> Decimal {
        Decimal::from(i64::from(it))
    }
}

/// Counts of things; no count of ours comes near the largest.
impl From<u64> for Decimal {
    fn from(it: u64) -> Decimal {
        Decimal::from(i64::try_from(it).unwrap_or(i64::MAX))
    }
}

/// See the one of `u64`.
impl From<usize> for Decimal {
    fn from(it: usize) -> Decimal {
        Decimal::from(it as u64)
    }
}

/// Groups of three from four digits on: `24 834`.
pub fn group(lang: Lang, n: impl Into<Decimal>) -> String {
    n.into().text(lang)
}

/// `60 %` with a no-break space, “60%”.
pub fn percent(lang: Lang, n: impl Into<Decimal>) -> String {
    let mut out = group(lang, n);
    out.push_str(match lang {
        Lang::Ru => "\u{a0}%",
        Lang::En => "%",
    });
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or_else(|| panic!("{text:?} is no number"))
    }

    #[test]
    fn reads_numbers_as_people_write_them() {
        for (text, mantissa, scale) in [
            ("2 168", 2168, 0),
            ("1301", 1301, 0),
            ("1,5", 15, 1),
            ("1.50", 150, 2),
            ("24\u{a0}834", 24834, 0),
            ("1\u{202f}234\u{202f}567,8", 12_345_678, 1),
            ("−3", -3, 0),
            (" -0,5 ", -5, 1),
            ("+7", 7, 0),
        ] {
            assert_eq!(of(text), Decimal { mantissa, scale }, "of {text:?}");
        }
        for text in ["", "-", "2 16", "1301 000", "1,", ",5", "1,5,5", "1 000 00", "5%", "99999999999999999999", "٣"] {
            assert_eq!(Decimal::parse(text), None, "of {text:?}");
        }
    }

    #[test]
    fn writes_for_people_and_machines() {
        assert_eq!(group(Lang::Ru, 2168u64), "2\u{a0}168");
        assert_eq!(group(Lang::Ru, 999u64), "999");
        assert_eq!(group(Lang::Ru, -1_234_567i64), "−1\u{a0}234\u{a0}567");
        assert_eq!(group(Lang::En, 24_834u64), "24,834");
        assert_eq!(of("-1234,50").text(Lang::Ru), "−1\u{a0}234,50");
        assert_eq!(of("-0,05").text(Lang::En), "−0.05");
        assert_eq!(of("-0,05").to_string(), "-0.05");
        assert_eq!(of("2 168").to_string(), "2168");
        assert_eq!(percent(Lang::Ru, of("36,4")), "36,4\u{a0}%");
        assert_eq!(percent(Lang::En, 60u64), "60%");
    }

    #[test]
    fn adds_and_compares_exactly() {
        let shares = ["36,4", "26,2", "19,6", "17,9"].map(of);
        assert_eq!(Decimal::sum(shares), Some(of("100,1")));
        assert_eq!(of("0,1").checked_add(of("0,20")), Some(of("0,30")));
        assert_eq!(of("1,50").cmp_value(of("1,5")), Ordering::Equal);
        assert!(of("1,5") < of("1,50") && of("-2") < of("-1,5") && of("10") > of("9,99"));
        assert_eq!(Decimal::from(i64::MAX).checked_add(1u64.into()), None);
    }

    #[test]
    fn shares_are_thousandths() {
        assert_eq!(of("67").permille_of(of("100")), Some(670));
        assert_eq!(of("1,5").permille_of(of("4")), Some(375));
        assert_eq!(of("9").permille_of(of("4")), Some(1000));
        assert_eq!(of("-1").permille_of(of("4")), None);
        assert_eq!(of("0").permille_of(of("0")), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(mantissa in -999_999_999_999i64..999_999_999_999, scale in 0u8..6) {
            let number = Decimal { mantissa, scale };
            prop_assert_eq!(Decimal::parse(&number.to_string()), Some(number));
            prop_assert_eq!(Decimal::parse(&number.text(Lang::Ru)), Some(number));
        }
    }
}
