//! The pass itself: runs over letters, stops at signs, and decides mostly at spaces.
//!
//! It remembers the token on the left as it will be *written*, not as it stands in the text. So a space that is
//! taken out, or a no-break space that is put in, is seen at once, and a second pass decides the same.
//! Where a deleted space would make a new sign for the second pass only (`(c )`, `. . .`), it is left alone.

use super::edits::{Bond, Edit, Edits};
use super::words::{self, Class, Short, class};
use super::{BREAK, OPAQUE};

/// The least first byte of a sign of three bytes: [`BREAK`], [`OPAQUE`], «…». Letters of Russian begin below it.
const FIRST_OF_THREE: u8 = 0xe0;

/// Decides on every change in `text`.
pub(super) fn edits(text: &str) -> Vec<Edit> {
    let nothing = Token { kind: Left::Start, start: 0, end: 0, is_head: true, is_whole: false, is_reference: false };
    let pass = Pass {
        text: text.as_bytes(),
        at: 0,
        token: nothing,
        before: nothing,
        earlier: nothing,
        is_in_address: false,
        edits: Edits::new(text),
    };
    pass.run()
}

/// What stands on the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    Start,
    Space,
    /// An opening bracket or quote.
    Open,
    Dash,
    /// `+ − ± < > = ~ ≈`: a number may follow, a word may not.
    Sign,
    Word,
    Number,
    /// `,` `.` `:` `/` inside a number.
    Point,
    /// `–` or `×` between two numbers.
    Joint,
    /// A word and its dot.
    Dotted,
    Numero,
    Section,
    Hyphen,
    /// A closing bracket or quote, a per cent sign.
    Close,
    Address,
    Opaque,
    /// A quote that neither opens nor closes.
    Stray,
    Punct,
}

#[derive(Debug, Clone, Copy)]
struct Token {
    kind: Left,
    start: usize,
    end: usize,
    /// Nothing is attached in front; of a number: it is a plain one, not a part of a code.
    is_head: bool,
    /// A number that may be one of groups of three digits; a bracket that closes the code of a telephone.
    is_whole: bool,
    /// A number behind № or «п.»
    is_reference: bool,
}

/// A quote as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    Straight,
    /// `“`: opens in English, closes in Russian.
    High,
    /// `”`.
    Right,
    Open(&'static str),
    Close,
}

impl Quote {
    fn written(self) -> &'static str {
        match self {
            Quote::Straight => "\"",
            Quote::High => "“",
            Quote::Right => "”",
            Quote::Open(written) => written,
            Quote::Close => "»",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Opens,
    Closes,
    Neither,
}

struct Pass<'t> {
    text: &'t [u8],
    at: usize,
    token: Token,
    /// The token before the last space, and the one before the space before that.
    before: Token,
    earlier: Token,
    /// An address has begun since the last space.
    is_in_address: bool,
    edits: Edits<'t>,
}

