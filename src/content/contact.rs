//! Whom to call, where and when: phones, schedules and contacts, as settings, terms and records write them.
//!
//! Begin with [`Contacts`].

use crate::base::span::Spanned;

/// A telephone: a plain text is one with its number only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, serde::Serialize)]
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
