//! Open tabs hear of changes: server-sent events, one stream a tab.
//!
//! Every message has an id, the *token* of what the tab then shows: `content.styles.follows`. A page is served with its
//! token in `Server-Timing`, so the script can say what it shows when it begins to listen; a browser that lost the
//! connection says the last id. Whatever happened between, an edit, a restart, an hour out of sight, the first thing
//! said is what differs now. Nothing is kept here for a tab that is not connected.
//!
//! Begin with [`Told`].

use std::sync::Arc;
use std::time::Duration;

use super::bell::Listener;
use super::door::{Bytes, spawn_blocking, timeout};
use super::guard::encoded;
use super::shown::{Shown, Tab};
use crate::base::hash::Hash128;
use crate::base::json;

/// How often something is said though nothing happened: who is gone is noticed then.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What a page is served with: the first two parts of the token.
pub(super) fn served(tab: &Tab) -> String {
    format!("{}.{}", tab.content.hex(), Hash128::of(&tab.styles).hex())
}

/// A token that a tab sends.
#[derive(Debug, Default)]
pub(super) struct Token {
    content: Option<Hash128>,
    styles: Option<Hash128>,
    /// See [`super::bell::Bell::listen`].
    pub(super) follows: Option<u64>,
}

impl Token {
    /// Reads a token; what is no token knows of nothing.
    pub(super) fn read(text: &str) -> Self {
        let mut parts = text.split('.');
        let mut hash = || parts.next().and_then(Hash128::from_hex);
        let (content, styles) = (hash(), hash());
        Self { content, styles, follows: parts.next().and_then(|it| it.parse().ok()) }
    }
}

/// One tab that is told.
pub(super) struct Told {
    pub(super) shown: Arc<dyn Shown>,
    /// What it shows, as [`Shown::tab`] takes it.
    pub(super) path: String,
    /// `/` or `/a/b/`.
    pub(super) base: Arc<str>,
    pub(super) listener: Listener,
    pub(super) known: Known,
}

/// What a tab knows.
#[derive(Debug, Default)]
pub(super) struct Known {
    content: Option<Hash128>,
    styles: Option<Hash128>,
    /// None before anything was said.
    problem: Option<Option<String>>,
}

impl From<&Token> for Known {
    fn from(it: &Token) -> Self {
        Self { content: it.content, styles: it.styles, problem: None }
    }
}

impl Told {
    /// The next thing to say, and who is told.
    pub(super) async fn next(mut self) -> (Self, Bytes) {
        loop {
            let is_first = self.known.problem.is_none();
            if !is_first && timeout(HEARTBEAT, self.listener.ring()).await.is_err() {
                return (self, Bytes::from_static(b":\n\n"));
            }
            let (shown, path) = (self.shown.clone(), self.path.clone());
            let Ok(tab) = spawn_blocking(move || shown.tab(&path)).await else {
                // The site failed to answer: the tab keeps what it shows.
                self.known.problem.get_or_insert_default();
                continue;
            };
            let mut news = self.known.news(&tab, self.listener.heard());
            if let Some(path) = self.listener.follow() {
                let address = self.base.trim_end_matches('/').to_owned() + &encoded(&path);
                news += &message("follow", &json::line(&address), &token(&tab, self.listener.heard()));
            }
            if !news.is_empty() {
                return (self, news.into());
            }
        }
    }
}

impl Known {
    /// What `tab` differs in from what was known, as messages.
    fn news(&mut self, tab: &Tab, follows: u64) -> String {
        let token = token(tab, follows);
        let say = |name: &str, data: &str| message(name, data, &token);
        let is_first = self.problem.is_none();
        let styles = Hash128::of(&tab.styles);
        let is_changed = self.content.replace(tab.content).is_some_and(|it| it != tab.content);
        let is_restyled = self.styles.replace(styles).is_some_and(|it| it != styles);
        if is_changed {
            // The page that comes asks anew; what else there is to say is said to it.
            self.problem.get_or_insert_default();
            return say("reload", "0");
        }
        let mut news = if is_first { "retry: 500\n".to_owned() + &say("seen", "0") } else { String::new() };
        if is_restyled {
            news += &say("styles", &json::line(&tab.styles));
        }
        if self.problem.as_ref() != Some(&tab.problem) {
            self.problem = Some(tab.problem.clone());
            news += &match &tab.problem {
                Some(it) => say("problem", &json::line(it)),
                None => say("clear", "0"),
            };
        }
        news
    }
}

fn token(tab: &Tab, follows: u64) -> String {
    format!("{}.{follows}", served(tab))
}

fn message(name: &str, data: &str, token: &str) -> String {
    format!("event: {name}\nid: {token}\ndata: {data}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tab(content: u128, style: &str, problem: Option<&str>) -> Tab {
        Tab { content: Hash128(content), styles: vec![style.to_owned()], problem: problem.map(str::to_owned) }
    }

    fn check(known: &mut Known, tab: &Tab, expected: &[&str]) {
        let news = known.news(tab, 0);
        let names: Vec<&str> = news.lines().filter_map(|it| it.strip_prefix("event: ")).collect();
        assert_eq!(names, expected, "{news}");
    }

    #[test]
    fn a_tab_hears_only_what_is_new_to_it() {
        let mut known = Known::default();
        check(&mut known, &tab(1, "a", None), &["seen", "clear"]);
        check(&mut known, &tab(1, "a", None), &[]);
        check(&mut known, &tab(1, "b", None), &["styles"]);
        check(&mut known, &tab(1, "b", Some("нет даты")), &["problem"]);
        check(&mut known, &tab(1, "b", Some("нет даты")), &[]);
        check(&mut known, &tab(2, "b", None), &["reload"]);
    }

    #[test]
    fn what_happened_before_a_tab_listens_is_not_missed() {
        let before = tab(1, "a", None);
        let token = Token::read(&served(&before));
        check(&mut Known::from(&token), &tab(2, "a", None), &["reload"]);
        check(&mut Known::from(&token), &tab(1, "b", None), &["seen", "styles", "clear"]);
        check(&mut Known::from(&token), &before, &["seen", "clear"]);
        for odd in ["", "x", "1.2.3", "..7"] {
            check(&mut Known::from(&Token::read(odd)), &before, &["seen", "clear"]);
        }
        assert_eq!(Token::read(&super::token(&before, 7)).follows, Some(7));
    }

    #[test]
    fn a_problem_of_several_lines_is_one_message() {
        let mut known = Known::default();
        let news = known.news(&tab(1, "a", Some("a.md:1\n\n  data: x")), 0);
        assert!(news.contains("data: \"a.md:1\\n\\n  data: x\"\n\n"), "{news}");
    }
}
