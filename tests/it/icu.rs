//! Our tables of Russian and English against ICU4X, which has all of CLDR and is too heavy to carry.

use std::cmp::Ordering;

use icu::collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu::collator::{Collator, CollatorBorrowed};
use icu::datetime::input::Date as IcuDate;
use icu::datetime::{DateTimeFormatter, fieldsets};
use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal as IcuDecimal;
use icu::list::ListFormatter;
use icu::locale::{Locale, locale};
use icu::plurals::{PluralCategory, PluralRules};
use proptest::prelude::*;
use svod::base::collate::key;
use svod::base::date::{Date, Partial, month_name};
use svod::base::lang::Lang;
use svod::base::number::Decimal;
use svod::base::plural::{Class, class, list};

const LANGS: [Lang; 2] = [Lang::Ru, Lang::En];

/// English of a site beside a Russian one goes day first, and without the comma before “and”.
fn locale_of(lang: Lang) -> Locale {
    match lang {
        Lang::Ru => locale!("ru"),
        Lang::En => locale!("en-GB"),
    }
}

/// CLDR glues less than our typography does.
fn plain(text: impl ToString) -> String {
    text.to_string().replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn plural_classes() {
    for lang in LANGS {
        let rules = PluralRules::try_new_cardinal(locale_of(lang).into()).unwrap();
        let check = |written: &str| {
            let expected = match rules.category_for(&written.parse::<IcuDecimal>().unwrap()) {
                PluralCategory::One => Class::One,
                PluralCategory::Few => Class::Few,
                PluralCategory::Many => Class::Many,
                _ => Class::Other,
            };
            assert_eq!(class(lang, Decimal::parse(written).unwrap()), expected, "of {written} in {lang:?}");
        };
        (0..=10_000).for_each(|it| check(&it.to_string()));
        ["0.0", "0.5", "1.0", "1.5", "2.0", "2.50", "5.1", "11.11", "21.0", "-1", "1000000"]
            .into_iter()
            .for_each(check);
    }
}

#[test]
fn names_of_months_and_long_dates() {
    for lang in LANGS {
        let days = DateTimeFormatter::try_new(locale_of(lang).into(), fieldsets::YMD::long()).unwrap();
        let months = DateTimeFormatter::try_new(locale_of(lang).into(), fieldsets::YM::long()).unwrap();
        let names = DateTimeFormatter::try_new(locale_of(lang).into(), fieldsets::M::long()).unwrap();
        let mut it = Date::new(2019, 12, 1).unwrap();
        for _ in 0..1000 {
            let theirs = IcuDate::try_new_iso(it.year().into(), it.month(), it.day()).unwrap();
            assert_eq!(plain(it.long(lang)), plain(days.format(&theirs)));
            assert_eq!(plain(Partial::Month(it.year(), it.month()).long(lang)), plain(months.format(&theirs)));
            assert_eq!(month_name(lang, it.month()), names.format(&theirs).to_string());
            it = it.add_days(1).unwrap();
        }
    }
}

#[test]
fn days_of_the_week() {
    let names = DateTimeFormatter::try_new(locale!("en").into(), fieldsets::E::long()).unwrap();
    for ordinal in (-40_000..40_000).step_by(13) {
        let it = Date::from_ordinal(ordinal).unwrap();
        let theirs = IcuDate::try_new_iso(it.year().into(), it.month(), it.day()).unwrap();
        assert_eq!(format!("{:?}", it.weekday()), names.format(&theirs).to_string(), "of {it}");
    }
}

#[test]
fn groups_of_digits() {
    for lang in LANGS {
        let formatter = DecimalFormatter::try_new(locale_of(lang).into(), Default::default()).unwrap();
        for written in ["0", "7", "999", "1000", "2168", "24834", "1234567", "0.5", "1301.50", "-0.05", "-1234567.8"] {
            let theirs = formatter.format(&written.parse::<IcuDecimal>().unwrap()).to_string();
            // CLDR writes a hyphen for the minus, we the minus.
            let ours = Decimal::parse(written).unwrap().text(lang).replace('−', "-");
            assert_eq!(ours, theirs, "of {written} in {lang:?}");
        }
    }
}

#[test]
fn lists_of_words() {
    let words = ["Омск", "Выкса", "Чусовой", "Кулебаки", "Благовещенск"];
    for lang in LANGS {
        let formatter = ListFormatter::try_new_and(locale_of(lang).into(), Default::default()).unwrap();
        for n in 0..=words.len() {
            assert_eq!(list(lang, &words[..n]), formatter.format(words[..n].iter()).to_string());
        }
    }
}

/// `ru` with `numeric` and `ignorePunctuation`.
fn russian() -> CollatorBorrowed<'static> {
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Tertiary);
    options.alternate_handling = Some(AlternateHandling::Shifted);
    Collator::try_new(locale!("ru-u-kn-true").into(), options).expect("Russian is among the compiled data")
}

fn assert_same_order(collator: &CollatorBorrowed<'_>, a: &str, b: &str) {
    let ours: Ordering = key(Lang::Ru, a).cmp(&key(Lang::Ru, b));
    assert_eq!(ours, collator.compare(a, b), "of {a:?} and {b:?}");
}

