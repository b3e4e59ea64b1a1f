//! Civil dates and times, as people write them and as they read them. No zones: those are of `jiff`, elsewhere.
//!
//! The day always goes before the month. A year has four digits: two of them are a fault, never a guess.
//!
//! Begin with [`parse_date_time`], [`parse_partial`] and [`Date::long`].

use std::fmt;

use super::fold::fold;
use super::lang::Lang;

/// A day that exists, from the year 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A time of day, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Time {
    hour: u8,
    minute: u8,
}

/// A day, perhaps with a time. Without one it goes before the times of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct DateTime {
    /// The day.
    pub date: Date,
    /// The time, if it was told.
    pub time: Option<Time>,
}

/// A date as exact as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Partial {
    /// A year.
    Year(u16),
    /// A month: year and number.
    Month(u16, u8),
    /// A day.
    Day(Date),
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateFault {
    /// `11.01.22`
    TwoDigitYear,
    /// `31.02.2022`, month 13, `25:00`.
    Impossible,
    /// Any other text.
    NotADate,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Nominative, genitive, English.
const MONTHS: [[&str; 3]; 12] = [
    ["январь", "января", "January"],
    ["февраль", "февраля", "February"],
    ["март", "марта", "March"],
    ["апрель", "апреля", "April"],
    ["май", "мая", "May"],
    ["июнь", "июня", "June"],
    ["июль", "июля", "July"],
    ["август", "августа", "August"],
    ["сентябрь", "сентября", "September"],
    ["октябрь", "октября", "October"],
    ["ноябрь", "ноября", "November"],
    ["декабрь", "декабря", "December"],
];

const NB: char = '\u{a0}';

/// The last day of a month; the month is from 1 to 12.
pub fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// «ноябрь», “November”. Empty if there is no such month.
pub fn month_name(lang: Lang, month: u8) -> &'static str {
    let index = if lang == Lang::Ru { 0 } else { 2 };
    named(month).map_or("", |it| it[index])
}

/// «ноября» of «11 ноября»; in English the same name. Empty if there is no such month.
pub fn month_genitive(lang: Lang, month: u8) -> &'static str {
    let index = if lang == Lang::Ru { 1 } else { 2 };
    named(month).map_or("", |it| it[index])
}

fn named(month: u8) -> Option<&'static [&'static str; 3]> {
    MONTHS.get(usize::from(month).checked_sub(1)?)
}

/// The heading of a month's archive: «Январь 2022 года», “January 2022”.
pub fn month_heading(lang: Lang, year: u16, month: u8) -> String {
    let name = month_name(lang, month);
    if lang == Lang::En {
        return format!("{name} {year}");
    }
    let mut letters = name.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{} {year}{NB}года", letters.as_str())
}

