//! The passport of an item: one sheet of paper, whatever was written.
//!
//! Which fields stand on it is a column of the type tables (`passport: true`). How much of each fits is counted in
//! lines: those that are short stay whole, the long ones give way to each other alike, and a sentence at the foot
//! says where the rest is. The style sheet has the last word about the size of the sheet, never about what is left out.
//!
//! The body of an article is not here: its edit leaves the passport alone.

use crate::content::types::Field;
use crate::content::value::Value;
use crate::model::DocId;
use crate::plan::passport_url;

use super::World;
use super::entries::entries;
use super::show::{choice_label, kind_label};
use super::view::*;

/// Lines of a sheet that texts may fill, beside its frame.
const LINES: usize = 47;
/// Signs of a line beside a label, with what breaking words costs.
const SIGNS: usize = 76;
/// The same in larger letters.
const LARGE_LINES: usize = 34;
const LARGE_SIGNS: usize = 60;
/// Rows of results, steps and fields that a sheet has room for.
const MOST_RESULTS: usize = 4;
const MOST_STEPS: usize = 6;
const MOST_ROWS: usize = 16;
/// Signs of a title, of the organisation and of the places on top.
const TITLE: usize = 170;
const NAME: usize = 110;
/// Lines that the results may take, signs of a row of theirs, and the longest cells that are tried for that.
const RESULTS: usize = 12;
const ROW: usize = 110;
const CELLS: [usize; 5] = [240, 120, 80, 50, 30];

/// Fields of the passport that have a place of their own on the sheet.
const APART: [&str; 7] = ["status", "organisation", "evidence", "results", "steps", "contact", "reviewed"];

impl World<'_> {
    /// `passport.html`.
    pub fn passport(&self, id: DocId) -> PassportView {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let page = self.link_to(id);
        let url = &self.site.urls[id as usize];
        let mut crumbs = self.crumbs(id);
        crumbs.push(page.clone());
        let heading = Cut::new(&document.title, TITLE);
        let mut frame = self.frame(&heading.text, &passport_url(url), crumbs);
        frame.title = super::plain(&self.say("title_passport", &[("title", document.title.clone())]));
        frame.active = self.article_active(id);
        let organisation = self.operator(id).map(|it| Cut::new(&it, NAME));
        let mut view = PassportView {
            frame,
            kind_label: kind_label(document, kind, self.words),
            places: self.places(id).map(|it| Cut::new(&it, NAME).text),
            status: choice_label(document, kind, "status", self.words),
            evidence: self.evidence(document, kind),
            contact: self.contact_of(id).map(short_contact),
            address: self.words.absolute(url).unwrap_or_else(|| page.url.clone()),
            page,
            is_cut: heading.is_cut || organisation.as_ref().is_some_and(|it| it.is_cut),
            organisation: organisation.map(|it| it.text),
            reviewed: match document.get(kind, "reviewed") {
                Some(Value::Moment(it)) => Some(self.words.day(it.date)),
                _ => None,
            },
            ..PassportView::default()
        };
        self.fill_passport(id, &mut view);
        view
    }

    /// The texts of the sheet, as long as they fit on it.
    fn fill_passport(&self, id: DocId, view: &mut PassportView) {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let results = entries(document, kind, "results");
        view.is_cut |= results.len() > MOST_RESULTS;
        let shown = &results[..results.len().min(MOST_RESULTS)];
        let mut taken = 0;
        if !shown.is_empty() {
            let (table, lines) = fitted(&self.results_table(shown, &self.show(id)), &mut view.is_cut);
            view.results = Some(table);
            taken = lines + 2;
        }
        let steps = self.steps(id);
        view.is_cut |= steps.len() > MOST_STEPS;
        let steps: Vec<String> = steps.into_iter().take(MOST_STEPS).map(step_line).collect();
        let rows = self.passport_rows(id);
        view.is_cut |= rows.len() > MOST_ROWS;
        let rows: Vec<PassportRow> = rows.into_iter().take(MOST_ROWS).collect();
        // A heading stands above the steps.
        taken += 2 * usize::from(!steps.is_empty());
        let texts: Vec<usize> =
            steps.iter().chain(rows.iter().map(|it| &it.text)).map(|it| it.chars().count()).collect();
        let lines_of = |signs: usize| texts.iter().map(move |it| it.div_ceil(signs).max(1));
        view.is_roomy = !view.is_cut && lines_of(LARGE_SIGNS).sum::<usize>() + taken <= LARGE_LINES;
        let lines = most_lines(lines_of(SIGNS), LINES - taken);
        let mut fit = |it: String| {
            let cut = Cut::new(&it, lines * SIGNS);
            view.is_cut |= cut.is_cut;
            cut.text
        };
        view.steps = steps.into_iter().map(&mut fit).collect();
        view.rows = rows.into_iter().map(|it| PassportRow { text: fit(it.text), ..it }).collect();
    }

    /// The filled fields of the passport that have no place of their own, as plain texts.
    fn passport_rows(&self, id: DocId) -> Vec<PassportRow> {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let mut show = self.show(id);
        let is_row = |it: &Field| it.marks.passport && !it.marks.private && !APART.contains(&&*it.key);
        let mut rows = Vec::new();
        for (at, field) in kind.fields.iter().enumerate() {
            let Some(value) = document.field(at as u16) else { continue };
            // Every Markdown field is shown, so that the next one finds its own links.
            let shown = show.field(field, value);
            if !is_row(field) {
                continue;
            }
            let text = match (&*field.key, value, shown) {
                ("goal", ..) => lines(self.goals(id).into_iter().map(goal_line)),
                ("reach", ..) => lines(self.reach(id).into_iter().map(reach_line)),
                (_, Value::Rich(body), _) => body.first_paragraph.clone().unwrap_or_default(),
                (_, _, Some(it)) => plain_text(&it.value),
                (_, _, None) => String::new(),
            };
            let text = one_line(&text);
            if !text.is_empty() {
                let label = field.label.get(self.words.lang).to_owned();
                rows.push(PassportRow { key: field.key.to_string(), label, text });
            }
        }
        rows
    }

    /// The name of who answers for an item.
    fn operator(&self, id: DocId) -> Option<String> {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let Some(Value::Ref(at)) = document.get(kind, "organisation") else { return None };
        self.show(id).reference(*at).map(|it| it.title)
    }

    /// Its territories: the first three, and how many more.
    fn places(&self, id: DocId) -> Option<String> {
        let terms = &self.site.tables.vocabularies.terms;
        let regions = self.site.tables.vocabularies.taxonomies.iter().position(|it| it.name == "regions")?;
        let own = self.site.terms[id as usize].iter().map(|it| &terms[it.0 as usize]);
        let names: Vec<&str> = own.filter(|it| it.taxonomy as usize == regions).map(|it| it.title.as_str()).collect();
        let more = names.len().saturating_sub(3) as u64;
        let first = names[..names.len().min(3)].join(", ");
        match more {
            0 => Some(first).filter(|it| !it.is_empty()),
            _ => Some(self.words.strings.count("and_more", more, &[("names", &first)])),
        }
    }
}

