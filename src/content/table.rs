//! Tables of data: CSV files and what is checked of any table. The csv door: no other file names the crate.
//!
//! Sums are exact decimals. A row «Итого» at the end is shown as a total and is no part of the sum.
//!
//! Begin with [`parse`].

use std::borrow::Cow;
use std::sync::Arc;

use super::body::TableOptions;
use crate::base::fold::{fold, fold_key, nearest};
use crate::base::lang::Lang;
use crate::base::number::Decimal;
use crate::base::problem::{Diagnostic, Problem, Severity};
use crate::base::span::Span;
use crate::base::typography;

/// The limits of a table that a page can hold.
const COLUMNS: usize = 200;
const CELLS: usize = 20_000;

/// Names of columns and rows below them, cells as they were written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Table {
    /// Names of columns.
    pub header: Vec<String>,
    /// Rows, each as long as the header.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Row {
    /// One text a column.
    pub cells: Vec<String>,
}

/// A CSV file that was read, and what is wrong with it, at bytes of the file.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Parsed {
    /// What could be read: rows that fit the header.
    pub table: Table,
    /// Faults; no place: the whole file.
    pub problems: Vec<(Option<Span>, Problem)>,
}

/// Reads a CSV file: `;`, `,` or tab as the header has it, UTF-8 or Windows-1251.
pub fn parse(bytes: &[u8]) -> Parsed {
    let mut parsed = Parsed::default();
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bare.contains(&0) {
        parsed.problems.push((None, Problem::UnreadableTable {}));
        return parsed;
    }
    let text = match std::str::from_utf8(bare) {
        Ok(it) => it.to_owned(),
        Err(_) => {
            parsed.problems.push((None, Problem::TableEncoding {}));
            windows_1251(bare)
        }
    };
    // A place is told only where the bytes are those of the file.
    let offset = (text.len() == bare.len()).then(|| bytes.len() - bare.len());
    read(&text, offset, &mut parsed);
    if parsed.table.rows.is_empty() && parsed.problems.iter().all(|it| it.1.severity() != Severity::Error) {
        parsed.problems.push((None, Problem::EmptyTable {}));
    }
    parsed
}

fn read(text: &str, offset: Option<usize>, parsed: &mut Parsed) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut cells = 0;
    for record in reader.records() {
        let Ok(record) = record else {
            parsed.problems.push((None, Problem::UnreadableTable {}));
            return;
        };
        if record.iter().all(|it| it.trim().is_empty()) {
            continue;
        }
        cells += record.len();
        if record.len() > COLUMNS || cells > CELLS {
            let problem = Problem::TableTooLarge { columns: COLUMNS as u64, cells: CELLS as u64 };
            parsed.problems.push((None, problem));
            return;
        }
        let row: Vec<String> = record.iter().map(|it| it.trim().to_owned()).collect();
        let header = &mut parsed.table.header;
        if header.is_empty() {
            *header = row;
        } else if row.len() != header.len() {
            let problem = Problem::RaggedRow { wanted: header.len() as u64, found: row.len() as u64 };
            let start = record.position().map_or(0, |it| it.byte() as usize);
            let length = text[start..].trim_start().lines().next().map_or(0, str::len);
            let start = text.len() - text[start..].trim_start().len();
            parsed.problems.push((offset.map(|it| Span::new(it + start, it + start + length)), problem));
        } else {
            parsed.table.rows.push(Row { cells: row });
        }
    }
}

/// What separates columns: the sign that the header has most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|it| !it.trim().is_empty()).unwrap_or_default();
    let mut counts = [(b';', 0usize), (b',', 0), (b'\t', 0)];
    let mut is_quoted = false;
    for byte in header.bytes() {
        is_quoted ^= byte == b'"';
        if let Some(it) = counts.iter_mut().find(|it| it.0 == byte && !is_quoted) {
            it.1 += 1;
        }
    }
    let semicolons = counts[0].1;
    if semicolons > 0 {
        return b';';
    }
    if counts[2].1 > 0 && counts[1].1 == 0 { b'\t' } else { b',' }
}