impl Date {
    /// None if there is no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let exists =
            (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Date { year, month, day })
    }

    /// From 1 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// From 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// From 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01, for arithmetic and sorting.
    pub fn ordinal(self) -> i32 {
        // The year begins in March, so that the leap day is its last; 400 years are 146 097 days.
        let year = i32::from(self.year) - i32::from(self.month <= 2);
        let month = (i32::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i32::from(self.day) - 1;
        year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
    }

    /// The day of an [`ordinal`](Date::ordinal). None outside the years 1 to 9999.
    pub fn from_ordinal(ordinal: i32) -> Option<Date> {
        let days = ordinal.checked_add(719_468)?;
        let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = (month + 2) % 12 + 1;
        let year = era * 400 + year + i32::from(month <= 2);
        Date::new(u16::try_from(year).ok()?, month as u8, day as u8)
    }

    /// So many days later, or earlier.
    pub fn add_days(self, days: i32) -> Option<Date> {
        Date::from_ordinal(self.ordinal().checked_add(days)?)
    }

    /// So many months later, or earlier; the day is cut to the last of the month: 31 January + 1 = 28 February.
    pub fn add_months(self, months: i32) -> Option<Date> {
        let months = (i32::from(self.year) * 12 + i32::from(self.month) - 1).checked_add(months)?;
        let year = u16::try_from(months.div_euclid(12)).ok()?;
        let month = months.rem_euclid(12) as u8 + 1;
        Date::new(year, month, self.day.min(days_in_month(year, month)))
    }

    /// The day that comes so much later; the last day there is where none comes.
    pub fn plus(self, months: u16, days: u16) -> Date {
        let later = self.add_months(i32::from(months)).and_then(|it| it.add_days(i32::from(days)));
        later.unwrap_or(Date { year: 9999, month: 12, day: 31 })
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        WEEK[(self.ordinal() + 3).rem_euclid(7) as usize]
    }

    /// «11 января 2022 г.», “11 January 2022”.
    pub fn long(self, lang: Lang) -> String {
        with_year(lang, &self.day_and_month(lang), self.year)
    }

    /// «11.01.2022» for tables, “11 Jan 2022”: with digits alone English readers would take the day for the month.
    pub fn short(self, lang: Lang) -> String {
        let Date { year, month, day } = self;
        match lang {
            Lang::Ru => format!("{day:02}.{month:02}.{year:04}"),
            Lang::En => format!("{day}{NB}{} {year}", &month_name(lang, month)[..3]),
        }
    }

    /// «11 января», “11 January”.
    pub fn day_and_month(self, lang: Lang) -> String {
        format!("{}{NB}{}", self.day, month_genitive(lang, self.month))
    }
}

/// For `<time datetime>`: `2022-01-11`.
impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn with_year(lang: Lang, text: &str, year: u16) -> String {
    match lang {
        Lang::Ru => format!("{text} {year}{NB}г."),
        Lang::En => format!("{text} {year}"),
    }
}

impl Time {
    /// The middle of the day.
    pub const NOON: Time = Time { hour: 12, minute: 0 };

    /// None if there is no such time.
    pub fn new(hour: u8, minute: u8) -> Option<Time> {
        (hour < 24 && minute < 60).then_some(Time { hour, minute })
    }

    /// From 0 to 23.
    pub fn hour(self) -> u8 {
        self.hour
    }

    /// From 0 to 59.
    pub fn minute(self) -> u8 {
        self.minute
    }
}

/// `09:30`, in both languages and for machines.
impl fmt::Display for Time {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl DateTime {
    /// «11 января 2022 г., 10:30», without a time as [`Date::long`].
    pub fn long(self, lang: Lang) -> String {
        match self.time {
            Some(time) => format!("{}, {time}", self.date.long(lang)),
            None => self.date.long(lang),
        }
    }
}

impl From<Date> for DateTime {
    fn from(date: Date) -> DateTime {
        DateTime { date, time: None }
    }
}

/// For `<time datetime>`: `2022-01-11T10:30`, or the day alone.
impl fmt::Display for DateTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            Some(time) => write!(out, "{}T{time}", self.date),
            None => self.date.fmt(out),
        }
    }
}

impl Partial {
    /// «11 января 2022 г.», «ноябрь 2020 г.», «2020 г.»
    pub fn long(self, lang: Lang) -> String {
        match (self, lang) {
            (Partial::Day(it), _) => it.long(lang),
            (Partial::Month(year, month), _) => with_year(lang, month_name(lang, month), year),
            (Partial::Year(year), Lang::Ru) => format!("{year}{NB}г."),
            (Partial::Year(year), Lang::En) => year.to_string(),
        }
    }

    /// The year.
    pub fn year(self) -> u16 {
        match self {
            Partial::Year(year) | Partial::Month(year, _) => year,
            Partial::Day(it) => it.year,
        }
    }

    /// The first day it may mean.
    pub fn first(self) -> Date {
        match self {
            Partial::Year(year) => Date { year, month: 1, day: 1 },
            Partial::Month(year, month) => Date { year, month, day: 1 },
            Partial::Day(it) => it,
        }
    }