/// One telephone is enough on paper, and the hours stand on the page.
fn short_contact(it: ContactView) -> ContactView {
    let phones = it.phones.into_iter().take(2).map(|it| PhoneView { hours: None, ..it }).collect();
    let short = |it: String| Cut::new(&it, NAME).text;
    let whose = it.whose.map(|it| Link { title: short(it.title), ..it });
    ContactView { phones, whose, role: it.role.map(short), schedule: Vec::new(), address: None, email: it.email }
}

/// A table with its texts as long as it fits, and how many lines it takes.
fn fitted(table: &TableView, is_cut: &mut bool) -> (TableView, usize) {
    let room = ROW / table.columns.len().max(1);
    let texts = |signs: usize| table.rows.iter().flatten().flatten().map(move |it| Cut::new(&plain_text(it), signs));
    let lines_of = |row: &[Option<Shown>], signs: usize| {
        let cells = row.iter().flatten().map(|it| plain_text(it).chars().count().min(signs).div_ceil(room));
        cells.max().unwrap_or(1).max(1)
    };
    let height = |signs: usize| table.rows.iter().map(|it| lines_of(it, signs)).sum::<usize>();
    let signs = CELLS.into_iter().find(|it| height(*it) <= RESULTS).unwrap_or(CELLS[CELLS.len() - 1]);
    *is_cut |= texts(signs).any(|it| it.is_cut);
    let mut short = table.clone();
    short.rows.iter_mut().flatten().flatten().for_each(|it| *it = Shown::Text(Cut::new(&plain_text(it), signs).text));
    (short, height(signs).min(2 * RESULTS))
}