/// The upper half of Windows-1251.
fn windows_1251(bytes: &[u8]) -> String {
    const HIGH: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї";
    let high: Vec<char> = HIGH.chars().collect();
    bytes
        .iter()
        .map(|byte| match byte {
            0..0x80 => char::from(*byte),
            0x80..0xc0 => high[usize::from(byte - 0x80)],
            0xc0.. => char::from_u32(0x410 + u32::from(byte - 0xc0)).unwrap_or('\u{fffd}'),
        })
        .collect()
}

/// A cell or a total as a number: also `36,4 %` and `–5`.
fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim().trim_end_matches('%').trim_end();
    match text.strip_prefix('–') {
        Some(rest) => Decimal::parse(&format!("−{rest}")),
        None => Decimal::parse(text),
    }
}

impl Table {
    /// The rows that are summed: all but a closing «Итого».
    fn summed(&self) -> &[Row] {
        match self.rows.split_last() {
            Some((last, rest)) if is_total(last) => rest,
            _ => &self.rows,
        }
    }

    fn cell(row: &Row, column: usize) -> &str {
        row.cells.get(column).map_or("", String::as_str).trim()
    }

    /// Whether a column holds numbers alone (blanks and dashes aside).
    fn is_numeric(&self, column: usize) -> bool {
        let mut filled = self.summed().iter().map(|it| Self::cell(it, column)).filter(|it| !is_blank(it)).peekable();
        filled.peek().is_some() && filled.all(|it| decimal(it).is_some())
    }

    fn last_numeric(&self) -> Option<usize> {
        (0..self.header.len()).rev().find(|it| self.is_numeric(*it))
    }

    /// The exact sum; zero when it is beyond all numbers of this world, which no total equals.
    fn sum(&self, column: usize) -> Decimal {
        Decimal::sum(self.summed().iter().filter_map(|it| decimal(Self::cell(it, column)))).unwrap_or_default()
    }

    /// The column of a total: by name, or the last one of numbers.
    fn column(&self, name: Option<&str>) -> Result<usize, Problem> {
        let Some(name) = name else { return self.last_numeric().ok_or(Problem::NoNumericColumn {}) };
        let wanted = fold_key(name);
        self.header.iter().position(|it| fold_key(it) == wanted).ok_or_else(|| Problem::UnknownColumn {
            column: name.to_owned(),
            nearest: nearest(name, self.header.iter().map(String::as_str)),
            known: self.header.clone(),
        })
    }

    /// Columns of shares: those with `%` in their name or cells; else the last one of numbers.
    fn share_columns(&self) -> Vec<usize> {
        let is_share = |column: usize| {
            let rows = self.summed();
            self.header[column].contains(['%'])
                || (!rows.is_empty() && rows.iter().all(|it| Self::cell(it, column).ends_with('%')))
        };
        let found: Vec<usize> = (0..self.header.len()).filter(|it| self.is_numeric(*it) && is_share(*it)).collect();
        if found.is_empty() { self.last_numeric().into_iter().collect() } else { found }
    }

    /// How far the shares of a column are from 100, in units of their last digit, and whether rounding explains it.
    fn rounding(&self, column: usize) -> (i128, bool) {
        let sum = self.sum(column);
        let hundred = 100 * 10i128.pow(u32::from(sum.scale()));
        let miss = (i128::from(sum.mantissa()) - hundred).abs();
        // Each rounded share is off by half a unit of its last digit at most.
        (miss, miss * 2 <= self.summed().len() as i128)
    }
}

fn is_total(row: &Row) -> bool {
    let first = row.cells.first().map(|it| fold(it)).unwrap_or_default();
    ["итого", "всего", "total"]
        .iter()
        .any(|it| first == *it || first.strip_prefix(it).is_some_and(|rest| rest.starts_with([' ', ':'])))
}

