use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Date {
    parse_date_time(text).unwrap_or_else(|it| panic!("{text:?}: {it:?}")).date
}

fn shown(text: String) -> String {
    text.replace(NB, "·")
}

#[test]
fn reads_dates_as_people_write_them() {
    for text in [
        "2022-01-11",
        "2022-1-11",
        "11.01.2022",
        "11.1.2022",
        "11 января 2022",
        "11 ЯНВАРЯ 2022 г.",
        "11\u{a0}января 2022\u{a0}года",
        " 11  января  2022г. ",
        "11.01.2022 г.",
        "11 January 2022",
    ] {
        assert_eq!(parse_date_time(text).map(|it| it.to_string()), Ok("2022-01-11".to_owned()), "of {text:?}");
    }
    for text in [
        "2022-01-11 10:30",
        "2022-01-11T10:30",
        "2022-01-11T10:30:00",
        "11.01.2022, 10:30",
        "11 января 2022 г., 10:30",
        "11 января 2022 года в 10:30",
        "11.01.2022 10:30:59",
    ] {
        assert_eq!(parse_date_time(text).map(|it| it.to_string()), Ok("2022-01-11T10:30".to_owned()), "of {text:?}");
    }
    assert_eq!(parse_date_time("3 мая 2024 9:05").map(|it| it.to_string()), Ok("2024-05-03T09:05".to_owned()));
}

#[test]
fn tells_what_is_wrong() {
    use DateFault::*;
    for (fault, texts) in [
        (TwoDigitYear, &["11.01.22", "11 января 22", "22-01-11", "11.01.22 10:30", "1.1.22 г."][..]),
        (Impossible, &["31.02.2022", "2022-13-01", "29.02.2023", "0.01.2022", "31 апреля 2022", "01.01.2022 25:00"]),
        (Impossible, &["2022-01-11 10:60", "1.1.0000", "1.1.2022 10:30:60"]),
        (
            NotADate,
            &[
                "",
                "вчера",
                "11/01/2022",
                "2022.01.11",
                "01-11-2022",
                "2022",
                "ноябрь 2020",
                "11 янвря 2022",
                "10:30",
                "2022-01-11 1030",
                "11.01.2022 10:3",
                "11.01.202",
                "11.01.2022 в",
                "2022-01-11-05",
                "11.01.2022 10:30Z",
            ],
        ),
    ] {
        for text in texts {
            assert_eq!(parse_date_time(text), Err(fault), "of {text:?}");
        }
    }
}

#[test]
fn reads_what_is_known() {
    for (text, iso, long) in [
        ("2020", "2020", "2020·г."),
        ("2020 год", "2020", "2020·г."),
        ("2020-11", "2020-11", "ноябрь 2020·г."),
        ("11.2020", "2020-11", "ноябрь 2020·г."),
        ("Ноябрь 2020 г.", "2020-11", "ноябрь 2020·г."),
        ("ноября 2020", "2020-11", "ноябрь 2020·г."),
        ("5.11.2020", "2020-11-05", "5·ноября 2020·г."),
    ] {
        let it = parse_partial(text).unwrap();
        assert_eq!((it.to_string(), shown(it.long(Lang::Ru))), (iso.to_owned(), long.to_owned()), "of {text:?}");
    }
    assert_eq!(parse_partial("11.20"), Err(DateFault::TwoDigitYear));
    assert_eq!(parse_partial("13.2020"), Err(DateFault::Impossible));
    assert_eq!(parse_partial("20"), Err(DateFault::NotADate));
    assert_eq!(parse_partial("2020 10:30"), Err(DateFault::NotADate));
    let month = parse_partial("2024-02").unwrap();
    assert_eq!((month.first(), month.last()), (day("1.02.2024"), day("29.02.2024")));
    assert_eq!(shown(month.long(Lang::En)), "February 2024");
}

#[test]
fn writes_dates() {
    let it = parse_date_time("2022-01-11 10:30").unwrap();
    assert_eq!(shown(it.date.long(Lang::Ru)), "11·января 2022·г.");
    assert_eq!(shown(it.date.long(Lang::En)), "11·January 2022");
    assert_eq!(it.date.short(Lang::Ru), "11.01.2022");
    assert_eq!(shown(it.date.short(Lang::En)), "11·Jan 2022");
    assert_eq!(shown(it.long(Lang::Ru)), "11·января 2022·г., 10:30");
    assert_eq!(shown(month_heading(Lang::Ru, 2022, 1)), "Январь 2022·года");
    assert_eq!(month_heading(Lang::En, 2022, 1), "January 2022");
}

