//! What hits can be filtered by: types, taxonomies, organisations, and the choices that types mark as facets.
//!
//! The catalogue filters by the same columns. Begin with [`Facets::new`].

use crate::base::collate;
use crate::base::lang::Both;
use crate::base::map::Map;
use crate::content::types::FieldKind;
use crate::content::value::Value;
use crate::content::vocabulary::TermId;
use crate::model::refer::Target;
use crate::model::{DocId, Site};

/// What a field of yes or no can be.
const FLAGS: [(&str, &str, &str); 2] = [("yes", "да", "yes"), ("no", "нет", "no")];

/// All facets of a site.
pub struct Facets<'a> {
    site: &'a Site,
    /// In their order.
    pub all: Vec<Facet>,
    organisations: Map<DocId, u32>,
}

/// One facet.
pub struct Facet {
    /// `region`s' taxonomy, `status` …
    pub id: String,
    /// For people.
    pub title: String,
    /// Folder of its pages from the site's root, with slashes at both ends; empty where it has none.
    pub path: String,
    /// What it can be.
    pub values: Vec<FacetValue>,
    of: Of,
}

/// One value of a facet.
pub struct FacetValue {
    /// In addresses.
    pub id: String,
    /// For people.
    pub title: String,
    /// The value above.
    pub parent: Option<u32>,
    /// Whether it has a page.
    pub has_page: bool,
}

/// Where the values of a document come from.
enum Of {
    Type,
    Taxonomy(u16),
    Organisation,
    /// The field of that key: a choice, a yes or no, a level of evidence.
    Field,
}

impl FacetValue {
    fn plain(id: &str, title: &str) -> Self {
        Self { id: id.to_owned(), title: title.to_owned(), parent: None, has_page: false }
    }
}

impl<'a> Facets<'a> {
    /// Of a site.
    pub fn new(site: &'a Site) -> Self {
        let mut facets = Self { site, all: Vec::new(), organisations: Map::new() };
        facets.types();
        facets.taxonomies();
        facets.organisations();
        facets.fields();
        facets
    }

    /// Fingerprint of the organisations in their order.
    pub fn organisations_hash(&self) -> u64 {
        let of = self.all.iter().find(|it| matches!(it.of, Of::Organisation));
        let ids: Vec<&str> = of.iter().flat_map(|it| &it.values).map(|it| it.id.as_str()).collect();
        crate::base::hash::Hash128::of(&ids).0 as u64
    }

    /// Values of a document, by facet.
    pub fn of(&self, id: DocId) -> Vec<Vec<u32>> {
        let mut rows: Vec<Vec<u32>> = self.all.iter().map(|it| self.values(id, it)).collect();
        rows.iter_mut().for_each(|it| {
            it.sort_unstable();
            it.dedup();
        });
        rows
    }

    fn values(&self, id: DocId, facet: &Facet) -> Vec<u32> {
        let (site, document) = (self.site, self.site.document(id));
        match facet.of {
            Of::Type => vec![u32::from(document.kind.0)],
            Of::Taxonomy(at) => {
                let terms = &site.tables.vocabularies.taxonomies[at as usize].terms;
                site.terms[id as usize].iter().filter(|it| terms.contains(&it.0)).map(|it| it.0 - terms.start).collect()
            }
            Of::Organisation => {
                let known = |it: &Target| match it {
                    Target::Item(id) => self.organisations.get(id).copied(),
                    _ => None,
                };
                site.relations.targets[id as usize].iter().filter_map(known).collect()
            }
            Of::Field => self.choices(id, facet),
        }
    }

    fn choices(&self, id: DocId, facet: &Facet) -> Vec<u32> {
        let kind = self.site.kind(id);
        let Some(field) = kind.key(&facet.id) else { return Vec::new() };
        let value_id = |value: &Value| match value {
            Value::Choice(at) => kind.fields[field as usize].choices.get(*at as usize).map(|it| it.id.as_str()),
            Value::Flag(is_set) => Some(FLAGS[usize::from(!is_set)].0),
            Value::Evidence(at) => self.site.tables.config.evidence.get(*at as usize).map(|it| it.id.as_str()),
            _ => None,
        };
        let written = self.site.document(id).field(field);
        let ids: Vec<&str> = match written {
            Some(Value::List(items)) => items.iter().filter_map(value_id).collect(),
            Some(one) => value_id(one).into_iter().collect(),
            None => Vec::new(),
        };
        let at = |id: &str| facet.values.iter().position(|it| it.id == id).map(|it| it as u32);
        ids.into_iter().filter_map(at).collect()
    }

