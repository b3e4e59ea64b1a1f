//! Who stands at an address: for faults that name both.

use std::sync::Arc;

use crate::base::lang::Both;
use crate::base::span::Span;
use crate::content::value::Value;
use crate::content::vocabulary::{TermId, TermPlace};
use crate::model::{DocId, Site};

use super::{Output, alias_url, path_of};

/// What makes an output.
pub struct Owner {
    /// The file that makes it; None for pages that svod makes by itself.
    pub file: Option<Arc<str>>,
    /// Where in it.
    pub span: Option<Span>,
    /// What to call it.
    pub name: Both,
    /// How easily people move it: of two at one address, the one with more is asked to go.
    pub ease: u8,
}

impl Owner {
    fn file(file: &Arc<str>, span: Option<Span>, ease: u8) -> Self {
        Self { file: Some(file.clone()), span, name: Both::same(file), ease }
    }

    fn made(ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self { file: None, span: None, name: Both::new(ru, en), ease: 0 }
    }
}

/// What makes the output at `path`.
pub fn owner(site: &Site, path: &str, output: &Output) -> Owner {
    let config = &site.tables.config;
    match output {
        Output::Article(id) | Output::Passport(id) | Output::Withdrawn(id) | Output::Relation(id, ..) => {
            document(site, *id)
        }
        Output::Term(id, _) | Output::TermSection(id, ..) | Output::Welcomed(id, ..) => term(site, *id),
        Output::Pair(pair, _) => term(site, site.lists.pairs[*pair as usize].first),
        Output::Copy(file) => Owner::file(file, None, 2),
        Output::Redirect(_, file) => Owner::file(file, alias(site, path, file), 3),
        Output::Home => match &site.input.home {
            Some(it) => Owner::file(&it.file, None, 0),
            None => Owner::made("главная страница", "the home page"),
        },
        Output::Section(at, _) => match site.input.sections.get(at) {
            Some(it) => Owner::file(&it.file, None, 0),
            None => {
                let title = &config.sections[*at as usize].title;
                Owner::made(format!("раздел «{}»", title.ru), format!("the section “{}”", title.en))
            }
        },
        Output::Terms(at) => {
            let title = &site.tables.vocabularies.taxonomies[*at as usize].title;
            Owner::made(format!("список «{}»", title.ru), format!("the list “{}”", title.en))
        }
        Output::Year(..) | Output::Month(..) | Output::Past(..) => {
            Owner::made("страница архива", "a page of the archive")
        }
        Output::Choice((section, ..), _) | Output::Table(section, _) => {
            let title = &config.sections[*section as usize].title;
            Owner::made(format!("список раздела «{}»", title.ru), format!("a list of the section “{}”", title.en))
        }
        Output::Special(_, Some(id)) => document(site, *id),
        Output::Special(it, None) => {
            let url = it.url(site);
            Owner::made(format!("страница {url}, которую делает svod"), format!("the page {url} that svod makes"))
        }
        Output::NotFound => Owner::made("страница «Не найдено»", "the page “Not found”"),
        Output::ThemeAsset(_) => Owner::made("файл темы", "a file of the theme"),
        Output::SearchPage | Output::OpenSearch | Output::SearchFile(_) => Owner::made("поиск по сайту", "the search"),
    }
}

fn document(site: &Site, id: DocId) -> Owner {
    let it = site.document(id);
    Owner::file(&it.file, Some(it.place(site.kind(id), "slug")), 1)
}

fn term(site: &Site, id: TermId) -> Owner {
    let term = &site.tables.vocabularies.terms[id.0 as usize];
    match &term.place {
        TermPlace::File { file, span } => Owner::file(file, Some(*span), 1),
        TermPlace::Embedded => Owner::made(format!("страница «{}»", term.title), format!("the page “{}”", term.title)),
    }
}

/// Where in `file` the former address is written that makes a redirect at `path`.
fn alias(site: &Site, path: &str, file: &str) -> Option<Span> {
    let vocabularies = &site.tables.vocabularies;
    let of_term = vocabularies.terms.iter().flat_map(|it| it.aliases.iter().map(move |alias| (it.taxonomy, alias)));
    let folder = |taxonomy: u16| &vocabularies.taxonomies[taxonomy as usize].path;
    let mut of_term = of_term.filter(|(at, it)| path_of(&format!("/{}/{}/", folder(*at), it.value)) == path);
    let of_document = || {
        let own = (0..site.input.documents.len() as DocId).filter(|id| &*site.document(*id).file == file);
        own.map(|id| (site.document(id), site.kind(id))).find(|(document, kind)| match document.get(kind, "aliases") {
            Some(Value::List(items)) => items.iter().any(|it| match it {
                Value::Text(it) => path_of(&alias_url(it.trim_start_matches('/'))) == path,
                _ => false,
            }),
            _ => false,
        })
    };
    let at_document = of_document().map(|(document, kind)| document.place(kind, "aliases"));
    at_document.or_else(|| of_term.next().map(|(_, it)| it.span))
}

/// Where a term is declared.
pub fn term_file(site: &Site, term: TermId) -> Arc<str> {
    match &site.tables.vocabularies.terms[term.0 as usize].place {
        TermPlace::File { file, .. } => file.clone(),
        TermPlace::Embedded => Arc::from("svod.yaml"),
    }
}
