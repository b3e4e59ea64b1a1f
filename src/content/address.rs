//! What may stand in an address of the site: no way out of the output, nothing a file system refuses.

use crate::base::lang::Both;

/// Why one part of an address cannot be used; None for a good one (spec: faults.md F22).
pub fn unsafe_part(text: &str) -> Option<Both> {
    let both = |ru: &str, en: &str| Some(Both { ru: ru.to_owned(), en: en.to_owned() });
    if text.chars().any(char::is_control) {
        return both("в нём есть невидимые символы", "it holds invisible characters");
    }
    if text.split(['/', '\\']).any(|it| it == ".." || it == ".") {
        return both("«..» ведёт наружу", "“..” leads outside");
    }
    if text.contains(['/', '\\', ':']) {
        return both("это путь, а нужно одно имя", "it is a path, not one name");
    }
    let stem = text.split('.').next().unwrap_or(text).to_ascii_lowercase();
    let is_device = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.ends_with(|it: char| it.is_ascii_digit()));
    if is_device {
        return both("такое имя занято в Windows", "Windows keeps that name for itself");
    }
    None
}

/// Why a former address cannot be used; it may have several parts, a query and a file name.
pub fn unsafe_alias(inner: &str) -> Option<Both> {
    let both = |ru: &str, en: &str| Some(Both { ru: ru.to_owned(), en: en.to_owned() });
    let path = inner.split(['?', '#']).next().unwrap_or(inner);
    if path.contains([':', '\\']) {
        return both(
            "нужен адрес этого сайта, без «https://»",
            "it must be an address of this site, without “https://”",
        );
    }
    if path.split('/').any(|it| it.len() > 200) {
        return both("его часть длиннее 200 байт", "a part of it is longer than 200 bytes");
    }
    path.split('/').filter(|it| !it.is_empty()).find_map(unsafe_part)
}