#[test]
fn writes_ranges() {
    let check = |first: &str, last: &str, ru: &str, en: &str| {
        let [first, last] = [first, last].map(|it| parse_date_time(it).unwrap());
        assert_eq!(shown(range(Lang::Ru, first, last)), ru);
        assert_eq!(shown(range(Lang::En, first, last)), en);
    };
    check("2022-01-01", "2022-01-03", "1–3·января 2022·г.", "1–3·January 2022");
    check("2022-01-30", "2022-02-02", "30·января·— 2·февраля 2022·г.", "30·January·– 2·February 2022");
    check("2021-12-30", "2022-01-02", "30·декабря 2021·г.·— 2·января 2022·г.", "30·December 2021·– 2·January 2022");
    check("2022-01-01", "2022-01-01", "1·января 2022·г.", "1·January 2022");
    check("2022-01-01 10:30", "2022-01-01 12:00", "1·января 2022·г., 10:30–12:00", "1·January 2022, 10:30–12:00");
    check(
        "2022-01-01 10:30",
        "2022-01-02 12:00",
        "1·января 2022·г., 10:30·— 2·января 2022·г., 12:00",
        "1·January 2022, 10:30·– 2·January 2022, 12:00",
    );
    check("2022-01-01 10:30", "2022-01-01", "1·января 2022·г., 10:30", "1·January 2022, 10:30");
}

#[test]
fn writes_periods() {
    let check = |first: &str, last: &str, ru: &str, en: &str| {
        let [first, last] = [first, last].map(|it| parse_partial(it).unwrap());
        assert_eq!(shown(partial_range(Lang::Ru, first, last)), ru);
        assert_eq!(shown(partial_range(Lang::En, first, last)), en);
    };
    check("2020", "2024", "2020–2024·гг.", "2020–2024");
    check("2020", "2020", "2020·г.", "2020");
    check("11.2020", "2024", "ноябрь 2020·г.·— 2024·г.", "November 2020·– 2024");
    check("1.01.2022", "3.01.2022", "1–3·января 2022·г.", "1–3·January 2022");
}

#[test]
fn counts_days_and_months() {
    assert_eq!(day("1970-01-01").ordinal(), 0);
    assert_eq!(day("2022-01-11").ordinal(), 19_003);
    assert_eq!(day("2022-01-11").weekday(), Weekday::Tuesday);
    assert_eq!(day("2022-01-31").add_months(1), Some(day("2022-02-28")));
    assert_eq!(day("2022-01-31").add_months(-11), Some(day("2021-02-28")));
    assert_eq!(day("2024-02-28").add_days(2), Some(day("2024-03-01")));
    assert_eq!(day("9999-12-31").add_days(1), None);
    assert_eq!(day("2022-01-31").plus(13, 1), day("2023-03-01"));
    assert_eq!(day("9999-12-01").plus(24, 0), day("9999-12-31"));
    assert_eq!(day("0001-01-01").add_months(-1), None);
    assert_eq!((days_in_month(1900, 2), days_in_month(2000, 2), days_in_month(2024, 2)), (28, 29, 29));
}

proptest! {
    #[test]
    fn days_are_counted_one_by_one(ordinal in -719_162i32..2_932_896) {
        let it = Date::from_ordinal(ordinal).unwrap();
        prop_assert_eq!(it.ordinal(), ordinal);
        if let Some(next) = it.add_days(1) {
            prop_assert!(next > it && (next.day() == it.day() + 1 || next.day() == 1));
        }
    }

    #[test]
    fn what_is_written_is_read(ordinal in -354_285i32..2_932_896, lang in prop::sample::select(&[Lang::Ru, Lang::En])) {
        let it = Date::from_ordinal(ordinal).unwrap();
        prop_assert_eq!(day(&it.long(lang)), it);
        prop_assert_eq!(day(&it.to_string()), it);
        prop_assert_eq!(day(&it.short(Lang::Ru)), it);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[0-9янврмая .:t-]{0,16}") {
        let _ = (parse_date_time(&text), parse_partial(&text));
    }
}
