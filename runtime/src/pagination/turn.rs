//! From one page to the next: what the next call asks for.

use percent_encoding::percent_decode_str;

use super::facts::PageFacts;
use super::next_url::{NextUrl, resolve_next_url};
use super::paging::{PageInput, PageStep, Paging};
use crate::call::Call;
use crate::json::from_json;
use crate::plan::Plan;
use crate::values::Value;

impl Paging {
    /// Whether the call asks for the first page, so that the items of the walk can be
    /// compared with the number of all items.
    pub(super) fn starts_at_first<T, E, P>(&self, call: &Call<T, E, P>) -> bool {
        match self.step {
            PageStep::Offset(input) => {
                find_input_number(call.plan(), input).is_none_or(|at| at == 0)
            }
            PageStep::Number(input, first) => {
                find_input_number(call.plan(), input).is_none_or(|at| at == first)
            }
            PageStep::Cursor(input, _) | PageStep::LastItem(input, _) => {
                find_input_text(call.plan(), input).is_none()
            }
            // Nothing in the first call tells where it begins.
            PageStep::Url(_) | PageStep::Link(_) => false,
        }
    }

    /// What leads to the page after this one; `None` after the last one. `here` has led
    /// to this page, unless it is the first, and `received` is the number of all items
    /// so far, where it is known.
    pub(super) fn next<T, E, P>(
        &self,
        call: &Call<T, E, P>,
        here: Option<&str>,
        page: &PageFacts,
        received: Option<u64>,
    ) -> Option<String> {
        let at = |input, first| {
            let here = here.and_then(|here| here.parse::<u64>().ok());
            here.or_else(|| find_input_number(call.plan(), input))
                .unwrap_or(first)
        };
        if page.more == Some(false) {
            return None;
        }
        match self.step {
            PageStep::Offset(input) => {
                let next = at(input, 0).checked_add(page.items)?;
                let ends = page.items == 0 || page.total.is_some_and(|total| next >= total);
                (!ends).then(|| next.to_string())
            }
            PageStep::Number(input, first) => {
                let at = at(input, first);
                let read = at.saturating_sub(first).saturating_add(1);
                let all = received.zip(page.total);
                let ends = page.items == 0
                    || page.total_pages.is_some_and(|pages| read >= pages)
                    || all.is_some_and(|(received, total)| received >= total);
                let next = at.checked_add(1)?;
                (!ends).then(|| next.to_string())
            }
            PageStep::LastItem(..) => {
                let all = received.zip(page.total);
                let ends = all.is_some_and(|(received, total)| received >= total);
                page.next.clone().filter(|_| !ends)
            }
            // A page of a filtered list may be empty, and still lead to others.
            PageStep::Cursor(..) | PageStep::Url(_) | PageStep::Link(_) => page.next.clone(),
        }
    }

    /// Lets a call ask for the first page. An offset is always written out: it counts
    /// from 0 everywhere, and what servers take for one that is left out differs.
    pub(super) fn begin<T, E, P>(&self, call: &mut Call<T, E, P>) {
        if let PageStep::Offset(input) = self.step {
            let start = find_input_number(call.plan(), input).unwrap_or_default();
            set_page_input(call.plan_mut(), input, &start.to_string());
        }
    }

    /// Lets a call ask for the page that `cursor` leads to.
    ///
    /// # Errors
    ///
    /// When it is a URL that must not be followed.
    pub(super) fn aim<T, E, P>(
        &self,
        call: &mut Call<T, E, P>,
        cursor: &str,
    ) -> Result<(), String> {
        let plan = call.plan_mut();
        match self.step {
            PageStep::Offset(input)
            | PageStep::Number(input, _)
            | PageStep::Cursor(input, _)
            | PageStep::LastItem(input, _) => set_page_input(plan, input, cursor),
            PageStep::Url(_) | PageStep::Link(_) => {
                let sent = plan
                    .url()
                    .map_err(|_| "there is no URL to begin with".to_owned())?;
                aim_plan_at(plan, resolve_next_url(&sent, cursor)?);
            }
        }
        Ok(())
    }
}

fn set_page_input(plan: &mut Plan, input: PageInput, cursor: &str) {
    match input {
        PageInput::Query(name) => {
            plan.draft.query.retain(|pair| !is_pair_of(pair, name));
            plan.add_query(name, cursor);
        }
        PageInput::Header(name) => plan.set_header(name, cursor),
        PageInput::Body(name) => {
            // Kept as the text of its JSON; see `PageFacts`.
            let value = from_json::<Value>(cursor).unwrap_or_else(|_| Value::from(cursor));
            plan.draft.add_field(name, &value);
        }
    }
}

/// Sends a call to this URL and to no other: its query takes the place of that of the
/// operation's parameters, which the server has put into it.
fn aim_plan_at(plan: &mut Plan, url: NextUrl) {
    plan.base_url = Some(url.origin);
    plan.draft.path = url.path;
    plan.draft.query = Vec::new();
    if !url.query.is_empty() {
        plan.draft.query.push(url.query);
    }
}

/// The number that a request says.
fn find_input_number(plan: &Plan, input: PageInput) -> Option<u64> {
    find_input_text(plan, input)?.parse().ok()
}

/// What a request says about the page that it wants.
fn find_input_text(plan: &Plan, input: PageInput) -> Option<String> {
    match input {
        PageInput::Query(name) => {
            let mut pairs = plan.draft.query.iter();
            let pair = pairs.find(|pair| is_pair_of(pair, name))?;
            let value = pair.split_once('=').map_or("", |(_, value)| value);
            Some(decode_query_text(value))
        }
        PageInput::Header(name) => {
            let all = [&plan.headers, &plan.draft.headers];
            let value = all.iter().find_map(|headers| headers.get(name))?;
            value.to_str().ok().map(str::to_owned)
        }
        PageInput::Body(name) => {
            let body = from_json::<Value>(&plan.draft.body.bytes()?).ok()?;
            let value = body.get(name).filter(|value| !value.is_null())?;
            Some(value.to_string())
        }
    }
}

/// Whether an encoded pair of a query has this name.
fn is_pair_of(pair: &str, name: &str) -> bool {
    let written = pair.split_once('=').map_or(pair, |(name, _)| name);
    decode_query_text(written) == name
}

fn decode_query_text(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
