//! The pulldown-cmark door: no other file names the crate.
//!
//! Which extensions of CommonMark are on is decided here.

use std::ops::Range;

pub(super) use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};
use pulldown_cmark::{BrokenLink, Options, Parser};

/// Events with their bytes in `text`. `broken` hears of every `[text][label]` whose label is defined nowhere.
pub(super) fn events<'a, 'b>(
    text: &'a str,
    has_footnotes: bool,
    broken: &'b mut dyn FnMut(&str, Range<usize>),
) -> impl Iterator<Item = (Event<'a>, Range<usize>)> + use<'a, 'b> {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    options.set(Options::ENABLE_FOOTNOTES, has_footnotes);
    let callback = move |link: BrokenLink<'a>| {
        if link.link_type == LinkType::Reference {
            broken(&link.reference, link.span);
        }
        None
    };
    Parser::new_with_broken_link_callback(text, options, Some(callback)).into_offset_iter()
}
