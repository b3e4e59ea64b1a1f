//! Directives become HTML here: what each opens and closes, and whether it held what it should.

use std::ops::Range;

use super::door::Tag;
use super::link::{Address, address};
use super::writer::{OpenDirective, Writer};
use crate::base::lang::Both;
use crate::base::problem::Problem;
use crate::base::span::Span;
use crate::content::body::{HoleKind, TableOptions};
use crate::content::directive::{Directive, Kind, Side};

impl<'a> Writer<'a> {
    /// Writes what the mark at byte `at` stands for; false when there is none.
    pub fn directive_mark(&mut self, at: usize) -> bool {
        // A mark that a block of HTML has swallowed is passed over; that block was told of.
        while self.cut.marks.get(self.next_mark).is_some_and(|it| it.at < at) {
            self.next_mark += 1;
        }
        let Some(mark) = self.cut.marks.get(self.next_mark).filter(|it| it.at == at) else { return false };
        self.next_mark += 1;
        let is_open = self.directive.as_ref().is_some_and(|it| it.index == mark.directive);
        match mark.side {
            Side::Open => {
                self.close_directive(at);
                self.open_directive(mark.directive);
            }
            Side::Close if is_open => self.close_directive(at),
            Side::Close => {}
        }
        true
    }

    fn open_directive(&mut self, index: usize) {
        let cut = self.cut;
        let it = &cut.directives[index];
        self.depth += 1;
        self.directive = Some(OpenDirective { index, lists: 0, headings: 0, tables: 0, pictures: 0, others: 0 });
        match it.shape.kind {
            Kind::Figure => self.write_directive_figure(it),
            Kind::Gallery => self.out.raw("<ul class=\"gallery\">\n"),
            Kind::Table => self.open_data(it),
            Kind::Note => {
                let (class, word) = match it.get("kind").map(|it| it.value.as_str()) {
                    Some("important") => ("important", "note_important"),
                    Some("info") => ("info", "note_info"),
                    Some("example") => ("example", "note_example"),
                    _ => ("", "note_note"),
                };
                let title = it.text("title").map(|it| self.typographed(&it)).ok_or(word);
                self.start_note(class, it.span, title);
            }
            Kind::Quote => self.out.raw("<figure class=\"quote\">\n<blockquote>\n"),
            Kind::Video => self.open_video(it),
            Kind::Steps => self.out.raw("<div class=\"steps\">\n"),
            Kind::Faq => self.out.raw("<div class=\"faq\">\n"),
            Kind::List | Kind::Counters | Kind::Contacts | Kind::Own(_) => self.open_insert(it),
        }
    }

    /// `<aside>` with its heading word, or a title of its own.
    pub fn start_note(&mut self, class: &str, span: Span, title: Result<String, &'static str>) {
        // A landmark inside the main text would be one too many: `note` is what it is to the ear.
        self.out.raw("<aside role=\"note\" class=\"note");
        if !class.is_empty() {
            self.out.html.extend([" ", class]);
        }
        self.out.raw("\">\n<p class=\"note-title\">");
        match title {
            Ok(it) => self.out.text(&it),
            Err(key) => self.out.word(span, key),
        }
        self.out.raw("</p>\n");
    }

    /// The end of the open directive, which stands at byte `at`.
    pub fn close_directive(&mut self, at: usize) {
        let Some(open) = self.directive.take() else { return };
        self.flush_loose();
        self.close_raw(self.depth);
        let cut = self.cut;
        let it = &cut.directives[open.index];
        debug_assert!(at <= cut.text.len());
        match it.shape.kind {
            Kind::Figure => {}
            Kind::Gallery => self.out.raw("</ul>\n"),
            Kind::Table => {}
            Kind::Note => self.out.raw("</aside>\n"),
            Kind::Quote => self.close_quote(it),
            Kind::Video if it.has_body => self.out.raw("</details>\n</figure>\n"),
            Kind::Video => self.out.raw("</figure>\n"),
            Kind::Steps | Kind::Faq => self.out.raw("</div>\n"),
            Kind::List | Kind::Counters | Kind::Contacts | Kind::Own(_) => self.close_insert(it),
        }
        self.depth = self.depth.saturating_sub(1);
        self.check_inside(it, &open);
    }

