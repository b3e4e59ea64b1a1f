//! The page of the search, what tells browsers of it, and the files of its index.
//!
//! The index itself is made elsewhere, from the same site: here its files only pass.

use std::hash::{Hash, Hasher};

use serde::Serialize;

use crate::base::hash::Hash128;
use crate::base::problem::Diagnostic;
use crate::plan::{OPEN_SEARCH, SEARCH, has_terms_page};

use super::view::{Link, LinkGroup, SearchView};
use super::{World, html};

/// The files of the search index, by their places among its paths.
pub trait IndexFiles: Sync {
    /// The fingerprint of a file's bytes.
    fn hash(&self, at: u32) -> Hash128;

    /// The bytes of a file.
    ///
    /// # Errors
    /// Where they stand in the output since an earlier build and are not there any more.
    fn bytes(&self, at: u32) -> Result<Vec<u8>, Box<Diagnostic>>;
}

/// A file of the search index.
#[derive(Debug, Serialize)]
pub struct IndexFile {
    /// The fingerprint of its bytes.
    pub hash: Hash128,
    /// Its place.
    #[serde(skip)]
    pub at: u32,
}

impl Hash for IndexFile {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

/// `opensearch.xml`: with it a browser offers to search the site from its own bar.
#[derive(Debug, Hash, Serialize)]
pub struct OpenSearch {
    /// Up to 16 letters.
    pub short_name: String,
    /// One sentence.
    pub description: String,
    /// `ru`, `en`.
    pub language: &'static str,
    /// Address with `{searchTerms}` in it.
    pub template: String,
    /// Its own address.
    pub own: String,
}

impl OpenSearch {
    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let escaped = |text: &str| {
            let mut out = String::new();
            html::escape(text, &mut out);
            out
        };
        let [name, description] = [&self.short_name, &self.description].map(|it| escaped(it));
        let [template, own] = [&self.template, &self.own].map(|it| escaped(it));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
             <ShortName>{name}</ShortName>\n\
             <Description>{description}</Description>\n\
             <InputEncoding>UTF-8</InputEncoding>\n\
             <Language>{}</Language>\n\
             <Url type=\"text/html\" template=\"{template}\"/>\n\
             <Url type=\"application/opensearchdescription+xml\" rel=\"self\" template=\"{own}\"/>\n\
             </OpenSearchDescription>\n",
            self.language
        )
        .into_bytes()
    }
}

/// Letters of the name in a browser's bar.
const SHORT: usize = 16;

impl World<'_> {
    /// `search.html`.
    pub fn search_page(&self) -> SearchView {
        let frame = self.frame(&self.say("title_search", &[]), SEARCH, vec![self.home_link()]);
        SearchView {
            frame,
            index: self.words.url("/search/meta.json"),
            sections: self.ways_on(),
            groups: self.rubrics(),
        }
    }

    /// Terms that have pages, by taxonomy.
    fn rubrics(&self) -> Vec<LinkGroup> {
        let taxonomies = self.site.tables.vocabularies.taxonomies.iter().enumerate();
        let shown = taxonomies.filter(|(at, _)| has_terms_page(self.site, *at as u16));
        let group = |(at, taxonomy): (usize, &crate::content::vocabulary::Taxonomy)| {
            let title = taxonomy.title.get(self.words.lang).to_owned();
            let all = Link { title, url: self.words.url(&format!("/{}/", taxonomy.path)) };
            let links = self.tree(at as u16).into_iter();
            let links = links.filter_map(|it| Some(Link { title: it.title, url: it.url? })).collect();
            LinkGroup { all, links }
        };
        shown.map(group).collect()
    }

    /// `opensearch.xml`.
    pub(super) fn open_search(&self) -> OpenSearch {
        let config = &self.site.tables.config;
        let title = config.title_short.as_ref().unwrap_or(&config.title);
        let short_name = match title.char_indices().nth(SHORT) {
            None => title.clone(),
            Some((end, _)) => title[..title[..end].rfind([' ', '\u{a0}']).unwrap_or(end)].to_owned(),
        };
        let page = self.words.absolute(SEARCH).unwrap_or_default();
        OpenSearch {
            short_name: super::plain(&short_name),
            description: super::plain(config.description.as_ref().unwrap_or(&config.title)),
            language: self.words.lang.code(),
            template: format!("{page}?q={{searchTerms}}"),
            own: self.words.absolute(OPEN_SEARCH).unwrap_or_default(),
        }
    }

    pub(super) fn index_file(&self, at: u32) -> IndexFile {
        IndexFile { hash: self.index.map(|it| it.hash(at)).unwrap_or_default(), at }
    }
}
