//! What a text pasted from a word processor or a site brings along: warnings, each with a cure.
//!
//! The rules are careful: a false alarm teaches people to read none of them. Nothing here changes the text.

use std::ops::Range;
use std::sync::Arc;

use super::output::find_byte;
use crate::base::problem::{Diagnostic, Problem};
use crate::content::directive::Cut;

/// Where problems are told.
pub(super) struct Ctx<'c, 'p> {
    pub cut: &'c Cut<'c>,
    pub file: &'c Arc<str>,
    pub problems: &'p mut Vec<Diagnostic>,
}

impl Ctx<'_, '_> {
    fn tell(&mut self, range: Range<usize>, problem: Problem) {
        self.problems.push(Diagnostic::new(self.file, self.cut.span(range), problem));
    }
}

/// What was seen of the text so far.
#[derive(Debug, Default)]
pub(super) struct Paste {
    /// Soft line breaks of the open paragraph.
    breaks: Vec<usize>,
    /// Whether it is verse: it has hard line breaks.
    is_verse: bool,
    /// Whether the next `**` closes what the last one meant to open.
    has_asterisks: bool,
    /// Behind the last literal asterisk, unless it was the second of two.
    asterisk_end: Option<usize>,
    lists: Vec<List>,
    /// Where the last paragraph ended.
    last_end: usize,
    grouped: Option<Range<usize>>,
    plain: Option<Range<usize>>,
}

#[derive(Debug)]
struct List {
    range: Range<usize>,
    n_items: usize,
    /// The last character of a paragraph right before it.
    before: Option<char>,
}

impl Paste {
    pub fn paragraph(&mut self) {
        self.breaks.clear();
        self.is_verse = false;
    }

    pub fn soft_break(&mut self, at: usize) {
        self.breaks.push(at);
    }

    pub fn hard_break(&mut self) {
        self.is_verse = true;
    }

    /// A run of inline content is over.
    pub fn end_run(&mut self) {
        self.has_asterisks = false;
    }

    /// The end of a paragraph; `is_flush`: it should begin its line.
    pub fn end_paragraph(&mut self, range: &Range<usize>, is_flush: bool, ctx: &mut Ctx<'_, '_>) {
        let text = &*ctx.cut.text;
        if self.lists.is_empty() && !self.is_verse {
            for at in &self.breaks {
                if let Some(place) = merged(text, *at) {
                    ctx.tell(place, Problem::MergedParagraphs {});
                }
            }
        }
        self.breaks.clear();
        let line_start = text[..range.start].rfind('\n').map_or(0, |it| it + 1);
        let line = &text[line_start..range.end];
        let indent = line.len() - line.trim_start().len();
        let is_directive = line.trim_start().starts_with(":::"); // Told as such.
        if is_flush && indent > 0 && !is_directive {
            ctx.tell(line_start..line_start + indent, Problem::IndentedParagraph {});
        }
        self.last_end = line_start + line.trim_end().len();
    }

    pub fn start_list(&mut self, number: Option<u64>, range: &Range<usize>, ctx: &mut Ctx<'_, '_>) {
        let text = &*ctx.cut.text;
        if let Some(number) = number.filter(|it| (1000..3000).contains(it)) {
            let end = range.start + number.to_string().len() + 1;
            ctx.tell(range.start..end, Problem::YearList { number: number.to_string() });
        }
        let is_near = self.last_end > 0 && text.get(self.last_end..range.start).is_some_and(|it| it.trim().is_empty());
        let before = if is_near { text[..self.last_end].chars().next_back() } else { None };
        self.lists.push(List { range: range.clone(), n_items: 0, before });
    }

    pub fn item(&mut self) {
        if let Some(it) = self.lists.last_mut() {
            it.n_items += 1;
        }
    }

    pub fn end_list(&mut self, ctx: &mut Ctx<'_, '_>) {
        let Some(list) = self.lists.pop() else { return };
        let text = ctx.cut.text.get(list.range.clone()).unwrap_or_default();
        let Some(item) = text.strip_prefix('-') else { return };
        let item = item.lines().next().unwrap_or_default().trim();
        if is_speech(item, &list) {
            ctx.tell(list.range.start..list.range.start + 1, Problem::SpeechList {});
        }
    }

    /// Looks at one piece of text, which begins at byte `at`.
    pub fn text(&mut self, text: &str, at: usize, ctx: &mut Ctx<'_, '_>) {
        let bytes = text.as_bytes();
        let is_wanted =
            |it: u8| (it.wrapping_sub(b'0') < 10) | (it == b'*') | (it == b'^') | (it == b'"') | (it == 0xc2);
        let mut index = 0;
        while let Some(found) = find_byte(&bytes[index..], is_wanted) {
            index += found;
            index = match bytes[index] {
                b'0'..=b'9' => self.number(text, at, index),
                b'^' => {
                    unknown_footnote(at + index, ctx);
                    index + 1
                }
                b'*' => self.asterisk(at + index, ctx) - at,
                b'"' => self.quotes(text, at, index, ctx),
                // The first byte of « and ».
                0xc2 if bytes[index + 1] == 0xbb => self.quotes(text, at, index, ctx),
                _ => index + 1,
            };
        }
    }