    fn add(&mut self, id: &str, title: &str, of: Of, values: Vec<FacetValue>) {
        let path = match of {
            Of::Taxonomy(at) => format!("/{}/", self.site.tables.vocabularies.taxonomies[at as usize].path),
            _ => String::new(),
        };
        self.all.push(Facet { id: id.to_owned(), title: title.to_owned(), path, values, of });
    }

    fn types(&mut self) {
        let (tables, lang) = (&self.site.tables, self.site.tables.config.language);
        let values = tables.types.all.iter().map(|it| FacetValue::plain(&it.id, it.plural.get(lang))).collect();
        let title = Both::new("Тип", "Type");
        self.add("type", title.get(lang), Of::Type, values);
    }

    fn taxonomies(&mut self) {
        let (site, lang) = (self.site, self.site.tables.config.language);
        for (at, taxonomy) in site.tables.vocabularies.taxonomies.iter().enumerate() {
            let value = |it: u32| {
                let term = &site.tables.vocabularies.terms[it as usize];
                let parent = term.parent.map(|it| it.0 - taxonomy.terms.start);
                let has_page = site.has_page(TermId(it));
                FacetValue { id: term.id.clone(), title: term.title.clone(), parent, has_page }
            };
            let values = taxonomy.terms.clone().map(value).collect();
            self.add(&taxonomy.name, taxonomy.title.get(lang), Of::Taxonomy(at as u16), values);
        }
    }

    fn organisations(&mut self) {
        let (site, lang) = (self.site, self.site.tables.config.language);
        let is_one = |it: &DocId| site.kind(*it).id == "organisation";
        let mut ids: Vec<DocId> = site.visible().filter(is_one).collect();
        ids.sort_by_cached_key(|it| (collate::key(lang, &site.document(*it).title), *it));
        let name = |id: &DocId| {
            let document = site.document(*id);
            FacetValue::plain(&document.slug, document.short_title.as_ref().unwrap_or(&document.title))
        };
        let values = ids.iter().map(name).collect();
        self.organisations = ids.iter().enumerate().map(|(at, it)| (*it, at as u32)).collect();
        let title = Both::new("Организация", "Organisation");
        self.add("organisation", title.get(lang), Of::Organisation, values);
    }

    /// Choices, yes and no, that types mark as facets; those of one key in several types are one facet.
    fn fields(&mut self) {
        let (site, lang) = (self.site, self.site.tables.config.language);
        for field in site.tables.types.all.iter().flat_map(|it| &it.fields).filter(|it| it.marks.facet) {
            let values: Vec<FacetValue> = match field.kind {
                FieldKind::Choice => {
                    field.choices.iter().map(|it| FacetValue::plain(&it.id, it.label.get(lang))).collect()
                }
                FieldKind::Evidence => {
                    let levels = site.tables.config.evidence.iter();
                    levels.map(|it| FacetValue::plain(&it.id, it.label.get(lang))).collect()
                }
                FieldKind::Boolean => {
                    let title = |ru: &str, en: &str| Both::new(ru, en).get(lang).to_owned();
                    FLAGS.iter().map(|(id, ru, en)| FacetValue::plain(id, &title(ru, en))).collect()
                }
                _ => continue,
            };
            let position = self.all.iter().position(|it| *it.id == *field.key);
            match position.map(|it| &mut self.all[it]) {
                Some(known) => {
                    for value in values {
                        if known.values.iter().all(|it| it.id != value.id) {
                            known.values.push(value);
                        }
                    }
                }
                None => self.add(&field.key, field.label.get(lang), Of::Field, values),
            }
        }
    }
}