    /// The last day it may mean.
    pub fn last(self) -> Date {
        match self {
            Partial::Year(year) => Date { year, month: 12, day: 31 },
            Partial::Month(year, month) => Date { year, month, day: days_in_month(year, month) },
            Partial::Day(it) => it,
        }
    }
}

/// «2020–2024 гг.», «ноябрь 2020 г. — 31 декабря 2024 г.»; two days as [`range`] has them.
pub fn partial_range(lang: Lang, first: Partial, last: Partial) -> String {
    match (first, last) {
        _ if first == last => first.long(lang),
        (Partial::Year(from), Partial::Year(to)) if lang == Lang::Ru => format!("{from}–{to}{NB}гг."),
        (Partial::Year(from), Partial::Year(to)) => format!("{from}–{to}"),
        (Partial::Day(from), Partial::Day(to)) => range(lang, from, to),
        _ => format!("{}{}{}", first.long(lang), dash(lang), last.long(lang)),
    }
}

/// A dash between dates of several words.
fn dash(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => "\u{a0}— ",
        Lang::En => "\u{a0}– ",
    }
}

/// For `<time datetime>`: `2020`, `2020-11`, `2020-11-05`.
impl fmt::Display for Partial {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Partial::Year(year) => write!(out, "{year:04}"),
            Partial::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            Partial::Day(it) => it.fmt(out),
        }
    }
}

/// «1–3 января 2022 г.», «30 января — 2 февраля 2022 г.»; different years are both told in full,
/// and so are days with times: «11 января 2022 г., 10:30–12:00» if it is one day.
pub fn range(lang: Lang, first: impl Into<DateTime>, last: impl Into<DateTime>) -> String {
    let (first, last) = (first.into(), last.into());
    let dash = dash(lang);
    let (from, to) = (first.date, last.date);
    match (first.time, last.time) {
        (None, None) if from == to => from.long(lang),
        (None, None) if from.year != to.year => format!("{}{dash}{}", from.long(lang), to.long(lang)),
        (None, None) if from.month != to.month => {
            format!("{}{dash}{}", from.day_and_month(lang), to.long(lang))
        }
        (None, None) => format!("{}–{}", from.day, to.long(lang)),
        (Some(_), Some(time)) if from == to && first != last => format!("{}–{time}", first.long(lang)),
        (_, None) if from == to => first.long(lang),
        _ if first == last => first.long(lang),
        _ => format!("{}{dash}{}", first.long(lang), last.long(lang)),
    }
}

/// Reads `2022-01-11`, `11.01.2022` and `11 января 2022 г.`, each with an optional time: `10:30`.
pub fn parse_date_time(text: &str) -> Result<DateTime, DateFault> {
    let text = fold(text);
    let (date, time) = split_time(&text);
    let time = time.map(parse_time).transpose()?;
    match parse_folded(date)? {
        Partial::Day(date) => Ok(DateTime { date, time }),
        _ => Err(DateFault::NotADate),
    }
}

/// Reads what [`parse_date_time`] does, without a time, and also `2020`, `2020-11`, `11.2020`, `ноябрь 2020`.
pub fn parse_partial(text: &str) -> Result<Partial, DateFault> {
    parse_folded(&fold(text))
}

/// Cuts the time off: behind a space or, between digits, behind a `T`.
fn split_time(text: &str) -> (&str, Option<&str>) {
    let Some(colon) = text.find(':') else { return (text, None) };
    let hour = text[..colon].trim_end_matches(|it: char| it.is_ascii_digit()).len();
    let date = &text[..hour];
    let date = match date.strip_suffix('t') {
        Some(it) if it.ends_with(|it: char| it.is_ascii_digit()) => it,
        _ => date.trim_end_matches(" в ").trim_end().trim_end_matches(','),
    };
    (date, Some(&text[hour..]))
}