fn is_blank(cell: &str) -> bool {
    matches!(cell, "" | "-" | "–" | "—" | "…")
}

/// What does not add up: problems at the places of the totals in `file`, the article.
pub fn totals(file: &Arc<str>, table: &Table, options: &TableOptions) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (name, stated) in &options.totals {
        if let Err(problem) = check_total(table, name.as_deref(), &stated.value) {
            problems.push(Diagnostic::new(file, stated.span, problem));
        }
    }
    if let Some(span) = options.share {
        for column in table.share_columns().into_iter().filter(|it| !table.rounding(*it).1) {
            let sum = table.sum(column).text(Lang::Ru);
            let problem = Problem::SharesOff { sum, column: table.header[column].clone() };
            problems.push(Diagnostic::new(file, span, problem));
        }
    }
    problems
}

fn check_total(table: &Table, name: Option<&str>, stated: &str) -> Result<(), Problem> {
    let wanted = decimal(stated).ok_or_else(|| Problem::NotANumber { value: stated.to_owned() })?;
    let column = table.column(name)?;
    if let Some(bad) =
        table.summed().iter().map(|it| Table::cell(it, column)).find(|it| !is_blank(it) && decimal(it).is_none())
    {
        return Err(Problem::NotANumber { value: bad.to_owned() });
    }
    let sum = table.sum(column);
    if sum.cmp_value(wanted).is_eq() {
        return Ok(());
    }
    Err(Problem::TotalMismatch {
        stated: stated.to_owned(),
        actual: sum.text(Lang::Ru),
        column: table.header[column].clone(),
    })
}

/// The cells of a total row under the table, where one is wanted and the table has none; the first is for its word.
pub fn total_row(table: &Table, options: &TableOptions, lang: Lang) -> Option<Vec<String>> {
    if options.totals.is_empty() || table.rows.last().is_some_and(is_total) || table.header.len() < 2 {
        return None;
    }
    let mut cells = vec![String::new(); table.header.len()];
    for (name, stated) in &options.totals {
        let column = table.column(name.as_deref()).ok().filter(|it| *it > 0)?;
        cells[column] = decimal(&stated.value)?.text(lang);
    }
    Some(cells)
}

/// Whether shares miss 100 only because they are rounded.
pub fn is_rounded(table: &Table) -> bool {
    table.share_columns().into_iter().map(|it| table.rounding(it)).any(|(miss, is_explained)| miss > 0 && is_explained)
}

/// Words that a table needs, from the interface strings.
#[derive(Debug, Clone, Copy)]
pub struct Words<'w> {
    /// The language numbers are shown in.
    pub lang: Lang,
    /// «Таблица»: the name of one without a caption (key `table`).
    pub label: &'w str,
    /// «Итого» (key `table_total`).
    pub total: &'w str,
    /// «Сумма долей отличается от 100 % из-за округления» (key `table_rounding`).
    pub rounding: &'w str,
}

/// A cell by the rules of the language, where they are wanted.
fn set<'t>(text: &'t str, options: &TableOptions) -> Cow<'t, str> {
    if options.has_typography { typography::text(text) } else { Cow::Borrowed(text) }
}