    fn check_inside(&mut self, it: &Directive<'_>, open: &OpenDirective) {
        let (ru, en) = match it.shape.kind {
            Kind::Gallery if open.pictures == 0 || open.others + open.lists + open.headings + open.tables > 0 => (
                "картинки, каждая в своей строке: ![описание](файл.jpg)",
                "pictures, one a line: ![description](file.jpg)",
            ),
            Kind::Table if it.get("data").is_none() && (open.tables != 1 || open.others + open.lists > 0) => {
                ("одна таблица или data=файл.csv", "one table, or data=file.csv")
            }
            Kind::Steps if open.lists != 1 || open.others + open.headings + open.tables > 0 => {
                ("нумерованный список: 1. …", "a numbered list: 1. …")
            }
            Kind::Faq if open.headings == 0 => (
                "вопросы заголовками и под каждым ответ: ### Вопрос?",
                "questions as headings with answers below: ### Question?",
            ),
            _ => return,
        };
        // An empty one was told of already.
        if it.has_body || it.shape.kind == Kind::Table {
            let wanted = Both { ru: ru.to_owned(), en: en.to_owned() };
            self.tell_at(it.span, Problem::WrongDirectiveBody { directive: it.shape.name.to_string(), wanted });
        }
    }

    /// Counts a block that stands directly in a directive.
    pub fn count_block(&mut self, tag: &Tag<'a>) {
        if self.depth != 1 || self.is_in_html() {
            return;
        }
        let Some(open) = &mut self.directive else { return };
        match tag {
            Tag::List(number) => {
                let is_steps = self.cut.directives[open.index].shape.kind == Kind::Steps;
                if is_steps && number.is_none() {
                    open.others += 1;
                }
                open.lists += 1;
            }
            Tag::Heading { .. } => open.headings += 1,
            Tag::Table(_) => open.tables += 1,
            // A gallery's paragraphs are judged by what stands in them.
            Tag::Paragraph if self.cut.directives[open.index].shape.kind == Kind::Gallery => {}
            // Comments are nothing; a block of HTML is counted when it shows something.
            Tag::TableHead | Tag::TableRow | Tag::TableCell | Tag::HtmlBlock => {}
            _ => open.others += 1,
        }
    }

    /// Counts a line between blocks.
    pub fn count_other(&mut self) {
        if let Some(open) = &mut self.directive {
            open.others += 1;
        }
    }

    /// The kind of the open directive and itself.
    pub fn directive_of(&self, kind: Kind) -> Option<&'a Directive<'a>> {
        let cut = self.cut;
        self.directive.as_ref().map(|it| &cut.directives[it.index]).filter(|it| it.shape.kind == kind)
    }

    pub fn in_gallery(&self) -> bool {
        self.depth == 1 && self.directive_of(Kind::Gallery).is_some()
    }

    /// A paragraph of a gallery: its pictures, each an item.
    pub fn write_gallery(&mut self, range: Range<usize>) {
        if let Some(open) = &mut self.directive {
            open.pictures += self.run.pictures.len();
            open.others += usize::from(self.run.has_text && !range.is_empty());
        }
        let pictures = std::mem::take(&mut self.run.pictures);
        self.run.clear();
        for it in pictures {
            self.out.raw("<li>");
            self.run.pictures.push(it);
            self.write_figure();
            self.out.raw("</li>\n");
        }
    }