/// `10:30`, `9:05`, `10:30:00`.
fn parse_time(text: &str) -> Result<Time, DateFault> {
    let mut parts = text.split(':');
    let hour = parts.next().and_then(|it| number(it, 2)).ok_or(DateFault::NotADate)?;
    let mut sixtieth = |it: &str| number(it, 2).filter(|_| it.len() == 2).ok_or(DateFault::NotADate);
    let minute = sixtieth(parts.next().unwrap_or_default())?;
    let second = parts.next().map_or(Ok(0), &mut sixtieth)?;
    if parts.next().is_some() {
        return Err(DateFault::NotADate);
    }
    Time::new(hour as u8, minute as u8).filter(|_| second < 60).ok_or(DateFault::Impossible)
}

fn parse_folded(text: &str) -> Result<Partial, DateFault> {
    let text = without_word_of_year(text);
    let words: Vec<&str> = text.split(' ').collect();
    let result = match words[..] {
        [day, month, year] => written(Some(day), month, year),
        [month, year] => written(None, month, year),
        [one] if one.contains('-') => parts(one.split('-'), false),
        [one] => parts(one.split('.'), true),
        _ => None,
    };
    result.unwrap_or(Err(DateFault::NotADate))
}

/// Cuts off «г.», «года» and the like behind a year.
fn without_word_of_year(text: &str) -> &str {
    let cut = ["года", "году", "год", "г.", "г"].iter().find_map(|it| text.strip_suffix(it)).map(str::trim_end);
    cut.filter(|it| it.ends_with(|it: char| it.is_ascii_digit())).unwrap_or(text)
}

type Read = Option<Result<Partial, DateFault>>;

/// `11 января 2022`, `ноябрь 2020`. None if it is not of this form.
fn written(day: Option<&str>, month: &str, year: &str) -> Read {
    let is_month = |names: &[&str; 3]| names.iter().any(|it| it.eq_ignore_ascii_case(month));
    let month = MONTHS.iter().position(is_month)? as u16 + 1;
    let day = day.map(|it| number(it, 2)).map_or(Some(None), |it| it.map(Some))?;
    checked(year, Some(month), day)
}

/// `2022-01-11`, `11.01.2022` and their shorter forms. None if it is not of this form.
fn parts<'a>(parts: impl Iterator<Item = &'a str>, is_day_first: bool) -> Read {
    let mut parts: Vec<&str> = parts.collect();
    if is_day_first {
        parts.reverse();
    }
    let (year, rest) = parts.split_first()?;
    let mut rest = rest.iter().map(|it| number(it, 2));
    let (month, day) = (rest.next(), rest.next());
    if rest.next().is_some() {
        return None;
    }
    let month = month.map_or(Some(None), |it| it.map(Some))?;
    let day = day.map_or(Some(None), |it| it.map(Some))?;
    checked(year, month, day)
}

fn checked(year: &str, month: Option<u16>, day: Option<u16>) -> Read {
    let value = number(year, 4)?;
    match year.len() {
        4 => {}
        2 if month.is_some() => return Some(Err(DateFault::TwoDigitYear)),
        _ => return None,
    }
    // Whole months exist as soon as their first day does.
    let date = Date::new(value, month.unwrap_or(1) as u8, day.unwrap_or(1) as u8);
    Some(date.ok_or(DateFault::Impossible).map(|it| match (month, day) {
        (None, _) => Partial::Year(it.year),
        (_, None) => Partial::Month(it.year, it.month),
        _ => Partial::Day(it),
    }))
}

/// A number of at most `digits` digits.
fn number(text: &str, digits: usize) -> Option<u16> {
    let is_number = (1..=digits).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    is_number.then(|| text.bytes().fold(0, |sum, it| sum * 10 + u16::from(it - b'0')))
}

#[cfg(test)]
mod tests;
