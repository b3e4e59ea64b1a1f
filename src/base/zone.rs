//! Time zones: the door to `jiff`. No other file names it.
//!
//! Rules come from the data that are built into svod, never from the machine: two machines build the same bytes.
//! Nothing here knows what time it is.

use std::sync::OnceLock;

use jiff::civil;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::date::DateTime;
use super::lang::Lang;

/// The zones of Russia, as people there name their time.
const RUSSIAN: [(&str, &str); 26] = [
    ("Asia/Anadyr", "анадырское время"),
    ("Asia/Barnaul", "барнаульское время"),
    ("Asia/Chita", "читинское время"),
    ("Asia/Irkutsk", "иркутское время"),
    ("Asia/Kamchatka", "камчатское время"),
    ("Asia/Khandyga", "якутское время"),
    ("Asia/Krasnoyarsk", "красноярское время"),
    ("Asia/Magadan", "магаданское время"),
    ("Asia/Novokuznetsk", "кузбасское время"),
    ("Asia/Novosibirsk", "новосибирское время"),
    ("Asia/Omsk", "омское время"),
    ("Asia/Sakhalin", "сахалинское время"),
    ("Asia/Srednekolymsk", "среднеколымское время"),
    ("Asia/Tomsk", "томское время"),
    ("Asia/Ust-Nera", "владивостокское время"),
    ("Asia/Vladivostok", "владивостокское время"),
    ("Asia/Yakutsk", "якутское время"),
    ("Asia/Yekaterinburg", "екатеринбургское время"),
    ("Europe/Astrakhan", "астраханское время"),
    ("Europe/Kaliningrad", "калининградское время"),
    ("Europe/Kirov", "московское время"),
    ("Europe/Moscow", "московское время"),
    ("Europe/Samara", "самарское время"),
    ("Europe/Saratov", "саратовское время"),
    ("Europe/Ulyanovsk", "ульяновское время"),
    ("Europe/Volgograd", "московское время"),
];

/// The rules of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    rules: TimeZone,
}

/// A day and a time on the wall of some place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Civil {
    /// Year.
    pub year: i16,
    /// Month, from 1.
    pub month: u8,
    /// Day, from 1.
    pub day: u8,
    /// Hour, from 0.
    pub hour: u8,
    /// Minute, from 0.
    pub minute: u8,
    /// Second, from 0.
    pub second: u8,
}

/// Midnight where no time is told.
impl From<DateTime> for Civil {
    fn from(it: DateTime) -> Self {
        let (hour, minute) = it.time.map_or((0, 0), |it| (it.hour(), it.minute()));
        let (year, month, day) = (it.date.year() as i16, it.date.month(), it.date.day());
        Self { year, month, day, hour, minute, second: 0 }
    }
}

fn database() -> &'static TimeZoneDatabase {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATABASE.get_or_init(TimeZoneDatabase::bundled)
}

impl Zone {
    /// The zone of an IANA name, as `Asia/Omsk`; case does not count.
    pub fn get(name: &str) -> Option<Self> {
        database().get(name).ok().map(|rules| Self { rules })
    }

    /// Greenwich.
    pub fn utc() -> Self {
        Self { rules: TimeZone::UTC }
    }

    /// Every name there is, sorted.
    pub fn names() -> &'static [String] {
        static NAMES: OnceLock<Vec<String>> = OnceLock::new();
        NAMES.get_or_init(|| {
            let mut names: Vec<String> = database().available().map(|it| it.to_string()).collect();
            names.sort_unstable();
            names
        })
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        self.rules.iana_name().unwrap_or("UTC")
    }

    /// «омское время», where the language has such a name for it.
    pub fn local_name(&self, lang: Lang) -> Option<&'static str> {
        let row = RUSSIAN.iter().find(|it| it.0.eq_ignore_ascii_case(self.name()))?;
        (lang == Lang::Ru).then_some(row.1)
    }

    /// Seconds that its clocks are ahead of Greenwich at `instant` (seconds since 1970).
    pub fn offset(&self, instant: i64) -> i32 {
        jiff::Timestamp::from_second(instant).map_or(0, |it| self.rules.to_offset(it).seconds())
    }

    /// What its clocks show at `instant` (seconds since 1970).
    pub fn civil(&self, instant: i64) -> Option<Civil> {
        let it = self.rules.to_datetime(jiff::Timestamp::from_second(instant).ok()?);
        let part = |it: i8| it.unsigned_abs();
        Some(Civil {
            year: it.year(),
            month: part(it.month()),
            day: part(it.day()),
            hour: part(it.hour()),
            minute: part(it.minute()),
            second: part(it.second()),
        })
    }

    /// Seconds since 1970 when its clocks show `civil`; of two such moments the earlier, of none the one after the gap.
    ///
    /// None where there is no such day or time.
    pub fn instant(&self, civil: impl Into<Civil>) -> Option<i64> {
        let civil = civil.into();
        let part = |it: u8| i8::try_from(it).ok();
        let (month, day) = (part(civil.month)?, part(civil.day)?);
        let (hour, minute, second) = (part(civil.hour)?, part(civil.minute)?, part(civil.second)?);
        let time = civil::DateTime::new(civil.year, month, day, hour, minute, second, 0).ok()?;
        Some(self.rules.to_ambiguous_timestamp(time).compatible().ok()?.as_second())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(year: i16, month: u8, day: u8, hour: u8) -> Civil {
        Civil { year, month, day, hour, minute: 0, second: 0 }
    }

    #[test]
    fn clocks_and_instants_agree() {
        let omsk = Zone::get("Asia/Omsk").expect("Omsk is in the table");
        let instant = omsk.instant(at(2022, 1, 11, 10)).expect("there is such a day");
        assert_eq!(instant, 1_641_873_600);
        assert_eq!(omsk.offset(instant), 6 * 3600);
        assert_eq!(omsk.civil(instant), Some(at(2022, 1, 11, 10)));
        assert_eq!(Zone::get("Europe/Moscow").map(|it| it.offset(instant)), Some(3 * 3600));
        assert_eq!(omsk.instant(at(2022, 2, 31, 10)), None);
    }

    #[test]
    fn an_hour_that_the_clocks_skip_is_told() {
        let berlin = Zone::get("Europe/Berlin").expect("Berlin is in the table");
        let instant = berlin.instant(at(2024, 3, 31, 2)).expect("after the gap");
        assert_eq!(berlin.civil(instant), Some(at(2024, 3, 31, 3)));
    }

    #[test]
    fn names_are_told_apart() {
        let omsk = Zone::get("Asia/Omsk").expect("Omsk is in the table");
        assert_eq!(omsk.local_name(Lang::Ru), Some("омское время"));
        assert_eq!(omsk.local_name(Lang::En), None);
        assert!(RUSSIAN.iter().all(|it| Zone::get(it.0).is_some()));
        assert!(Zone::get("Asia/Omks").is_none());
        assert!(Zone::names().iter().any(|it| it == "Asia/Omsk"));
        assert_eq!(Zone::utc().name(), "UTC");
    }
}
