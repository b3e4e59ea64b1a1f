//! Words that agree with numbers, and lists of words, by the rules of CLDR.

use super::lang::Lang;
use super::number::Decimal;

/// Which form of a word a number takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// 1 практика, 21 практика; 1 practice.
    One,
    /// 2 практики.
    Few,
    /// 5 практик, 11 практик.
    Many,
    /// 1,5 практики; 2 practices.
    Other,
}

/// The class of `n`. The sign does not matter, the digits after the comma do, even zeros.
pub fn class(lang: Lang, n: impl Into<Decimal>) -> Class {
    let n: Decimal = n.into();
    if n.scale() > 0 {
        return Class::Other;
    }
    let n = n.mantissa().unsigned_abs();
    match (lang, n % 10, n % 100) {
        (Lang::En, ..) if n == 1 => Class::One,
        (Lang::En, ..) => Class::Other,
        (Lang::Ru, 1, tail) if tail != 11 => Class::One,
        (Lang::Ru, 2..=4, tail) if !(12..=14).contains(&tail) => Class::Few,
        (Lang::Ru, ..) => Class::Many,
    }
}

/// The form that goes with `n`.
///
/// Russian forms: one, few, many and, if it differs from few, the one of fractions:
/// `["практика", "практики", "практик"]`. English: one and other. A missing form is the last one there is.
pub fn plural<'a>(lang: Lang, n: impl Into<Decimal>, forms: &[&'a str]) -> &'a str {
    let index = match (lang, class(lang, n)) {
        (_, Class::One) => 0,
        (Lang::En, _) | (_, Class::Few) => 1,
        // Both are the genitive singular: две практики, полторы практики.
        (_, Class::Other) if forms.len() < 4 => 1,
        (_, Class::Many) => 2,
        (_, Class::Other) => 3,
    };
    forms.get(index).or(forms.last()).copied().unwrap_or_default()
}

/// «А, Б и В», “A, B and C”.
pub fn list<T: AsRef<str>>(lang: Lang, items: &[T]) -> String {
    let and = match lang {
        Lang::Ru => " и ",
        Lang::En => " and ",
    };
    let mut out = String::new();
    for (index, it) in items.iter().enumerate() {
        match items.len() - index {
            _ if index == 0 => {}
            1 => out.push_str(and),
            _ => out.push_str(", "),
        }
        out.push_str(it.as_ref());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn practices() {
        let check = |n: &str, expected: &str| {
            let n = Decimal::parse(n).unwrap();
            assert_eq!(plural(Lang::Ru, n, &["практика", "практики", "практик"]), expected, "of {n}");
        };
        for n in ["1", "21", "101", "-1"] {
            check(n, "практика");
        }
        for n in ["2", "4", "22", "104", "1,5", "1,0"] {
            check(n, "практики");
        }
        for n in ["0", "5", "11", "12", "14", "25", "111", "112", "1000"] {
            check(n, "практик");
        }
    }

    #[test]
    fn forms_may_be_few_or_many() {
        assert_eq!(plural(Lang::En, 1u64, &["practice", "practices"]), "practice");
        assert_eq!(plural(Lang::En, 0u64, &["practice", "practices"]), "practices");
        assert_eq!(plural(Lang::Ru, 21u64, &["Найдена", "Найдено"]), "Найдена");
        assert_eq!(plural(Lang::Ru, 25u64, &["Найдена", "Найдено"]), "Найдено");
        let new = ["новая", "новые", "новых", "новой"];
        assert_eq!(plural(Lang::Ru, Decimal::parse("1,5").unwrap(), &new), "новой");
        assert_eq!(plural(Lang::Ru, 1u64, &[]), "");
    }

    #[test]
    fn lists() {
        assert_eq!(list(Lang::Ru, &["А", "Б", "В"]), "А, Б и В");
        assert_eq!(list(Lang::En, &["A", "B", "C"]), "A, B and C");
        assert_eq!(list(Lang::Ru, &["А", "Б"]), "А и Б");
        assert_eq!(list(Lang::Ru, &["А"]), "А");
        assert_eq!(list::<&str>(Lang::Ru, &[]), "");
    }
}