    /// Two literal asterisks side by side; the parser hands them over one by one.
    fn asterisk(&mut self, at: usize, ctx: &mut Ctx<'_, '_>) -> usize {
        if self.asterisk_end != Some(at) {
            self.asterisk_end = Some(at + 1);
            return at + 1;
        }
        if !self.has_asterisks {
            ctx.tell(at - 1..at + 1, Problem::LiteralAsterisks {});
        }
        self.has_asterisks = !self.has_asterisks;
        self.asterisk_end = None;
        at + 1
    }

    /// `» «` and `" "` between two names.
    fn quotes(&mut self, text: &str, at: usize, index: usize, ctx: &mut Ctx<'_, '_>) -> usize {
        let is_straight = text.as_bytes()[index] == b'"';
        let after = index + if is_straight { 1 } else { 2 };
        let Some(rest) = text[after..].strip_prefix([' ', '\u{a0}']) else { return after };
        let is_pair = match is_straight {
            false => rest.starts_with('«'),
            true => {
                let is_end =
                    text[..index].chars().next_back().is_some_and(|it| !it.is_whitespace() && !"(«".contains(it));
                is_end && rest.strip_prefix('"').is_some_and(|it| it.starts_with(char::is_alphanumeric))
            }
        };
        if is_pair {
            ctx.tell(at + index..at + text.len() - rest.len(), Problem::AdjacentQuotes {});
        }
        after
    }

    /// A number with or without groups of three; the byte behind it.
    fn number(&mut self, text: &str, at: usize, index: usize) -> usize {
        let digits = |from: usize| text.as_bytes()[from..].iter().take_while(|it| it.is_ascii_digit()).count();
        let length = digits(index);
        let mut end = index + length;
        let is_alone = is_free(&text[..index]);
        if (1..=3).contains(&length) {
            while let Some(space) = group_space(&text[end..]).filter(|it| digits(end + it) == 3) {
                end += space + 3;
            }
            let is_group = end > index + length && is_alone && !text[end..].starts_with(['-', '–', '/']);
            if is_group && self.grouped.is_none() && text.as_bytes()[index] != b'0' {
                self.grouped = Some(at + index..at + end);
            }
            return end;
        }
        let number = &text[index..end];
        let is_year = length == 4 && ("1800".."2101").contains(&number);
        let after = &text[end..];
        let goes_on = after.starts_with(['-', '–', '/', '_']) || after.starts_with(char::is_alphabetic);
        let is_index = length == 6 && after.starts_with(',');
        if (4..=6).contains(&length) && is_alone && !is_year && !goes_on && !is_index && !number.starts_with('0') {
            self.plain.get_or_insert(at + index..at + end);
        }
        end
    }

    /// What only the whole text can tell.
    pub fn finish(&mut self, ctx: &mut Ctx<'_, '_>) {
        let (Some(grouped), Some(plain)) = (self.grouped.take(), self.plain.take()) else { return };
        let text = &*ctx.cut.text;
        let (Some(one), Some(other)) = (text.get(grouped.clone()), text.get(plain.clone())) else { return };
        let problem = Problem::DigitGrouping { grouped: one.to_owned(), plain: other.to_owned() };
        let told = Diagnostic::new(ctx.file, ctx.cut.span(plain), problem).with(ctx.file, ctx.cut.span(grouped));
        ctx.problems.push(told);
    }
}

/// `[^label]` that stayed text, for there is no such note; `at` is the byte of its `^`.
fn unknown_footnote(at: usize, ctx: &mut Ctx<'_, '_>) {
    const LONGEST: usize = 100;
    let text = &*ctx.cut.text;
    let is_mark = text[..at].ends_with('[') && !text[..at].ends_with("\\[");
    let Some(rest) = text.get(at + 1..).filter(|_| is_mark) else { return };
    let end = rest.bytes().take(LONGEST).position(|it| matches!(it, b']' | b'\n' | b' '));
    let Some(end) = end.filter(|it| *it > 0 && rest.as_bytes()[*it] == b']') else { return };
    let label = rest[..end].to_owned();
    ctx.tell(at - 1..at + end + 2, Problem::UnknownFootnote { label });
}

/// Whether a number may begin behind `before`: no part of a code, a date, a phone or a numbered document.
fn is_free(before: &str) -> bool {
    let near = before.chars().next_back();
    if near.is_some_and(|it| it.is_alphanumeric() || "-–./:,+(#№§_=".contains(it)) {
        return false;
    }
    let far = before.trim_end().chars().next_back();
    !far.is_some_and(|it| "№§+".contains(it))
}

fn group_space(text: &str) -> Option<usize> {
    let space = text.chars().next().filter(|it| matches!(it, ' ' | '\u{a0}' | '\u{202f}'))?;
    Some(space.len_utf8())
}