#[test]
fn order_of_all_pairs() {
    let collator = russian();
    let words: Vec<&str> = WORDS.split('|').map(str::trim).collect();
    assert!(words.len() >= 300, "only {} words", words.len());
    for a in &words {
        for b in &words {
            assert_same_order(&collator, a, b);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_of_any_words(a in "[ а-яё-]{0,3}[ЕЁеёИЙийШЩa-cA-C0-29«» -]{0,5}", b in "[ а-яё-]{0,3}[ЕЁеёИЙийШЩa-cA-C0-29«» -]{0,5}") {
        assert_same_order(&russian(), &a, &b);
    }
}

/// № is left out: ICU counts it as a sign before all digits and letters, we do not count it at all.
const WORDS: &str = "9 лет|10 лет|Абакан|абзац|Выкса|е|ё|еж|ёж|ежа|Ежи|Елец|ёлка|Ёлкино|Ельня|жук|Жуковский|Ижевск\
|Йошкар-Ола|«Няня»|омск|Омск|ящик|Zebra|zebra|Адыгея|адрес|Адресная помощь|азбука|акция|Акция «Тепло»|Алтай\
|Алтайский край|Амурская область|Архангельск|Архангельская область|Астрахань|аутизм|Аутизм|Балашиха|бабушка\
|Бабушка на час|барьер|безбарьерная среда|Белгород|Белгородская область|берег|берёза|Берёзовский|Березники|бесёда\
|беседа|Благовещенск|Брянск|будущее|Бурятия|быт|в|В|вера|Верный|Верхняя Пышма|ветеран|Ветераны|весёлый|Веселый\
|вечер|вещи|Владимир|Владимирская область|Владивосток|внук|Волгоград|волонтёр|волонтер|Волонтёры|Вологда|Воронеж\
|все|всё|Все|Всё|всё-таки|все-таки|Выборг|Выксунский район|год|Год семьи|Год семьи 2024|город|Горно-Алтайск\
|Грозный|группа|Дагестан|дача|две|двор|Дворец|дело|день|День матери|дети|Дети|дети-инвалиды|дети-сироты|дети сироты\
|Детский дом|Детский дом 2|Детский дом 11|Добрые дела|дом|Дом|Дом с маяком|дом-интернат|досуг|Донской|Ева|Евпатория\
|еда|единый|Единый центр|ежегодный|ежемесячный|ёмкость|Екатеринбург|Ессентуки|если|есть|ещё|еще|Ещё|Еще|жёлтый\
|желтый|жёны|жена|женщина|Железногорск|живой|жизнь|Жизнь без границ|жильё|житель|забота|Забота рядом|Забайкальский край\
|завтра|занятие|защита|звезда|здоровье|Зеленоград|зелёный|зеленый|земля|зима|знание|и|й|И|Й|Иваново|иго|игра|игрушка\
|идея|из|изба|или|имя|инвалид|Ингушетия|интеграция|Иркутск|исток|Истра|итог|июль|июнь|Йемен|йога|Йога|йод|Кабардино-Балкария\
|Казань|Калининград|Калуга|Камчатка|Карелия|Кемерово|Киров|клуб|Клуб «Семья»|ключ|Кострома|Краснодар|Красноярск\
|Крым|Кулебаки|Курган|Курск|лес|лёд|лед|лето|Липецк|лыжи|люди|Магадан|майка|малыш|мама|Мама|Мама может|Марий Эл\
|мёд|мед|медь|Мир|мир|Мир семьи|Мир семьи. Страна детства|мирный|Мирный|МО|Мордовия|Москва|Московская область|Мурманск\
|навык|Нальчик|нёбо|небо|Нижегородская область|Нижний Новгород|Нижний Тагил|Новгород|Новосибирск|Новый Уренгой|няня\
|Няня|Няня в помощь маме|«Няня в помощь маме»|няня на час|область|объезд|объект|объём|объем|Объём|огонь|опека|Орёл\
|Орел|орел|орёл|Оренбург|пандус|Пелагея|Пеликан|Пенза|передышка|Передышка|Пермь|Пермский край|подъезд|помощь\
|Помощь рядом|практика|Приморье|Псков|ребёнок|ребенок|Ребёнок|регион|Ростов|Ростов-на-Дону|Ростов Великий|Ростовская область\
|Рязань|Самара|Санкт-Петербург|Саратов|Саха (Якутия)|Сахалин|Севастополь|семья|семья и дети|Семья|сёла|села|сила|Смоленск\
|Сочи|Ставрополь|съезд|съёмка|Тамбов|Татарстан|Тверь|тёплый|теплый|Тёплый дом|Томск|Тула|Тыва|Тюмень|угол|Удмуртия\
|Ульяновск|Урал|уроки|Уфа|фонд|Фонд «ОМК-Участие»|Фонд 2|Фонд 10|Фонд 100|ХМАО|Хабаровск|Хакасия|хлеб|цель|Центр\
|центр|Центр «Пеликан»|Центр 1|Центр 01|цирк|Челябинск|Чечня|Чувашия|Чукотка|Чусовой|шаг|Шаг вперёд|Шаг вперед|школа\
|Школа 3|Школа 12|щит|Щёлково|Щелково|эра|это|эхо|юг|Югра|юность|я|Я|Якутия|яма|Ямал|Ярославль|ясли|abc|ABC|Abc\
|ISO 9001|NGO|ngo|RSS|web|7 шагов|70 лет Победы|07|7|1-й этап|2-й этап|10-й этап|2022|2022-2024|24 834|100";