fn step_line(it: StepView) -> String {
    let name = match (it.title, it.term) {
        (Some(title), Some(term)) => Some(format!("{title} ({term})")),
        (title, term) => title.or(term),
    };
    name.into_iter().chain(it.text).collect::<Vec<_>>().join(": ")
}

fn goal_line(it: GoalView) -> String {
    it.text.into_iter().chain(it.measure).collect::<Vec<_>>().join(". ")
}

fn reach_line(it: CounterView) -> String {
    let main = [it.label, it.value].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" — ");
    match it.date {
        Some(date) => format!("{main} ({date})"),
        None => main,
    }
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.filter(|it| !it.is_empty()).collect::<Vec<_>>().join("; ")
}

/// Line breaks are spaces; those that hold words together stay.
fn one_line(text: &str) -> String {
    text.split(['\n', ' ', '\t']).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A value in words alone.
fn plain_text(it: &Shown) -> String {
    match it {
        Shown::Text(text) => text.clone(),
        Shown::Date(it) => it.text.clone(),
        Shown::Link(it) => it.title.clone(),
        Shown::File(it) => it.title.clone(),
        Shown::Phone(it) => it.number.clone(),
        Shown::List(items) => lines(items.iter().map(plain_text)),
        Shown::Record(fields) => record_text(fields),
        Shown::Table(it) => {
            let row = |it: &Vec<Option<Shown>>| it.iter().flatten().map(plain_text).collect::<Vec<_>>().join(", ");
            lines(it.rows.iter().map(row))
        }
        Shown::Html(_) | Shown::Figure(_) => String::new(),
    }
}

/// The first value says what it is; of the others their labels do, but for the words beside a name.
fn record_text(fields: &[FieldView]) -> String {
    let Some((first, rest)) = fields.split_first() else { return String::new() };
    let is_name = matches!(first.value, Shown::Link(_));
    let more = rest.iter().map(|it| match is_name {
        true => plain_text(&it.value),
        false => format!("{}: {}", super::list::lower_first(&it.label), plain_text(&it.value)),
    });
    let parts: Vec<String> =
        std::iter::once(plain_text(&first.value)).chain(more).filter(|it| !it.is_empty()).collect();
    parts.join(if is_name { " — " } else { "; " })
}

/// The most lines that each text may have so that all of them fit into `room`; at least one.
fn most_lines(texts: impl Iterator<Item = usize>, room: usize) -> usize {
    let texts: Vec<usize> = texts.collect();
    let longest = texts.iter().copied().max().unwrap_or(1).max(1);
    let needed = |most: usize| texts.iter().map(|it| (*it).clamp(1, most)).sum::<usize>();
    (1..=longest).rev().find(|it| needed(*it) <= room).unwrap_or(1)
}

/// A text that is at most so long, cut between words.
struct Cut {
    text: String,
    is_cut: bool,
}

impl Cut {
    fn new(text: &str, signs: usize) -> Self {
        if text.chars().count() <= signs {
            return Self { text: text.to_owned(), is_cut: false };
        }
        let end = text.char_indices().nth(signs.saturating_sub(1)).map_or(text.len(), |it| it.0);
        // A word longer than half of the room is cut itself.
        let at = text[..end].rfind(' ').filter(|it| *it > end / 2).unwrap_or(end);
        let kept = text[..at].trim_end_matches(|it: char| it.is_whitespace() || ",;:.—–-«„(".contains(it));
        Self { text: format!("{kept}…"), is_cut: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_stay_whole_and_long_ones_share_what_is_left() {
        let most = |texts: &[usize], room| most_lines(texts.iter().copied(), room);
        assert_eq!(most(&[1, 2, 3], 10), 3);
        assert_eq!(most(&[1, 9, 9], 9), 4);
        assert_eq!(most(&[1, 1, 20], 9), 7);
        assert_eq!(most(&[5; 20], 9), 1);
        assert_eq!(most(&[], 9), 1);
    }

    #[test]
    fn texts_are_cut_between_words() {
        let cut = |text: &str, signs| {
            let it = Cut::new(text, signs);
            (it.text, it.is_cut)
        };
        assert_eq!(cut("Помощь семьям", 13), ("Помощь семьям".to_owned(), false));
        assert_eq!(cut("Помощь семьям, рядом с домом", 18), ("Помощь семьям…".to_owned(), true));
        assert_eq!(cut("Словобезпробелов", 6), ("Слово…".to_owned(), true));
    }
}