/// Whether the line break at byte `at` stands between two sentences: the place of the second.
fn merged(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text[..at].trim_end();
    let after = text[at..].trim_start_matches(|it: char| it.is_whitespace() || it == '>');
    let start = text.len() - after.len();
    let word = after.trim_start_matches(['*', '_', '[']);
    let first = word.chars().next()?;
    let is_dash = matches!(first, '—' | '–' | '-') && word[first.len_utf8()..].starts_with(char::is_whitespace);
    let begins = first.is_uppercase() || is_dash || matches!(first, '«' | '"' | '“' | '„');
    (begins && ends_sentence(before)).then(|| start..start + after.split_whitespace().next().map_or(1, str::len))
}

/// Whether a line ends a sentence; dots of initials and of «г. Выкса» do not.
fn ends_sentence(line: &str) -> bool {
    const SHORT: [&str; 22] = [
        "г",
        "гг",
        "ул",
        "им",
        "д",
        "п",
        "ст",
        "пос",
        "пер",
        "пл",
        "пр",
        "просп",
        "с",
        "обл",
        "р",
        "тел",
        "проф",
        "акад",
        "св",
        "тов",
        "рис",
        "см",
    ];
    let bare = line.trim_end_matches(['*', '_', '»', '"', '”', '“', ')', ']', '\'']);
    let Some(last) = bare.chars().next_back() else { return false };
    if matches!(last, '?' | '!' | '…' | ':') {
        return true;
    }
    let Some(body) = bare.strip_suffix('.') else { return false };
    let start = body
        .rfind(|it: char| !it.is_alphanumeric())
        .map_or(0, |it| it + body[it..].chars().next().map_or(1, char::len_utf8));
    let word = &body[start..];
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let follows_number = body[..start].trim_end().ends_with(|it: char| it.is_ascii_digit());
    let is_short = word.len() <= 10 && SHORT.contains(&word.to_lowercase().as_str()) && !follows_number;
    !is_initial && !is_short
}

/// Whether an item that begins with a hyphen is what somebody said, or who said it.
fn is_speech(item: &str, list: &List) -> bool {
    if has_author_words(item) {
        return true;
    }
    let Some(first) = item.split(|it: char| !it.is_alphabetic()).next().filter(|it| starts_low(it)) else {
        return false;
    };
    if list.n_items != 1 {
        return false;
    }
    match list.before {
        _ if is_speech_verb(first) => true,
        Some(',') => is_verb(first),
        Some('»' | '"' | '”' | '!' | '?' | '…') => is_verb(first),
        _ => false,
    }
}

fn starts_low(word: &str) -> bool {
    word.chars().next().is_some_and(|it| matches!(it, 'а'..='я' | 'ё'))
}

/// «…, - сказал он»: a dash between speech and its author.
fn has_author_words(item: &str) -> bool {
    [" - ", " – ", " — "].iter().any(|dash| {
        item.match_indices(dash).any(|(at, _)| {
            let rest = &item[at + dash.len()..];
            let word = rest.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
            item[..at].ends_with([',', '!', '?', '…', '»', '"']) && is_speech_verb(word)
        })
    })
}

fn is_speech_verb(word: &str) -> bool {
    const STEMS: [&str; 24] = [
        "сказа",
        "расска",
        "говор",
        "отме",
        "подчерк",
        "сообщ",
        "заяв",
        "добав",
        "поясн",
        "счита",
        "уточн",
        "призна",
        "вспомина",
        "вспомн",
        "делит",
        "подели",
        "комментир",
        "прокоммент",
        "объясн",
        "утвержд",
        "ответ",
        "спро",
        "напомн",
        "увере",
    ];
    starts_low(word) && STEMS.iter().any(|it| word.starts_with(it)) && is_verb(word)
}

/// A verb of the third person or of the past, by its ending.
fn is_verb(word: &str) -> bool {
    const ENDINGS: [&str; 14] =
        ["л", "ла", "ло", "ли", "лся", "лась", "лись", "ет", "ит", "ют", "ят", "ется", "ится", "рен"];
    word.chars().count() > 3 && ENDINGS.iter().any(|it| word.ends_with(it))
}

/// Whether indented «code» is Russian prose.
pub(super) fn is_prose(code: &str) -> bool {
    let is_cyrillic = |it: &char| matches!(it, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
    let letters = code.chars().filter(|it| it.is_alphabetic()).count();
    let cyrillic = code.chars().filter(is_cyrillic).count();
    let signs = code.chars().filter(|it| "{};=<>|\\".contains(*it)).count();
    code.split_whitespace().nth(2).is_some() && cyrillic * 2 > letters && signs * 10 < cyrillic
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentence_ends() {
        for it in ["Итоги.", "сказал он: «Да.»", "Да!", "Участники:", "в 2022 г.", "(так.)", "**Итоги.**"]
        {
            assert!(ends_sentence(it), "{it}");
        }
        for it in ["фонд «Няня»", "в г.", "А. С.", "на ул.", "работа", "Омск,"] {
            assert!(!ends_sentence(it), "{it}");
        }
    }

    #[test]
    fn prose_and_code() {
        assert!(is_prose("Фонд помогает семьям в Выксе."));
        assert!(!is_prose("let x = 1; // счётчик"));
        assert!(!is_prose("один два"));
    }
}
