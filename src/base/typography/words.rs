//! Classes of bytes and the short lists of words that the rules name.

/// What a byte may begin. The pass runs over [`Class::Letter`] without looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Letters of any script, the underscore, and bytes inside a character.
    Letter,
    Digit,
    Space,
    Dot,
    /// First byte of a character that may be a sign: `«`, `—`, `№`, a no-break space and their neighbours.
    Wide,
    /// Any other ASCII sign.
    Mark,
}

static CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Letter; 256];
    let mut it = 0;
    while it < 256 {
        table[it] = match it as u8 {
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\t' | b'\n' | b'\r' => Class::Space,
            b'.' => Class::Dot,
            0xc2 | 0xc3 | 0xe2 | 0xef => Class::Wide,
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | 0x80..=0xff => Class::Letter,
            _ => Class::Mark,
        };
        it += 1;
    }
    table
}

pub(super) fn class(byte: u8) -> Class {
    CLASSES[byte as usize]
}

/// Whether eight bytes are four letters of the Cyrillic block's first half: each begins with 0xd0 or 0xd1.
pub(super) fn are_cyrillic(bytes: [u8; 8]) -> bool {
    u64::from_le_bytes(bytes) & 0x00fe_00fe_00fe_00fe == 0x00d0_00d0_00d0_00d0
}

/// The Cyrillic letter that two bytes make, lower-cased; anything else is `'\0'`.
fn lower(bytes: [u8; 2]) -> char {
    let [first @ (0xd0 | 0xd1), second] = bytes else { return '\0' };
    let code = (u32::from(first & 0x1f) << 6) | u32::from(second & 0x3f);
    let code = match code {
        0x410..=0x42f => code + 0x20,
        0x400..=0x40f => code + 0x50,
        _ => code,
    };
    char::from_u32(code).unwrap_or('\0')
}

/// T4: after these words a line does not break.
pub(super) fn is_short(word: &[u8]) -> bool {
    match *word {
        [a, b] => matches!(lower([a, b]), 'а' | 'в' | 'и' | 'к' | 'о' | 'с' | 'у'),
        [a, b, c, d] => matches!(
            (lower([a, b]), lower([c, d])),
            ('в', 'о')
                | ('д', 'а' | 'о')
                | ('з', 'а')
                | ('и', 'з')
                | ('к', 'о')
                | ('н', 'а' | 'е' | 'и' | 'о')
                | ('о', 'б' | 'т')
                | ('п', 'о')
                | ('с', 'о')
                | ('т', 'о')
        ),
        _ => false,
    }
}

/// T5: before these words a line does not break.
pub(super) fn is_particle(word: &[u8]) -> bool {
    match *word {
        [a, b] => matches!(lower([a, b]), 'б' | 'ж'),
        [a, b, c, d] => matches!((lower([a, b]), lower([c, d])), ('б', 'ы') | ('л', 'и') | ('ж', 'е')),
        _ => false,
    }
}

/// True if the text begins with a capital Cyrillic letter.
pub(super) fn begins_upper(text: &[u8]) -> bool {
    matches!(text, [0xd0, 0x81 | 0x90..=0xaf, ..])
}

/// True if the text begins with a small Cyrillic letter.
pub(super) fn begins_lower(text: &[u8]) -> bool {
    matches!(text, [0xd0, 0xb0..=0xbf, ..] | [0xd1, 0x80..=0x8f | 0x91, ..])
}

/// T12: these lose their dot before a small letter.
pub(super) fn is_million(word: &[u8]) -> bool {
    word == "млн".as_bytes() || word == "млрд".as_bytes()
}

/// T3: two numbers behind such a word are a designation, not a range.
pub(super) fn is_standard(word: &[u8]) -> bool {
    ["ГОСТ", "ОСТ", "ТУ", "СП", "СНиП", "СанПиН", "ИСО", "МЭК", "ISO", "IEC"].iter().any(|it| it.as_bytes() == word)
}

/// A telephone number follows.
pub(super) fn is_phone(word: &[u8]) -> bool {
    ["тел", "Тел", "телефон", "Телефон", "телефоны", "Телефоны", "факс", "Факс"].iter().any(|it| it.as_bytes() == word)
}

/// What an abbreviation with a dot is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Short {
    /// `п.`, `ст.`, `д.`: a number.
    Number,
    /// `г.`: a proper name, unless a year stands before it.
    Town,
    /// `ул.`: a name or a number (ул. 8 Марта).
    Street,
    /// `им.`: any word or number.
    Name,
    /// `т.` of `т. е.`, `т. д.`
    That,
    /// A single capital letter.
    Initial,
}

/// The abbreviation that `word` and a dot make, blind to case.
pub(super) fn abbreviation(word: &[u8]) -> Option<Short> {
    match *word {
        [a, b] => match lower([a, b]) {
            'т' => Some(Short::That),
            _ if begins_upper(word) => Some(Short::Initial),
            'п' | 'д' => Some(Short::Number),
            'г' => Some(Short::Town),
            _ => None,
        },
        [a, b, c, d] => match (lower([a, b]), lower([c, d])) {
            ('с', 'т') => Some(Short::Number),
            ('у', 'л') => Some(Short::Street),
            ('и', 'м') => Some(Short::Name),
            _ => None,
        },
        _ => None,
    }
}

/// T9: the second half of `т. е.`, `т. д.`, `т. п.`, `т. к.` and of their rarer kin.
pub(super) fn follows_that(text: &[u8]) -> bool {
    let [a, b, b'.', ref rest @ ..] = *text else { return false };
    // The dots of «т.е...» become one sign.
    !rest.starts_with(b"..") && begins_lower(text) && matches!(lower([a, b]), 'е' | 'д' | 'п' | 'к' | 'ч' | 'н')
}
