//! What a command asks of the build, and what it is told back. Plain values; nothing here does anything.

use std::path::PathBuf;
use std::time::Duration;

use crate::base::lang::Both;
use crate::base::problem::Diagnostic;

/// What a build or a check is asked for.
pub struct Options<'a> {
    /// The folder that holds svod.yaml.
    pub root: PathBuf,
    /// Another file in place of svod.yaml.
    pub config: Option<PathBuf>,
    /// The folder to write; `public` in the root unless given.
    pub output: Option<PathBuf>,
    /// In place of `base_url` of svod.yaml.
    pub base_url: Option<String>,
    /// Withheld items count as published.
    pub drafts: bool,
    /// Warnings fail.
    pub strict: bool,
    /// Broken files are left out, the rest is written.
    pub keep_going: bool,
    /// Advice is wanted too: `check`, and programs that read JSON.
    pub advice: bool,
    /// What the last build left is not looked at.
    pub fresh: bool,
    /// The address of an output of which is asked why it changed.
    pub why: Option<String>,
    /// Foreign files at our addresses are overwritten.
    pub adopt: bool,
    /// The moment of the build.
    pub now: Now,
    /// The program ends after this: what it holds is not given back piece by piece.
    pub is_last: bool,
    /// When the command began by the clock, for others who wait for the lock.
    pub started: String,
    /// Is told when a stage begins.
    pub on_stage: &'a (dyn Fn(Stage) + Sync),
}

impl Options<'_> {
    /// The folder to write.
    pub fn output(&self) -> PathBuf {
        self.output.clone().unwrap_or_else(|| self.root.join("public"))
    }
}

/// A moment as it was given; a local one becomes an instant when the site's time zone is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Now {
    /// Seconds since 1970 in UTC.
    Unix(i64),
    /// A wall clock in the site's zone.
    Local {
        /// Year, month from 1, day from 1.
        date: (i16, i8, i8),
        /// Hour, minute, second.
        time: (i8, i8, i8),
    },
}

/// A stage of the build, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Files are found.
    Scan,
    /// Files become documents.
    Parse,
    /// Documents become a site.
    Model,
    /// The site becomes a list of outputs.
    Plan,
    /// Documents become the search index.
    Search,
    /// Outputs become bytes.
    Render,
    /// Bytes become files.
    Write,
}

/// What a build did, or a check found.
#[derive(Debug, Clone, Default)]
pub struct Built {
    /// All that was found, in any order.
    pub problems: Vec<Diagnostic>,
    /// Whether the output was written.
    pub is_written: bool,
    /// Pages of HTML.
    pub pages: usize,
    /// All other files.
    pub files: usize,
    /// New or changed on disk.
    pub written: usize,
    /// Equal to what was there.
    pub unchanged: usize,
    /// Ours and no longer wanted.
    pub deleted: usize,
    /// Items kept back by their state, by file.
    pub withheld: Vec<Withheld>,
    /// The next moment when something appears, with its file.
    pub nearest: Option<Nearest>,
    /// What has to be said of the cache.
    pub remembered: Remembered,
    /// The next moment when the site is another without any edit, in seconds since 1970: an item appears or is taken
    /// down, or a new day begins.
    pub due: Option<i64>,
    /// What became of the output that was asked for.
    pub why: Option<Why>,
    /// How long each stage took.
    pub timings: Vec<(Stage, Duration)>,
}

/// Whether the cache tells the truth.
#[derive(Debug, Default)]
pub struct Verified {
    /// Whether there is one.
    pub state: CacheState,
    /// Sources that are as it says.
    pub sources: usize,
    /// Outputs that are as it says.
    pub outputs: usize,
    /// What is not.
    pub problems: Vec<Diagnostic>,
}

/// Whether there is a cache.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CacheState {
    /// There is none.
    #[default]
    Never,
    /// It cannot be used, and the next build will not.
    Damaged,
    /// It can be used.
    There,
}

/// What became of one output, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Why {
    /// Its address from the root of the host.
    pub address: String,
    /// What became of it.
    #[serde(flatten)]
    pub fate: Fate,
    /// What it is made of and has changed since the last build.
    pub changes: Vec<Change>,
}

/// What became of an output.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
pub enum Fate {
    /// There was no such output.
    New,
    /// There is no such output any more.
    Gone,
    /// There is none and was none.
    Unknown {
        /// An address like it.
        nearest: Option<String>,
    },
    /// Nothing that it is made of has changed.
    Untouched,
    /// It was made anew and came out the same.
    SameBytes,
    /// Nothing has changed but the file, which somebody else had changed.
    Restored,
    /// It was made anew and written.
    Rewritten,
    /// Nothing is known of the last build into this folder.
    NoCache,
}

/// Something that an output is made of and that has changed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Change {
    /// A field of its view (`page…`) or of what stands around every page (`site…`).
    Field {
        /// As templates name it.
        name: String,
        /// What stood there; None for nothing.
        old: Option<String>,
        /// What stands there; None for nothing.
        new: Option<String>,
    },
    /// A long text, as the body of an article.
    Text {
        /// As templates name it.
        name: String,
    },
    /// It is another kind of page now.
    Template {
        /// Its template; empty for a file.
        old: String,
        /// Its template; empty for a file.
        new: String,
    },
    /// A template, a style sheet or another file of the theme.
    Theme {
        /// In the folder of the theme, a published one with its fingerprint.
        name: String,
    },
    /// Words of the interface.
    Words {
        /// Their key.
        key: String,
        /// What they were.
        old: Option<String>,
        /// What they are.
        new: Option<String>,
    },
    /// svod.yaml and vocabularies.
    Settings {
        /// Paths from the root.
        files: Vec<String>,
    },
    /// The file of which it is a copy.
    Source {
        /// Path from the root.
        file: String,
    },
    /// Something else, or not only this: the last build had errors, and not all is known of it.
    Unsure,
}

/// What became of the memory of builds; it never changes what is built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Remembered {
    /// Nothing has to be said.
    #[default]
    Well,
    /// It was damaged or of another svod, and everything was built anew.
    Damaged,
    /// It could not be saved, for this reason.
    NotSaved(Both),
}

/// An item kept back by its state.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Withheld {
    /// Path from the root.
    pub file: String,
    /// When it appears, RFC 3339 in the site's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// The item that appears next.
#[derive(Debug, Clone)]
pub struct Nearest {
    /// Path from the root.
    pub file: String,
    /// When, as people write it in the site's language.
    pub time: String,
}

/// An item with its state, for `svod list`.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Item {
    /// Path from the root.
    pub file: String,
    /// Its title.
    pub title: String,
    /// What it is now.
    pub state: State,
    /// When that ends or began, as people write it in the site's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}

/// The state of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// On the site.
    Published,
    /// `draft: true`.
    Draft,
    /// Waits for its time.
    Scheduled,
    /// Taken down.
    Withdrawn,
    /// On the site, and not reviewed for long or past its `actual_until`.
    Stale,
}
