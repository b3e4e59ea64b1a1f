//! Markdown tables: a region that can be scrolled by keyboard, header cells, totals checked.

use std::ops::Range;

use super::door::Alignment;
use super::limits::{CELLS, COLUMNS};
use super::writer::Writer;
use crate::base::problem::Problem;
use crate::content::body::TableOptions;
use crate::content::directive::Kind;
use crate::content::table::{self, Row, Table};

/// A table whose end has not come.
#[derive(Debug)]
pub(super) struct OpenTable {
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
    cells: usize,
    /// True when it is beyond the limits: nothing of it is read.
    pub is_skipped: bool,
    has_body: bool,
    /// What its directive wants; then its cells are kept.
    options: Option<TableOptions>,
    kept: Table,
}

impl Writer<'_> {
    pub fn start_table(&mut self, alignments: Vec<Alignment>, range: Range<usize>) {
        let is_skipped = alignments.len() > COLUMNS;
        let options = (self.depth == 1).then(|| self.directive_of(Kind::Table)).flatten();
        let options = options.filter(|it| it.get("data").is_none()).map(|it| self.table_options(it));
        self.table = Some(OpenTable {
            alignments,
            column: 0,
            is_head: true,
            cells: 0,
            is_skipped,
            has_body: false,
            options: options.clone(),
            kept: Table::default(),
        });
        if is_skipped {
            return self.refuse_table(range);
        }
        let span = self.cut.span(range.start..range.start + 1);
        let caption = options.and_then(|it| it.caption);
        self.out.line();
        self.out.raw("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        match &caption {
            Some(it) => self.out.attribute(it),
            None => self.out.word(span, "table"),
        }
        self.out.raw("\">\n<table>\n");
        if let Some(it) = &caption {
            self.out.raw("<caption>");
            self.out.text(it);
            self.out.raw("</caption>\n");
        }
        self.out.raw("<thead>\n");
    }

    fn refuse_table(&mut self, range: Range<usize>) {
        let problem = Problem::TableTooLarge { columns: COLUMNS as u64, cells: CELLS as u64 };
        self.tell(range.start..range.start + 1, problem);
    }

    pub fn start_row(&mut self) {
        let Some(it) = &mut self.table else { return };
        it.column = 0;
        if it.options.is_some() {
            it.kept.rows.push(Row::default());
        }
        if it.is_head {
            return self.out.raw("<tr>");
        }
        if !it.has_body {
            it.has_body = true;
            self.out.raw("<tbody>\n");
        }
        self.out.raw("<tr>");
    }

    pub fn end_cell(&mut self, range: Range<usize>) {
        self.prepare();
        let Some(table) = &mut self.table else { return self.run.clear() };
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Right) => " class=\"num\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        // A header cell without words would be announced as one.
        let is_header = table.is_head && self.run.content > 0;
        table.column += 1;
        table.cells += 1;
        if let (Some(_), Some(row)) = (&table.options, table.kept.rows.last_mut()) {
            row.cells.push(self.run.plain());
        }
        let is_too_large = table.cells > CELLS;
        self.out.html.extend([if is_header { "<th scope=\"col\"" } else { "<td" }, class, ">"]);
        self.write_run();
        self.out.raw(if is_header { "</th>" } else { "</td>" });
        if is_too_large {
            self.skip_table(range);
        }
    }

    /// Closes the row and leaves out the rest.
    fn skip_table(&mut self, range: Range<usize>) {
        if let Some(it) = &mut self.table {
            it.is_skipped = true;
            self.out.raw("</tr>\n");
            self.refuse_table(range);
        }
    }

    pub fn end_head(&mut self) {
        self.out.raw("</tr>\n</thead>\n");
        if let Some(it) = &mut self.table {
            it.is_head = false;
            it.kept.header = it.kept.rows.pop().unwrap_or_default().cells;
        }
    }

    pub fn end_row(&mut self) {
        self.out.raw("</tr>\n");
    }

    pub fn end_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        if table.cells == 0 {
            return;
        }
        if table.has_body {
            self.out.raw("</tbody>\n");
        }
        let Some(options) = table.options else { return self.out.raw("</table>\n</div>\n") };
        self.problems.extend(table::totals(self.file, &table.kept, &options));
        if let Some(cells) = table::total_row(&table.kept, &options, self.rules.lang) {
            self.out.raw("<tfoot>\n<tr>");
            let span = options.totals.first().map(|it| it.1.span).unwrap_or_default();
            for (at, cell) in cells.iter().enumerate() {
                if at == 0 {
                    self.out.raw("<th scope=\"row\">");
                    self.out.word(span, "table_total");
                    self.out.raw("</th>");
                    continue;
                }
                self.out.raw("<td class=\"num\">");
                self.out.text(cell);
                self.out.raw("</td>");
            }
            self.out.raw("</tr>\n</tfoot>\n");
        }
        self.out.raw("</table>\n");
        if let Some(span) = options.share.filter(|_| table::is_rounded(&table.kept)) {
            self.out.raw("<p class=\"table-note\">");

            self.out.word(span, "table_rounding");
            self.out.raw("</p>\n");
        }
        self.out.raw("</div>\n");
    }
}