/// The table as HTML, in a frame that can be scrolled by keyboard.
pub fn html(table: &Table, options: &TableOptions, words: &Words<'_>) -> String {
    let cells: usize = table.rows.iter().flat_map(|it| &it.cells).map(String::len).sum();
    let mut out = String::with_capacity(cells * 2 + 256);
    let numeric: Vec<bool> = (0..table.header.len()).map(|it| table.is_numeric(it)).collect();
    out.push_str("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
    escape(&mut out, options.caption.as_deref().unwrap_or(words.label));
    out.push_str("\">\n<table>\n");
    if let Some(it) = &options.caption {
        element(&mut out, "<caption>", it, "</caption>\n");
    }
    head(&mut out, table, &numeric, options);
    rows(&mut out, table, &numeric, (options, words.lang));
    if let Some(cells) = total_row(table, options, words.lang) {
        element(&mut out, "<tfoot>\n<tr class=\"total\"><th scope=\"row\">", words.total, "</th>");
        for cell in &cells[1..] {
            element(&mut out, "<td class=\"num\">", cell, "</td>");
        }
        out.push_str("</tr>\n</tfoot>\n");
    }
    out.push_str("</table>\n");
    if options.share.is_some() && is_rounded(table) {
        element(&mut out, "<p class=\"table-note\">", words.rounding, "</p>\n");
    }
    out.push_str("</div>\n");
    out
}

fn head(out: &mut String, table: &Table, numeric: &[bool], options: &TableOptions) {
    out.push_str("<thead>\n<tr>");
    for (name, is_numeric) in table.header.iter().zip(numeric) {
        let open = if *is_numeric { "<th scope=\"col\" class=\"num\">" } else { "<th scope=\"col\">" };
        match name.is_empty() {
            // A header cell without words would be announced as one.
            true => out.push_str("<td></td>"),
            false => element(out, open, &set(name, options), "</th>"),
        }
    }
    out.push_str("</tr>\n</thead>\n");
}

fn rows(out: &mut String, table: &Table, numeric: &[bool], (options, lang): (&TableOptions, Lang)) {
    out.push_str("<tbody>\n");
    for row in &table.rows {
        out.push_str(if is_total(row) { "<tr class=\"total\">" } else { "<tr>" });
        for (cell, is_numeric) in row.cells.iter().zip(numeric) {
            match is_numeric {
                true => element(out, "<td class=\"num\">", &number(cell, lang), "</td>"),
                false => element(out, "<td>", &set(cell, options), "</td>"),
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n");
}

/// A number as it was written, with the signs of the language.
fn number(cell: &str, lang: Lang) -> String {
    let mut out = String::with_capacity(cell.len() + 4);
    for it in cell.chars() {
        out.push(match (it, lang) {
            (' ' | '\u{202f}' | '\u{2009}', _) => '\u{a0}',
            ('.', Lang::Ru) => ',',
            (',', Lang::En) => '.',
            ('-', _) if cell.len() > 1 => '−',
            _ => it,
        });
    }
    out
}

fn element(out: &mut String, open: &str, text: &str, close: &str) {
    out.push_str(open);
    escape(out, text);
    out.push_str(close);
}

/// As the writer of Markdown escapes, for text and attributes alike.
fn escape(out: &mut String, text: &str) {
    for it in text.chars() {
        match it {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            it if it.is_control() => {}
            it => out.push(it),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Spanned;

    fn options(totals: &[(Option<&str>, &str)], has_share: bool) -> TableOptions {
        let spanned = |it: &str| Spanned::new(it.to_owned(), Span::new(5, 9));
        let totals = totals.iter().map(|it| (it.0.map(str::to_owned), spanned(it.1))).collect();
        TableOptions { caption: None, totals, share: has_share.then(|| Span::new(7, 8)), has_typography: true }
    }

    fn told(table: &Table, options: &TableOptions) -> Vec<(Option<Span>, Problem)> {
        totals(&"a.md".into(), table, options).into_iter().map(|it| (it.at.span, it.problem)).collect()
    }

    fn codes(text: &str) -> Vec<&'static str> {
        parse(text.as_bytes()).problems.iter().map(|it| it.1.code()).collect()
    }

    #[test]
    fn separators_and_encodings() {
        let semicolons = parse("\u{feff}Год;Доля, %\n2020;36,4\n".as_bytes());
        assert_eq!(semicolons.table.header, ["Год", "Доля, %"]);
        let commas = parse(b"a,b\r\n1,\"2,5\"\r\n");
        assert_eq!(commas.table.rows[0].cells, ["1", "2,5"]);
        let old = parse(&[0xc3, 0xee, 0xe4, b';', b'n', b'\n', 0xb8, b';', b'1', b'\n']);
        assert_eq!((old.table.header[0].as_str(), old.table.rows[0].cells[0].as_str()), ("Год", "ё"));
        assert_eq!(old.problems[0].1.code(), "D022");
        assert_eq!(parse(b"a;\x00\xff").problems[0].1.code(), "D028");
    }

    #[test]
    fn faults_of_files() {
        assert_eq!(codes(""), ["D020"]);
        assert_eq!(codes("a;b\n"), ["D020"]);
        let ragged = parse("a;b\n1;2\n3\n".as_bytes());
        assert_eq!(ragged.problems[0].0, Some(Span::new(8, 9)));
        assert_eq!(codes(&";".repeat(300).replace(';', "x;")), ["M021"]);
    }

    #[test]
    fn totals_are_exact() {
        let table = parse("Регион;Семей\nОмск;2 000\nВыкса;168\n".as_bytes()).table;
        assert!(told(&table, &options(&[(None, "2168")], false)).is_empty());
        assert!(told(&table, &options(&[(Some("семей"), "2 168")], false)).is_empty());
        let found = told(&table, &options(&[(None, "2169")], false));
        let expected =
            Problem::TotalMismatch { stated: "2169".into(), actual: "2\u{a0}168".into(), column: "Семей".into() };
        assert_eq!(found, [(Some(Span::new(5, 9)), expected)]);
        assert_eq!(told(&table, &options(&[(Some("Семьи"), "1")], false))[0].1.code(), "D025");
        assert_eq!(told(&table, &options(&[(None, "много")], false))[0].1.code(), "D026");
        let words = parse("a;b\nx;y\n".as_bytes()).table;
        assert_eq!(told(&words, &options(&[(None, "1")], false))[0].1.code(), "D024");
    }

    #[test]
    fn a_total_row_is_no_part_of_the_sum() {
        let table = parse("a;b\nx;1,5\ny;2\nИтого:;3,5\n".as_bytes()).table;
        assert!(told(&table, &options(&[(None, "3,5")], false)).is_empty());
        assert_eq!(total_row(&table, &options(&[(None, "3,5")], false), Lang::Ru), None);
    }

    #[test]
    fn shares_are_told_of_when_rounding_explains_nothing() {
        let table = parse("a;Доля\nx;36,4\ny;26,2\nz;19,6\nw;17,9\n".as_bytes()).table;
        assert!(is_rounded(&table) && told(&table, &options(&[], true)).is_empty());
        let wrong = parse("a;Доля\nx;36\ny;26\n".as_bytes()).table;
        assert_eq!(told(&wrong, &options(&[], true))[0].1.code(), "D027");
    }

    #[test]
    fn tables_are_shown() {
        let table = parse("Регион;Семей\nОмск & К;2000\nВыкса;-168.5\n".as_bytes()).table;
        let words = Words { lang: Lang::Ru, label: "Таблица", total: "Итого", rounding: "!" };
        let shown = html(&table, &options(&[(None, "1831,5")], false), &words);
        assert_eq!(
            shown,
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Таблица\">\n<table>\n\
             <thead>\n<tr><th scope=\"col\">Регион</th><th scope=\"col\" class=\"num\">Семей</th></tr>\n</thead>\n\
             <tbody>\n<tr><td>Омск &amp; К</td><td class=\"num\">2000</td></tr>\n\
             <tr><td>Выкса</td><td class=\"num\">−168,5</td></tr>\n</tbody>\n\
             <tfoot>\n<tr class=\"total\"><th scope=\"row\">Итого</th><td class=\"num\">1\u{a0}831,5</td></tr>\n</tfoot>\n\
             </table>\n</div>\n"
        );
    }
}
