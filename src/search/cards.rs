//! What a hit shows before its page is opened: the cards of the index.

use crate::base::json;
use crate::base::typography::plain_spaces;
use crate::model::{DocId, Site};

use super::order::Order;
use super::wire::CARDS;

/// Letters of a summary.
const SUMMARY: usize = 180;

/// One block of cards, as JSON.
pub fn block(site: &Site, order: &Order, places: &[u32], url: &dyn Fn(&str) -> String) -> Vec<u8> {
    let mut out = "{".to_owned();
    for at in places {
        let card = json::line(&card(site, order.ids[*at as usize], url));
        out.push_str(if out.len() > 1 { ",\n" } else { "\n" });
        out.push_str(&format!("\"{}\":{card}", order.number(*at)));
    }
    out.push_str("\n}\n");
    out.into_bytes()
}

/// Places by blocks.
pub fn blocks(order: &Order) -> Vec<(u32, Vec<u32>)> {
    order.blocks(CARDS)
}

type Card = (String, String, String, String, u16, String);

fn card(site: &Site, id: DocId, url: &dyn Fn(&str) -> String) -> Card {
    let document = site.document(id);
    let summary = document.summary.as_deref().map(|it| shortened(&plain_spaces(it))).unwrap_or_default();
    let date = document.date.map(|it| it.date.to_string()).unwrap_or_default();
    let regions = site.tables.vocabularies.taxonomies.iter().find(|it| it.name == "regions");
    let is_region = |it: u32| regions.is_some_and(|regions| regions.terms.contains(&it));
    let region = site.terms[id as usize].iter().find(|it| is_region(it.0));
    let region = region.map(|it| site.tables.vocabularies.term(*it).title.as_str()).unwrap_or_default();
    let title = plain_spaces(&document.title).into_owned();
    (url(&site.urls[id as usize]), title, summary, date, document.kind.0, plain_spaces(region).into_owned())
}

/// The beginning of a text, cut between words.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(SUMMARY) else { return text.to_owned() };
    let word = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..word].trim_end_matches([',', ';', ':', '—', '–', ' ']))
}
