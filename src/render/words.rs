//! Words of views: dates, numbers and counts in the site's language, addresses with the path of `base_url`.

use crate::base::date::{Date, DateTime, Partial, Time};
use crate::base::lang::Lang;
use crate::base::number::Decimal;
use crate::base::zone::Zone;
use crate::content::contact::Phone;
use crate::content::quantity::{Age, Money, Period, Quantity};

use super::strings::Strings;
use super::view::{PhoneView, When};

/// What texts of views are made with.
pub struct Words<'a> {
    /// Language of the site.
    pub lang: Lang,
    /// Interface words.
    pub strings: &'a Strings,
    /// The site's zone.
    pub zone: Zone,
    /// Path of the site's root, begins and ends with `/`.
    pub base: String,
    /// `https://example.org`, where known.
    pub origin: Option<String>,
}

impl Words<'_> {
    /// An address from the site's root becomes one from the host's root, safe in HTML and in feeds.
    pub fn url(&self, url: &str) -> String {
        let inner = url.strip_prefix('/').unwrap_or(url);
        let mut out = String::with_capacity(self.base.len() + inner.len());
        out.push_str(&self.base);
        percent_encode(inner, &mut out);
        out
    }

    /// The absolute address, where base_url is known.
    pub fn absolute(&self, url: &str) -> Option<String> {
        self.origin.as_ref().map(|it| format!("{it}{}", self.url(url)))
    }

    /// A day, or a day and a time, of the site's zone.
    pub fn when(&self, it: DateTime) -> When {
        let iso = match it.time {
            None => it.date.to_string(),
            Some(time) => format!("{it}{}", self.offset(&self.zone, it.date, time)),
        };
        When { iso, text: it.long(self.lang) }
    }

    /// `+03:00` at that time in that zone.
    pub fn offset(&self, zone: &Zone, date: Date, time: Time) -> String {
        let seconds = zone.instant(DateTime { date, time: Some(time) }).map_or(0, |it| zone.offset(it));
        let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// Seconds since 1970 when the site's clocks show it.
    pub fn instant(&self, it: DateTime) -> Option<i64> {
        self.zone.instant(it)
    }

    /// A day.
    pub fn day(&self, date: Date) -> When {
        When { iso: date.to_string(), text: date.long(self.lang) }
    }

    /// A day, a month or a year.
    pub fn partial(&self, it: Partial) -> When {
        When { iso: it.to_string(), text: it.long(self.lang) }
    }

    /// «около 16 млн руб.», «2 168», «50 % из 30».
    pub fn quantity(&self, it: &Quantity) -> String {
        let mut text = String::new();
        if let Some(qualifier) = it.qualifier {
            text.push_str(&self.strings.say(QUALIFIERS[qualifier as usize], &[]));
            text.push('\u{a0}');
        }
        text.push_str(&self.decimal(&it.value));
        if let Some(unit) = &it.unit {
            text.push('\u{a0}');
            text.push_str(unit);
        }
        match &it.of {
            Some(of) => self.strings.say("quantity_of", &[("part", &text), ("whole", &self.decimal(of))]),
            None => text,
        }
    }

    /// A number with its digits in groups.
    pub fn decimal(&self, it: &Decimal) -> String {
        it.text(self.lang)
    }

    /// «около 16 млн руб. в год».
    pub fn money(&self, it: &Money) -> String {
        let amount = it.amount.as_ref().map(|it| self.quantity(it)).unwrap_or_default();
        let mut text = match &it.per {
            Some(per) => self.strings.say("money_per", &[("amount", &amount), ("per", per)]),
            None => amount,
        };
        for more in [&it.year, &it.note].into_iter().flatten() {
            text.push_str(", ");
            text.push_str(more);
        }
        text
    }

    /// «0–5 лет», «до 5 лет», «от 18 лет».
    pub fn age(&self, it: Age) -> String {
        let years = |n: u16| self.strings.count("years", u64::from(n), &[]);
        match (it.from, it.to) {
            (Some(from), Some(to)) if from == to => years(from),
            (Some(from), Some(to)) => format!("{from}–{}", years(to)),
            (Some(from), None) => self.strings.say("age_from", &[("age", &from.to_string())]),
            (None, Some(to)) => self.strings.say("age_to", &[("age", &to.to_string())]),
            (None, None) => String::new(),
        }
    }

    /// «2020–2024», «с 2020 г.», «до 31 декабря 2024 г.».
    pub fn period(&self, it: Period) -> String {
        let long = |it: Partial| it.long(self.lang);
        match (it.from, it.to) {
            (Some(from), Some(to)) if from == to => long(from),
            (Some(from), Some(to)) => crate::base::date::partial_range(self.lang, from, to),
            (Some(from), None) => self.strings.say("since", &[("date", &long(from))]),
            (None, Some(to)) => self.strings.say("until", &[("date", &long(to))]),
            (None, None) => String::new(),
        }
    }

    /// A telephone with its `tel:` address.
    pub fn phone(&self, it: &Phone) -> PhoneView {
        let digits = it.number.chars().filter(|it| it.is_ascii_digit() || *it == '+');
        let mut tel: String = digits.collect();
        if tel.len() == 11 && tel.starts_with('8') {
            tel = format!("+7{}", &tel[1..]);
        }
        PhoneView {
            label: it.label.clone(),
            number: it.number.clone(),
            tel: format!("tel:{tel}"),
            extension: it.extension.clone(),
            hours: it.hours.clone(),
            is_free: it.free,
        }
    }

    /// «PDF, 1,2 МБ».
    pub fn file_note(&self, name: &str, size: u64) -> String {
        let format = name.rsplit_once('.').map(|(_, it)| it.to_uppercase()).unwrap_or_default();
        let (value, unit) = match size {
            0..1024 => (size.to_string(), "unit_byte"),
            1024..1_048_576 => ((size / 1024).to_string(), "unit_kilobyte"),
            _ => (format!("{},{}", size / 1_048_576, size % 1_048_576 * 10 / 1_048_576), "unit_megabyte"),
        };
        let value = if self.lang == Lang::En { value.replace(',', ".") } else { value };
        let size = format!("{value}\u{a0}{}", self.strings.say(unit, &[]));
        if format.is_empty() { size } else { format!("{format}, {size}") }
    }
}

/// Keys of the qualifiers, in the order of common.yaml.
const QUALIFIERS: [&str; 5] =
    ["qualifier_about", "qualifier_more", "qualifier_less", "qualifier_up_to", "qualifier_order"];

/// Whether a byte may stand in an address as it is.
const KEPT: [bool; 256] = {
    let mut kept = [false; 256];
    let marks = b"-._~/?#[]@!$&()*+,;=:%";
    let mut at = 0;
    while at < 128 {
        kept[at] = (at as u8).is_ascii_alphanumeric();
        at += 1;
    }
    at = 0;
    while at < marks.len() {
        kept[marks[at] as usize] = true;
        at += 1;
    }
    kept
};

/// Bytes that an address may hold stay; spaces, quotes, Cyrillic and the like become `%XX`.
pub fn percent_encode(text: &str, out: &mut String) {
    let is_kept = |byte: u8| KEPT[byte as usize];
    if text.bytes().all(is_kept) {
        return out.push_str(text);
    }
    for byte in text.bytes() {
        if is_kept(byte) {
            out.push(byte as char);
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(digit), 16).expect("four bits").to_ascii_uppercase());
            }
        }
    }
}