impl Pass<'_> {
    fn run(mut self) -> Vec<Edit> {
        while let Some(&byte) = self.text.get(self.at) {
            match class(byte) {
                Class::Letter => self.word(self.at),
                Class::Space => self.space(),
                Class::Digit => self.number(),
                Class::Dot => self.dots(),
                Class::Wide => self.wide(),
                Class::Mark => self.mark(byte),
            }
        }
        self.edits.finish()
    }

    // What is where.

    fn byte(&self, at: usize) -> u8 {
        self.text.get(at).copied().unwrap_or(0)
    }

    fn rest(&self, at: usize) -> &[u8] {
        self.text.get(at..).unwrap_or_default()
    }

    fn is_digit(&self, at: usize) -> bool {
        self.byte(at).is_ascii_digit()
    }

    fn is_letter(&self, at: usize) -> bool {
        self.text.get(at).is_some_and(|it| class(*it) == Class::Letter)
    }

    fn is_opaque(&self, at: usize) -> bool {
        let rest = self.rest(at);
        rest.first().is_some_and(|it| *it >= FIRST_OF_THREE)
            && rest.starts_with(OPAQUE.encode_utf8(&mut [0; 4]).as_bytes())
    }

    /// The end of the spaces from `at`, and whether one of them does not break.
    fn spaces(&self, mut at: usize) -> (usize, bool) {
        let mut is_hard = false;
        loop {
            match *self.rest(at) {
                [b' ' | b'\t' | b'\n' | b'\r', ..] => at += 1,
                [0xc2, 0xa0, ..] => (at, is_hard) = (at + 2, true),
                _ => return (at, is_hard),
            }
        }
    }

    /// The end of the letters from `at`, which begins a letter; most are Cyrillic, four of them eight bytes.
    fn letters(&self, mut at: usize) -> usize {
        loop {
            while let Some(four) = self.rest(at).first_chunk::<8>() {
                if !words::are_cyrillic(*four) {
                    break;
                }
                at += 8;
            }
            at += match self.rest(at) {
                [0xd0 | 0xd1, _, ..] => 2,
                [byte, ..] if class(*byte) == Class::Letter => 1,
                _ => return at,
            };
        }
    }

    fn digits(&self, mut at: usize) -> usize {
        while self.is_digit(at) {
            at += 1;
        }
        at
    }

    /// The end of a dash at `at` that stands alone: a space follows, and then something.
    fn lone_dash(&self, at: usize) -> Option<usize> {
        let end = match *self.rest(at) {
            [b'-', b'-', ..] => at + 2,
            [b'-', ..] => at + 1,
            [0xe2, 0x80, 0x93 | 0x94, ..] => at + 3,
            _ => return None,
        };
        let (after, _) = self.spaces(end);
        let is_lone = after > end && after < self.text.len() && !self.rest(after).starts_with("»".as_bytes());
        is_lone.then_some(end)
    }

    /// True if a word or a number that begins now has nothing attached in front.
    fn is_boundary(&self) -> bool {
        // After «…» a word may begin, a quote may not.
        matches!(self.token.kind, Left::Start | Left::Space | Left::Open | Left::Dash)
            || (self.token.kind == Left::Punct && self.token.is_head)
    }

    // Moving on.

    fn set(&mut self, kind: Left, end: usize) {
        self.set_head(kind, end, false);
    }

    fn set_head(&mut self, kind: Left, end: usize, is_head: bool) {
        self.token = Token { kind, start: self.at, end, is_head, is_whole: false, is_reference: false };
        self.at = end;
    }

    /// Remembers what stands before a space that ends at `end`.
    fn shift(&mut self, end: usize) {
        self.earlier = self.before;
        self.before = self.token;
        self.is_in_address = false;
        self.set(Left::Space, end);
    }

    /// Puts a no-break space where there is none.
    fn insert_space(&mut self) {
        self.edits.glue(self.at, self.at, Bond::Hard);
        self.shift(self.at);
    }

    fn replace(&mut self, end: usize, put: &'static str) {
        self.edits.replace(self.at, end, put);
    }

    // Words and numbers.

    fn word(&mut self, from: usize) {
        let end = self.letters(from);
        let is_head = self.is_boundary();
        self.set_head(Left::Word, end, is_head);
    }

    fn number(&mut self) {
        let end = self.digits(self.at);
        let left = self.token;
        let (is_head, is_whole) = match left.kind {
            Left::Start | Left::Space | Left::Open | Left::Dash | Left::Sign => (true, true),
            Left::Hyphen | Left::Joint => (left.is_head, left.is_head),
            Left::Point => (left.is_head, false),
            _ => (false, false),
        };
        let is_reference = match left.kind {
            Left::Space => self.is_behind_reference(),
            _ => left.is_reference,
        };
        let range = self.range(end);
        self.token = Token { kind: Left::Number, start: self.at, end, is_head, is_whole, is_reference };
        self.at = end;
        if range {
            self.replace(end + 1, "–");
            self.joint(end + 1);
        } else if is_head && let Some(cross) = self.cross(end) {
            self.replace(cross, "×");
            self.joint(cross);
        }
    }

    /// A sign that joins two numbers, up to `end`.
    fn joint(&mut self, end: usize) {
        let number = self.token;
        self.token = Token { kind: Left::Joint, start: self.at, end, ..number };
        self.at = end;
    }

    fn is_behind_reference(&self) -> bool {
        match self.before.kind {
            Left::Numero => true,
            Left::Dotted => self.dotted(self.before) == Some(Short::Number) && self.is_paragraph(self.before),
            _ => false,
        }
    }

    fn is_paragraph(&self, token: Token) -> bool {
        let word = &self.text[token.start..token.end];
        word == "п".as_bytes() || word == "П".as_bytes()
    }

    /// T3: two rising numbers from `self.at`, the first up to `end`, with a hyphen between them.
    fn range(&self, end: usize) -> bool {
        if self.byte(end) != b'-' || !self.is_digit(end + 1) || end - self.at > 4 {
            return false;
        }
        let last = self.digits(end + 1);
        if last - end - 1 > 4 || !matches!(self.token.kind, Left::Start | Left::Space | Left::Open) {
            return false;
        }
        let is_followed = match class(self.byte(last)) {
            _ if last == self.text.len() => false,
            Class::Letter => true,
            Class::Wide => {
                self.is_opaque(last) || matches!(self.rest(last), [0xe2, 0x80, 0x90..=0x95, ..] | [0xc3, ..])
            }
            Class::Dot => self.is_digit(last + 1),
            Class::Mark => match self.byte(last) {
                b',' | b':' => self.is_digit(last + 1),
                it => matches!(it, b'-' | b'@' | b'/' | b'\\' | b'+' | b'=' | b'*' | b'\''),
            },
            _ => false,
        };
        !is_followed && !self.is_behind_code() && rises(&self.text[self.at..end], &self.text[end + 1..last])
    }

    /// True if the number that begins now belongs to a designation or a telephone.
    fn is_behind_code(&self) -> bool {
        if self.token.kind != Left::Space {
            return false;
        }
        let it = self.before;
        let word = &self.text[it.start..it.end];
        match it.kind {
            Left::Numero | Left::Number => true,
            Left::Close => it.is_whole,
            Left::Dotted | Left::Word if words::is_phone(word) || words::is_standard(word) => true,
            // ГОСТ Р, ГОСТ ISO
            Left::Word => {
                self.earlier.kind == Left::Word
                    && words::is_standard(&self.text[self.earlier.start..self.earlier.end])
                    && (words::begins_upper(word) || word.first().is_some_and(u8::is_ascii_uppercase))
            }
            _ => false,
        }
    }

    /// T11: the end of an `x` between the number up to `end` and another one.
    fn cross(&self, end: usize) -> Option<usize> {
        let after = |at: usize| match *self.rest(at) {
            [b'x', b'0'..=b'9', ..] => Some(at + 1),
            // The Cyrillic letter that looks the same.
            [0xd1, 0x85, b'0'..=b'9', ..] => Some(at + 2),
            _ => None,
        };
        let start = self.token.start;
        let first = after(end)?;
        let last = self.digits(first);
        // 0x30 is a number of another kind.
        let is_plain = &self.text[start..end] != b"0";
        (is_plain && (!self.is_letter(last) || after(last).is_some())).then_some(first)
    }

    // Spaces: here most is decided.

    fn space(&mut self) {
        let start = self.at;
        let (end, is_hard) = self.spaces(start);
        let next = self.rest(end);
        if self.token.kind == Left::Start {
            self.at = end;
            return self.edits.part(start, start);
        }
        // Almost every space stands before a letter: its first byte tells that no rare sign begins here.
        let is_rare = next.first().is_none_or(|it| *it >= FIRST_OF_THREE);
        if next.is_empty() || is_rare && next.starts_with(BREAK.encode_utf8(&mut [0; 4]).as_bytes()) {
            self.edits.part(start, start);
            return self.shift(end);
        }
        if let Some(dash) = self.lone_dash(end) {
            self.edits.glue(start, end, Bond::Hard);
            self.shift(end);
            self.replace(dash, "—");
            return self.set(Left::Dash, dash);
        }
        let closes = self.closes(end);
        if closes && self.may_lose_space(end) {
            self.replace(end, "");
            self.at = end;
            return;
        }
        match if closes || is_rare && next.starts_with("…".as_bytes()) { None } else { self.bond(end) } {
            Some(bond) => self.edits.glue(start, end, bond),
            None if is_hard => self.edits.glue(start, end, Bond::Own),
            None => self.edits.part(start, end),
        }
        self.shift(end);
    }

    /// T14: a sign that no space precedes.
    fn closes(&self, at: usize) -> bool {
        matches!(*self.rest(at), [b',' | b'.' | b';' | b':' | b'!' | b'?' | b')', ..] | [0xc2, 0xbb, ..])
    }

    /// True if the space before the closing sign at `at` goes, and no other sign comes of it.
    fn may_lose_space(&self, at: usize) -> bool {
        let it = self.token;
        let sign = self.byte(at);
        if sign == 0xc2 {
            // Behind a quote it would change what that one looks forward to.
            return it.kind != Left::Open && !self.is_behind_quote();
        }
        // Behind an address the sign could become a part of it.
        let takes_signs = matches!(it.kind, Left::Word | Left::Number | Left::Close | Left::Opaque | Left::Dotted);
        if !takes_signs || self.is_in_address {
            return false;
        }
        let after = self.rest(at + 1);
        let is_followed = after.first().is_some_and(|it| matches!(class(*it), Class::Letter | Class::Digit));
        match sign {
            b'.' if is_followed || self.is_opaque(at + 1) || it.kind == Left::Dotted => false,
            b'.' if after.starts_with(b".") && self.is_behind_quote() => false,
            b'.' if it.kind != Left::Word => true,
            // Dots would make an abbreviation of a short word, but for three: they become one sign.
            b'.' => {
                let word = &self.text[it.start..it.end];
                match after.iter().take_while(|it| **it == b'.').count() {
                    0 => word.len() > 4 && !words::is_million(word),
                    2 => true,
                    _ => word.len() > 2,
                }
            }
            b',' | b':' => !self.is_digit(at + 1) && !after.starts_with(b"//"),
            // (c ) is no copyright.
            b')' => it.kind != Left::Word || it.end - it.start > 2,
            _ => true,
        }
    }

    /// T4–T9, T13: why the space before `at` should not break.
    fn bond(&self, at: usize) -> Option<Bond> {
        let it = self.token;
        let word = &self.text[it.start..it.end];
        let next = self.rest(at);
        let has_digit = self.is_digit(at);
        let is_bound = match it.kind {
            Left::Word if it.is_head && word.len() <= 4 => {
                if words::is_short(word) {
                    return Some(Bond::Soft);
                }
                has_digit && word.len() == 2 && words::begins_upper(word)
            }
            Left::Dash => it.is_head,
            Left::Number => self.is_number_bound(at),
            Left::Numero => has_digit || self.is_letter(at) || self.is_opaque(at) || self.quote_length(at) > 0,
            Left::Section => has_digit,
            Left::Dotted => match self.dotted(it) {
                Some(Short::Number) => has_digit,
                Some(Short::Town) => words::begins_upper(next) && self.before.kind != Left::Number,
                Some(Short::Street) => has_digit || words::begins_upper(next),
                Some(Short::Name) => has_digit || self.is_letter(at),
                Some(Short::That) => words::follows_that(next),
                Some(Short::Initial) => words::begins_upper(next),
                None => false,
            },
            _ => false,
        };
        if is_bound {
            return Some(Bond::Hard);
        }
        let follows =
            matches!(it.kind, Left::Word | Left::Number | Left::Close | Left::Opaque | Left::Address | Left::Dotted);
        (follows && self.is_particle(at)).then_some(Bond::Soft)
    }

    /// T6, T13: what stands at `at` belongs to the number on the left.
    fn is_number_bound(&self, at: usize) -> bool {
        let it = self.token;
        if !it.is_head {
            return false;
        }
        let digits = it.end - it.start;
        match *self.rest(at) {
            [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', ..] => {
                let end = at + 3;
                let is_group = !matches!(class(self.byte(end)), Class::Letter | Class::Digit)
                    && !matches!(self.byte(end), b'-' | 0xc3);
                it.is_whole && digits <= 3 && (is_group || end == self.text.len())
            }
            [b'%', ..] | [0xc2, 0xb0, ..] | [0xe2, 0x80, 0xb0, ..] | [0xe2, 0x82, 0xac | 0xbd, ..] => true,
            _ if it.is_reference || digits > 5 => false,
            _ if self.is_opaque(at) => true,
            _ => self.is_letter(at) && !words::is_short(&self.text[at..self.letters(at)]),
        }
    }

    /// T5: a particle alone at `at`.
    fn is_particle(&self, at: usize) -> bool {
        if !matches!(*self.rest(at), [0xd0, 0x91 | 0x9b | 0x96 | 0xb1 | 0xbb | 0xb6, ..]) {
            return false;
        }
        let end = self.letters(at);
        let is_alone = !self.is_digit(end) && self.byte(end) != b'-' && !self.is_opaque(end);
        is_alone && words::is_particle(&self.text[at..end])
    }

    /// What abbreviation a word with a dot is.
    fn dotted(&self, token: Token) -> Option<Short> {
        if !token.is_head {
            return None;
        }
        let short = words::abbreviation(&self.text[token.start..token.end])?;
        // «т. п.» is no paragraph, «П. 3» is no initial.
        let is_behind_that = || {
            let it = if token.start == self.token.start { self.before } else { self.earlier };
            it.kind == Left::Dotted && words::abbreviation(&self.text[it.start..it.end]) == Some(Short::That)
        };
        match short {
            Short::Number if is_behind_that() => None,
            Short::Initial
                if self.is_paragraph(token) && !words::begins_upper(self.rest(self.spaces(token.end + 1).0)) =>
            {
                Some(Short::Number)
            }
            it => Some(it),
        }
    }

    // Dots.

    fn dots(&mut self) {
        let mut end = self.at;
        while self.byte(end) == b'.' {
            end += 1;
        }
        let previous = self.at.checked_sub(1).map_or(0, |it| self.byte(it));
        if end - self.at == 3 && !matches!(previous, b'?' | b'!') {
            self.replace(end, "…");
            return self.set_head(Left::Punct, end, true);
        }
        if end - self.at > 1 {
            return self.set(Left::Punct, end);
        }
        if previous.is_ascii_alphanumeric() && self.byte(end).is_ascii_alphabetic() {
            return self.address();
        }
        match self.token.kind {
            Left::Word => self.dot_behind_word(end),
            Left::Number if self.is_digit(end) => self.point(end),
            _ => self.set(Left::Punct, end),
        }
    }

    fn point(&mut self, end: usize) {
        self.joint(end);
        self.token.kind = Left::Point;
    }

    fn dot_behind_word(&mut self, end: usize) {
        let token = self.token;
        let word = &self.text[token.start..token.end];
        let (next, _) = self.spaces(end);
        if next > end && words::begins_lower(self.rest(next)) && words::is_million(word) {
            self.replace(end, "");
            self.at = end;
            return;
        }
        self.token.kind = Left::Dotted;
        self.at = end;
        let after = self.rest(end);
        let is_split = match self.dotted(self.token) {
            Some(Short::That) => words::follows_that(after),
            Some(Short::Initial) => {
                words::begins_upper(after) && (self.byte(end + 2) == b'.' || words::begins_lower(self.rest(end + 2)))
            }
            _ => false,
        };
        if is_split {
            self.insert_space();
        }
    }

    // Signs.

    fn mark(&mut self, byte: u8) {
        let end = self.at + 1;
        match byte {
            b'"' => self.quote(end, Quote::Straight),
            b'-' => self.dash(end, Left::Hyphen),
            b'(' => self.bracket(),
            b'[' | b'{' => self.set(Left::Open, end),
            b')' => {
                let is_code = self.token.kind == Left::Number;
                self.set(Left::Close, end);
                self.token.is_whole = is_code;
            }
            b']' | b'}' | b'%' => self.set(Left::Close, end),
            b'\'' => self.set(Left::Hyphen, end),
            b'+' if self.byte(end) == b'-' && self.is_digit(end + 1) && self.is_boundary() => {
                self.replace(end + 1, "±");
                self.set(Left::Sign, end + 1);
            }
            b'+' | b'<' | b'>' | b'=' | b'~' => self.set(Left::Sign, end),
            b'@' if self.is_letter(end) || self.is_digit(end) => self.address(),
            b':' if self.rest(end).starts_with(b"//") => self.address(),
            b',' | b':' | b'/' if self.token.kind == Left::Number && self.is_digit(end) => self.point(end),
            _ => self.set(Left::Punct, end),
        }
    }

    /// T11: `(c)`.
    fn bracket(&mut self) {
        let end = match *self.rest(self.at) {
            [_, b'c' | b'C', b')', ..] => self.at + 3,
            [_, 0xd1, 0x81, b')', ..] | [_, 0xd0, 0xa1, b')', ..] => self.at + 4,
            _ => return self.set(Left::Open, self.at + 1),
        };
        self.replace(end, "©");
        self.set(Left::Punct, end);
    }

    /// A dash or hyphen up to `end`; T2 at the beginning of a paragraph.
    fn dash(&mut self, end: usize, kind: Left) {
        if self.token.kind == Left::Start
            && let Some(end) = self.lone_dash(self.at)
        {
            self.replace(end, "—");
            return self.set_head(Left::Dash, end, true);
        }
        let is_head = kind == Left::Hyphen && self.is_boundary();
        self.set_head(kind, end, is_head);
    }

    /// Characters that no single byte tells.
    fn wide(&mut self) {
        let rest = self.rest(self.at);
        let length = match rest[0] {
            0xc2 | 0xc3 => 2,
            _ => 3,
        };
        let end = self.at + length;
        match &rest[..length] {
            [0xc2, 0xa0] => self.space(),
            [0xc2, second] => self.latin_sign(*second, end),
            [0xc3, 0x97] if self.token.kind == Left::Number && self.is_digit(end) => self.joint(end),
            [0xc3, 0x97] => self.set(Left::Punct, end),
            [0xc3, _] => self.word(self.at + 1),
            [0xe2, 0x80, third] => self.general_punctuation(*third, end),
            [0xe2, 0x84, 0x96] => self.numero(end),
            [0xe2, 0x88, 0x92] | [0xe2, 0x89, 0x88] => self.set(Left::Sign, end),
            [0xef, 0xbf, 0xbc] => self.opaque(),
            _ => self.set(Left::Punct, end),
        }
    }

    fn latin_sign(&mut self, second: u8, end: usize) {
        match second {
            0xab => self.quote(end, Quote::Open("«")),
            0xbb => self.quote(end, Quote::Close),
            0xa7 => self.set(Left::Section, end),
            0xb1 => self.set(Left::Sign, end),
            // A soft hyphen.
            0xad => self.set(Left::Hyphen, end),
            _ => self.set(Left::Punct, end),
        }
    }

    fn general_punctuation(&mut self, third: u8, end: usize) {
        match third {
            0x90 | 0x91 | 0x99 => self.set(Left::Hyphen, end),
            0x93 if self.token.kind == Left::Number && self.is_digit(end) => self.joint(end),
            0x93 | 0x94 => self.dash(end, Left::Dash),
            0x9c => self.quote(end, Quote::High),
            0x9d => self.quote(end, Quote::Right),
            0x9e => self.quote(end, Quote::Open("„")),
            // Narrow spaces are the author's affair.
            0x82..=0x8a | 0xaf => self.shift(end),
            0xa8 => {
                self.edits.part(self.at, self.at);
                self.set(Left::Start, end);
            }
            0xa6 => self.set_head(Left::Punct, end, true),
            _ => self.set(Left::Punct, end),
        }
    }

    /// T7.
    fn numero(&mut self, end: usize) {
        self.set(Left::Numero, end);
        if self.is_letter(end) || self.is_digit(end) {
            self.insert_space();
        }
    }

    fn opaque(&mut self) {
        let mut end = self.at;
        while self.is_opaque(end) {
            end += OPAQUE.len_utf8();
        }
        self.set(Left::Opaque, end);
    }

    // T1: quotes.

    fn quote(&mut self, end: usize, quote: Quote) {
        let start = self.at;
        let was_boundary = self.opens_quote();
        let kind = match self.direction(end, quote) {
            Direction::Opens => {
                self.edits.open_quote(start, end, quote.written());
                Left::Open
            }
            Direction::Closes => {
                self.edits.close_quote(start, end, quote.written());
                Left::Close
            }
            // An inch, or a quote between spaces.
            Direction::Neither if was_boundary && quote != Quote::Close => Left::Stray,
            Direction::Neither => Left::Close,
        };
        self.set(kind, end);
    }

    fn opens_quote(&self) -> bool {
        matches!(self.token.kind, Left::Start | Left::Space | Left::Open | Left::Dash | Left::Hyphen | Left::Sign)
    }

    fn direction(&self, next: usize, quote: Quote) -> Direction {
        match quote {
            Quote::Open(_) => return Direction::Opens,
            Quote::Close if !self.opens_quote() => return Direction::Closes,
            _ => {}
        }
        let is_quoting = self.edits.is_quoting();
        if self.opens_quote() {
            let closes = is_quoting && matches!(self.token.kind, Left::Dash | Left::Hyphen);
            return match self.can_be_quoted(next) {
                // «Анти-»
                false if closes => Direction::Closes,
                // Inside other quotes it would be written as “ and read as an opening one.
                _ if quote == Quote::Close => Direction::Neither,
                true => Direction::Opens,
                false => Direction::Neither,
            };
        }
        // ООО"Ромашка": the space is missing.
        if !is_quoting && quote != Quote::Right && self.token.kind == Left::Word && self.is_letter(next) {
            return Direction::Opens;
        }
        if is_quoting { Direction::Closes } else { Direction::Neither }
    }

    /// Bytes of the quote at `at`, 0 if there is none.
    fn quote_length(&self, at: usize) -> usize {
        match *self.rest(at) {
            [b'"', ..] => 1,
            [0xc2, 0xab | 0xbb, ..] => 2,
            [0xe2, 0x80, 0x9c..=0x9e, ..] => 3,
            _ => 0,
        }
    }

    fn is_behind_quote(&self) -> bool {
        (1..=3).any(|it| self.at >= it && self.quote_length(self.at - it) == it)
    }

    /// True if quoted words may begin at `at`, behind more quotes perhaps: their shapes are not known yet.
    fn can_be_quoted(&self, mut at: usize) -> bool {
        loop {
            match self.quote_length(at) {
                0 => break,
                it => at += it,
            }
        }
        match *self.rest(at) {
            [] | [b' ' | b'\t' | b'\n' | b'\r', ..] | [0xc2, 0xa0, ..] | [0xe2, 0x80, 0xa8 | 0xaf, ..] => false,
            [b',' | b';' | b':' | b'!' | b'?' | b')' | b']', ..] => false,
            [b'.', next, ..] => next == b'.',
            [b'.'] => false,
            _ => true,
        }
    }

    // Addresses.

    /// Steps over a web or mail address around `self.at`, and takes back what was done to its beginning.
    fn address(&mut self) {
        let mut start = self.at;
        while start > 0 && is_of_address(self.text[start - 1]) {
            start -= 1;
        }
        self.edits.forget(start);
        self.is_in_address = true;
        let mut end = self.at;
        while end < self.text.len() && !self.ends_address(end) {
            end += 1;
        }
        let whole = &self.text[self.at..end];
        let has_bracket = whole.contains(&b'(');
        let is_trailing =
            |it: &u8| matches!(it, b'.' | b',' | b';' | b':' | b'!' | b'?') || (*it == b')' && !has_bracket);
        let trailing = whole.iter().rev().take_while(|it| is_trailing(it)).count();
        self.set(Left::Address, (end - trailing).max(self.at + 1));
    }

    fn ends_address(&self, at: usize) -> bool {
        match *self.rest(at) {
            [b' ' | b'\t' | b'\n' | b'\r' | b'"' | b'<' | b'>', ..] | [0xc2, 0xa0 | 0xab | 0xbb, ..] => true,
            [0xe2, 0x80, 0x9c..=0x9e | 0xa6 | 0xa8 | 0xaf, ..] => true,
            _ => self.is_opaque(at),
        }
    }
}

/// A byte of the part of an address before `@`, `:` or the first dot.
fn is_of_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-' | b'~' | 0xd0 | 0xd1 | 0x80..=0xbf)
}

/// True if the first number is less than the second; both have at most four digits.
fn rises(first: &[u8], second: &[u8]) -> bool {
    let value = |digits: &[u8]| digits.iter().fold(0, |sum, it| sum * 10 + u32::from(it - b'0'));
    value(first) < value(second)
}