    fn write_directive_figure(&mut self, it: &Directive<'_>) {
        let Some(src) = it.get("src") else { return };
        let alt = it.text("alt").map(|it| self.typographed(&it)).unwrap_or_default();
        if alt.is_empty() {
            let line = |alt: &str| format!(":::figure src={} alt=\"{alt}\"", src.value);
            let decorative = Both::same(&format!("![]({} \"decorative\")", src.value));
            let record = Both::new(line("что на снимке"), line("what it shows"));
            self.tell_at(it.span, Problem::PictureWithoutAlt { record, decorative });
        }
        if !self.is_file(&src.value, it.span) {
            return;
        }
        self.out.raw("<figure>\n");
        let kind = HoleKind::Image { path: src.value.as_str().into(), alt: alt.into(), is_decorative: false };
        self.out.hole(src.span, kind);
        let (caption, author) = (it.text("caption"), it.text("author"));
        if caption.is_some() || author.is_some() {
            self.out.raw("\n<figcaption>");
            if let Some(caption) = &caption {
                let caption = self.typographed(caption);
                self.out.text(&caption);
            }
            if let Some(author) = &author {
                self.out.raw(if caption.is_some() { " <small>" } else { "<small>" });
                self.out.word(it.span, "photo_by");
                self.out.raw(" ");
                self.out.text(author);
                self.out.raw("</small>");
            }
            self.out.raw("</figcaption>");
        }
        self.out.raw("\n</figure>\n");
    }

    /// Whether an attribute names a file of the site.
    pub fn is_file(&mut self, path: &str, span: Span) -> bool {
        match address(path) {
            Address::Inside => return true,
            Address::Empty => self.tell_at(span, Problem::EmptyPicture {}),
            Address::Forbidden(it) => self.tell_at(span, Problem::ForbiddenScheme { scheme: it.to_owned() }),
            Address::Foreign(host) => {
                self.tell_at(span, Problem::ForeignPicture { host: host.unwrap_or_default() });
            }
        }
        false
    }

    /// What a table directive says of its table.
    pub fn table_options(&self, it: &Directive<'_>) -> TableOptions {
        let totals = it.all("total");
        TableOptions {
            caption: it.text("caption").map(|it| self.typographed(&it)),
            totals: totals.map(|it| (it.column.clone(), it.text.clone())).collect(),
            share: it.all("share").next().map(|it| it.text.span),
            has_typography: self.has_typography(),
        }
    }

    fn open_data(&mut self, it: &Directive<'_>) {
        let Some(data) = it.get("data") else { return };
        if it.has_body {
            self.tell_at(it.span, Problem::UnexpectedDirectiveBody { directive: it.shape.name.to_string() });
        }
        if self.is_file(&data.value, data.span) {
            let options = self.table_options(it);
            self.out.hole(data.span, HoleKind::Table { path: data.value.as_str().into(), options: Box::new(options) });
            self.out.raw("\n");
        }
    }

    fn open_video(&mut self, it: &Directive<'_>) {
        self.out.raw("<figure class=\"video\">\n");
        let files = ["src", "poster", "captions"].map(|name| it.get(name));
        // Each is told of, so no stop at the first.
        let are_files = files.iter().flatten().filter(|file| !self.is_file(&file.value, file.span)).count() == 0;
        if let (Some(src), true) = (it.get("src"), are_files) {
            let title = it.text("title").map(|it| self.typographed(&it));
            let (poster, captions) = (it.text("poster"), it.text("captions"));
            let [poster, captions, title] = [poster, captions, title].map(|it| it.map(String::into_boxed_str));
            self.out.hole(src.span, HoleKind::Video { src: src.value.as_str().into(), poster, captions, title });
        }
        if it.has_body {
            self.out.raw("\n<details class=\"transcript\">\n<summary>");
            self.out.word(it.span, "video_text");
            self.out.raw("</summary>");
        }
        self.out.raw("\n");
    }

    fn close_quote(&mut self, it: &Directive<'_>) {
        self.out.raw("</blockquote>\n");
        let parts: Vec<String> = ["name", "role", "organisation"].iter().filter_map(|key| it.text(key)).collect();
        if !parts.is_empty() {
            let caption = self.typographed(&parts.join(", "));
            self.out.raw("<figcaption>");
            self.out.text(&caption);
            self.out.raw("</figcaption>\n");
        }
        self.out.raw("</figure>\n");
    }
}
