//! The site as a build left it, made again from its cache alone: none of the site's files is looked at.
//!
//! Only to be looked into, by `--why` and `check --cache`: nothing is built from it. Files that were broken stand here
//! in their last good versions, so an output may differ from what was published; who needs to know compares its key.
//!
//! Begin with [`Last::of`], then [`Last::look`].

use std::path::Path;

use super::cache::Cache;
use super::load::{Loaded, Recalled, recall};
use super::search::{self, Basis};
use super::site;
use crate::model::{Moment, Site};
use crate::plan::Plan;
use crate::render::template::Templates;
use crate::render::theme::Theme;
use crate::render::view::Chrome;
use crate::render::{Cards, IndexFiles, Kit, Patches, World, chrome};

/// A site that was built.
pub struct Last {
    /// What was read.
    pub loaded: Loaded,
    /// Its theme.
    pub theme: Theme,
    /// Its outputs.
    pub plan: Plan,
    /// Whether all of it is known.
    pub is_whole: bool,
    site: Site,
    index: Option<search::Files>,
}

impl Last {
    /// What the cache knows; None where that is not enough for anything.
    pub fn of(cache: &Cache, root: &Path) -> Option<Self> {
        let Recalled { loaded, is_whole } = recall(cache, root)?;
        let it = &cache.summary.conditions;
        let moment = Moment { now: it.now, has_drafts: it.has_drafts };
        // What was wrong has been told by the build.
        let theme = site::dress(&loaded, &mut Vec::new());
        let site = crate::model::site(&loaded.input, &loaded.tables, moment).value;
        let mut plan = site::plan(&site, &theme, None).value;
        let index = {
            let words = site::words(&loaded, &theme);
            let basis = Basis::new(&site, &words, &loaded.bodies);
            search::Files::new(basis)
        };
        if let Some(index) = &index {
            index.add_to(&mut plan);
        }
        Some(Self { loaded, theme, plan, is_whole, site, index })
    }

    /// Shows the world that its pages were made from.
    pub fn look<T>(&self, see: impl FnOnce(&World) -> T) -> T {
        let words = site::words(&self.loaded, &self.theme);
        let theme = (&self.theme, Templates::compiled(&self.theme));
        let templates = site::templates((&self.site, &self.plan), &words, theme, &mut Vec::new());
        let (cards, patches) = (Cards::new(self.site.input.documents.len()), Patches::new());
        let kit = Kit {
            words: &words,
            templates: &templates,
            theme: &self.theme,
            texts: &self.loaded.bodies,
            cards: &cards,
            patches: &patches,
            index: self.index.as_ref().map(|it| it as &dyn IndexFiles),
        };
        see(&World::new(&self.site, &self.plan, kit))
    }

    /// What stood around every page.
    pub fn chrome(&self) -> Chrome {
        chrome(&self.site, &self.plan, &site::words(&self.loaded, &self.theme), &self.theme).value
    }
}
