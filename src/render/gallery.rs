//! What a gallery's page shows beside its text: pictures with their sizes, and the table behind an infographic.

use crate::content::body::TableOptions;
use crate::content::types::{Field, FieldKind};
use crate::content::value::{Picture, Value};
use crate::model::DocId;

use super::World;
use super::show::Show;
use super::view::{DataView, Figure, Html};

/// The field that holds the table behind an infographic.
const DATA: &str = "data";

impl World<'_> {
    /// A picture of a gallery with the size and format of its file.
    pub fn thumbnail(&self, it: &Picture, show: &Show) -> Option<Figure> {
        let figure = show.figure(it)?;
        let place = show.files.get(it.file as usize)?.as_ref()?;
        let name = place.file.rsplit('/').next().unwrap_or_default();
        let size = self.site.input.files.get(&place.file).map_or(0, |it| it.size);
        let mut note = self.words.file_note(name, size);
        if let (Some(width), Some(height)) = (figure.image.width, figure.image.height) {
            note = format!("{note}, {width}\u{a0}×\u{a0}{height}");
        }
        Some(Figure { note: Some(note), ..figure })
    }

    /// The table in a file that the field `data` names: who cannot see the picture reads the same figures.
    pub fn data(&self, id: DocId, show: &Show) -> Option<DataView<'_>> {
        let (document, kind) = (self.site.document(id), self.site.kind(id));
        let field = kind.key(DATA).filter(|it| kind.fields[*it as usize].kind == FieldKind::File)?;
        let Value::File(file) = document.field(field)? else { return None };
        let place = show.files.get(file.file? as usize)?.as_ref()?;
        let table = &self.site.input.files.get(&place.file)?.table.as_ref()?.table;
        let caption = file.title.clone().unwrap_or_else(|| document.title.clone());
        let has_typography = self.site.tables.config.typography;
        let options = TableOptions { caption: Some(caption), has_typography, ..TableOptions::default() };
        let table_html: Html = self.html().table(table, &options).into();
        let title = kind.fields[field as usize].label.get(self.words.lang).to_owned();
        Some(DataView { title, table_html, file: show.file(file)? })
    }

    /// Whether a field is shown as the table behind an infographic.
    pub fn is_data(&self, field: &Field, data: Option<&DataView>) -> bool {
        data.is_some() && &*field.key == DATA
    }
}
