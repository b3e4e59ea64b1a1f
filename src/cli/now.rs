//! The present time: `--now`, else `SOURCE_DATE_EPOCH`, else the clock. The only reader of the clock.
//!
//! Begin with [`now`].

use std::time::{SystemTime, UNIX_EPOCH};

use crate::base::date::parse_date_time;
use crate::base::problem::Problem;
use crate::build::command::Now;
use crate::build::fault::Fault;

/// The moment that everything is judged by.
pub fn now(asked: Option<Now>) -> Result<Now, Fault> {
    if let Some(it) = asked {
        return Ok(it);
    }
    match super::env("SOURCE_DATE_EPOCH") {
        Some(value) => value.trim().parse().map(Now::Unix).map_err(|_| bad(value)),
        None => Ok(Now::Unix(clock())),
    }
}

fn bad(value: String) -> Fault {
    Problem::BadNow { source: "SOURCE_DATE_EPOCH".to_owned(), value }.into()
}

/// Whether the moment stands still: the clock is not asked.
pub fn is_fixed(asked: Option<Now>) -> bool {
    asked.is_some() || super::env("SOURCE_DATE_EPOCH").is_some()
}

/// The clock's own time, to be told to others: `2026-12-01 09:01 UTC`.
pub fn started() -> String {
    let seconds = clock();
    let (year, month, day) = date(seconds.div_euclid(86_400));
    let minutes = seconds.rem_euclid(86_400) / 60;
    format!("{year}-{month:02}-{day:02} {:02}:{:02} UTC", minutes / 60, minutes % 60)
}

/// The moment that the clock tells.
pub fn unix() -> Now {
    Now::Unix(clock())
}

/// Seconds since 1970 by the clock, whatever else tells the time.
#[allow(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub fn clock() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Reads `2026-12-01`, `2026-12-01 09:01` (the site's zone), RFC 3339, and what stands in articles: `01.12.2026 09:01`.
pub fn parse(text: &str) -> Result<Now, String> {
    read(text.trim()).or_else(|| as_in_articles(text)).ok_or_else(String::new)
}

fn as_in_articles(text: &str) -> Option<Now> {
    let it = parse_date_time(text).ok()?;
    let part = |it: u8| i8::try_from(it).ok();
    let (hour, minute) = it.time.map_or((0, 0), |it| (it.hour(), it.minute()));
    let date = (i16::try_from(it.date.year()).ok()?, part(it.date.month())?, part(it.date.day())?);
    Some(Now::Local { date, time: (part(hour)?, part(minute)?, 0) })
}

fn read(text: &str) -> Option<Now> {
    let (date, rest) = text.split_at_checked(10)?;
    let date = read_date(date)?;
    if rest.is_empty() {
        return Some(Now::Local { date, time: (0, 0, 0) });
    }
    let rest = rest.strip_prefix([' ', 'T', 't'])?;
    let zone = rest.find(['Z', 'z', '+', '-']);
    let (clock, zone) = rest.split_at(zone.unwrap_or(rest.len()));
    let time = read_time(clock)?;
    if zone.is_empty() {
        return Some(Now::Local { date, time });
    }
    let seconds = i64::from(time.0) * 3600 + i64::from(time.1) * 60 + i64::from(time.2);
    Some(Now::Unix(days(date) * 86_400 + seconds - read_offset(zone)?))
}

/// A number of exactly as many digits as `text` has letters.
fn digits<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.bytes().all(|it| it.is_ascii_digit()).then(|| text.parse().ok())?
}

fn read_date(text: &str) -> Option<(i16, i8, i8)> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    let (year, month, day): (i16, i8, i8) = (digits(year)?, digits(month)?, digits(day)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + i8::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=last).contains(&day).then_some((year, month, day))
}

fn read_time(text: &str) -> Option<(i8, i8, i8)> {
    let text = text.split_once('.').map_or(text, |it| it.0);
    let parts: Vec<&str> = text.split(':').collect();
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (hour, minute, "00"),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    if (minute.len(), second.len()) != (2, 2) || !(1..=2).contains(&hour.len()) {
        return None;
    }
    let time = (digits(hour)?, digits(minute)?, digits(second)?);
    (time.0 < 24 && time.1 < 60 && time.2 < 60).then_some(time)
}

/// Seconds east of Greenwich of `Z` or `+03:00`.
fn read_offset(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (hour, minute, _) = read_time(text.get(1..)?)?;
    let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60;
    Some(if text.starts_with('-') { -seconds } else { seconds })
}

/// Days from 1970-01-01 to a date of the Gregorian calendar (Howard Hinnant's `days_from_civil`).
fn days((year, month, day): (i16, i8, i8)) -> i64 {
    let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date of a day counted from 1970-01-01 (Howard Hinnant's `civil_from_days`).
fn date(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let (era, day_of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = (month + 2) % 12 + 1;
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<Now>) {
        assert_eq!(parse(text).ok(), expected, "{text}");
    }

    #[test]
    fn moments_are_read() {
        let local = |time| Some(Now::Local { date: (2026, 12, 1), time });
        check("2026-12-01", local((0, 0, 0)));
        check("2026-12-01 09:01", local((9, 1, 0)));
        check("1.12.2026 09:01", local((9, 1, 0)));
        check("1 декабря 2026", local((0, 0, 0)));
        check("2026-12-01T9:01:02", local((9, 1, 2)));
        check("1970-01-01T00:00:00Z", Some(Now::Unix(0)));
        check("2026-12-01T03:00:00.5+03:00", Some(Now::Unix(1_796_083_200)));
        check("2026-11-30T19:00-05:00", Some(Now::Unix(1_796_083_200)));
        check("2024-02-29", Some(Now::Local { date: (2024, 2, 29), time: (0, 0, 0) }));
    }

    #[test]
    fn days_and_dates_agree() {
        for day in (-800_000..3_000_000).step_by(97) {
            let (year, month, of_month) = date(day);
            assert_eq!(days((year as i16, month as i8, of_month as i8)), day);
        }
        assert_eq!(date(0), (1970, 1, 1));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "завтра, в девять", "2026-02-29", "2026-13-01", "31.02.2026", "2026-12-01x", "+026-12-01"]
        {
            check(text, None);
        }
        for text in ["24:00", "09", "09:60", "09:1", "09:00+", "09:00Y"] {
            check(&format!("2026-12-01 {text}"), None);
        }
    }
}
