//! What a single file is read with: settings, types, vocabularies, glossary. Read once, the same for every file.

use crate::base::hash::Hash128;
use crate::base::lang::Lang;

use super::config::Config;
use super::directive::Directives;
use super::markdown::Glossary;
use super::markdown::Rules;
use super::types::Types;
use super::vocabulary::Vocabularies;

/// All tables of a site.
#[derive(Debug, Clone)]
pub struct Tables {
    /// svod.yaml.
    pub config: Config,
    /// Types with their fields.
    pub types: Types,
    /// Terms.
    pub vocabularies: Vocabularies,
    /// What may be written as `:::name`.
    pub directives: Directives,
    /// Abbreviations and their meanings.
    pub glossary: Glossary,
    /// Fingerprint of the files that these tables were read from.
    pub hash: Hash128,
}

impl Tables {
    /// How Markdown is read on this site; `title` is the article's, for what must not repeat it.
    pub fn markdown_rules<'a>(&'a self, has_typography: bool, title: &'a str) -> Rules<'a> {
        Rules {
            lang: self.config.language,
            typography: has_typography && self.config.language == Lang::Ru,
            glossary: &self.glossary,
            allow_img: &self.config.allow.img,
            title,
            reserved: &[],
            site: Some(self),
        }
    }
}
