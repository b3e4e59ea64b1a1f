//! Whom to call, where and when: phones, schedules and contacts, as settings, terms and records write them.
//!
//! Begin with [`Contacts`].

use crate::base::span::Spanned;

use super::config::keys;
use super::read::{Entry, Reader, Shape};
use super::yaml::Node;

/// A telephone: a plain text is one with its number only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Phone {
    /// Whose it is: «Горячая линия».
    pub label: Option<String>,
    /// The number as written.
    pub number: String,
    /// Extension.
    pub extension: Option<String>,
    /// When it is answered, as written.
    pub hours: Option<String>,
    /// Whether calling costs nothing.
    pub free: bool,
}

/// A line of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, serde::Serialize)]
pub struct Hours {
    /// Days as written: «пн–пт».
    pub days: String,
    /// `9:00`, as written.
    pub from: Option<String>,
    /// `18:00`, as written.
    pub to: Option<String>,
    /// The break, as written: «13:00–14:00».
    pub pause: Option<String>,
    /// «в последнюю пятницу месяца».
    pub note: Option<String>,
}

/// Who answers for the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Contacts {
    /// Name of the office.
    pub organisation: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Telephones.
    pub phones: Vec<Phone>,
    /// Mailbox.
    pub email: Option<Spanned<String>>,
    /// When it is open.
    pub schedule: Vec<Hours>,
}

const PHONES: Shape =
    Shape {
        ru: "телефоны", en: "telephones", example: "[{label: Приёмная, number: \"+7 (3812) 00-00-00\"}]"
    };
const SCHEDULE: Shape =
    Shape {
        ru: "график работы", en: "opening hours", example: "[{days: пн–пт, from: \"9:00\", to: \"18:00\"}]"
    };
const CONTACTS: Shape = Shape {
    ru: "контакты",
    en: "contacts",
    example: "{organisation: Редакция, phones: [\"+7 (3812) 00-00-00\"], email: a@example.org}",
};

/// A list of telephones; a plain text is one.
pub fn phones(entry: Entry, reader: &mut Reader<'_>) -> Vec<Phone> {
    let key = entry.key.value.clone();
    let items = reader.items(entry);
    items.into_iter().filter_map(|it| phone(&key, it, reader)).collect()
}

fn phone(key: &str, node: Node, reader: &mut Reader<'_>) -> Option<Phone> {
    let mut own = reader.short_record(key, node, "number", PHONES)?;
    let label = reader.optional_text(&mut own, keys::PHONE_LABEL);
    let number = own.need(keys::PHONE_NUMBER, "number: \"+7 (3812) 00-00-00\"", reader);
    let extension = reader.optional_text(&mut own, keys::PHONE_EXTENSION);
    let hours = reader.optional_text(&mut own, keys::PHONE_HOURS);
    let free = reader.flag(&mut own, keys::PHONE_FREE, false);
    own.finish(reader);
    Some(Phone { label, number: reader.text(number?)?, extension, hours, free })
}

/// Contacts of the site.
pub fn contacts(entry: Entry, reader: &mut Reader<'_>) -> Contacts {
    let Some(mut own) = reader.record(entry, CONTACTS) else { return Contacts::default() };
    let contacts = Contacts {
        organisation: reader.optional_text(&mut own, keys::CONTACTS_ORGANISATION),
        address: reader.optional_text(&mut own, keys::CONTACTS_ADDRESS),
        phones: own.take(keys::CONTACTS_PHONES, reader).map(|it| phones(it, reader)).unwrap_or_default(),
        email: own.take(keys::CONTACTS_EMAIL, reader).and_then(|it| reader.spanned_text(it)),
        schedule: own.take(keys::CONTACTS_SCHEDULE, reader).map(|it| schedule(it, reader)).unwrap_or_default(),
    };
    own.finish(reader);
    contacts
}

/// Opening hours: a list of lines.
pub fn schedule(entry: Entry, reader: &mut Reader<'_>) -> Vec<Hours> {
    let key = entry.key.value.clone();
    let items = reader.items(entry);
    items.into_iter().filter_map(|it| hours(&key, it, reader)).collect()
}

fn hours(key: &str, node: Node, reader: &mut Reader<'_>) -> Option<Hours> {
    let mut own = reader.short_record(key, node, "days", SCHEDULE)?;
    let days = own.need(keys::HOURS_DAYS, "days: пн–пт", reader);
    let from = reader.optional_text(&mut own, keys::HOURS_FROM);
    let to = reader.optional_text(&mut own, keys::HOURS_TO);
    let pause = reader.optional_text(&mut own, keys::HOURS_BREAK);
    let note = reader.optional_text(&mut own, keys::HOURS_NOTE);
    own.finish(reader);
    Some(Hours { days: reader.text(days?)?, from, to, pause, note })
}
