//! Choosing queries by filter, and what is then done with the chosen.

use super::{FetchStatus, Query};
use crate::engine::Engine;
use crate::engine::order::in_order;
use crate::wire::key::KeyError;

/// Which queries by key.
#[derive(Debug, Clone, Copy)]
pub enum Keys<'a> {
    /// Every one.
    All,
    /// Those whose key begins with, and in its objects contains, this key's text.
    Partial(&'a str),
    /// The one in this slot.
    Exact(u32),
}

/// TanStack's `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Watched or not.
    All,
    /// With an enabled observer.
    Active,
    /// Without one.
    Inactive,
}

/// TanStack's `QueryFilters`, but for the predicate, which JavaScript evaluates on what was chosen here.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'a> {
    /// By key.
    pub keys: Keys<'a>,
    /// By observers.
    pub kind: Kind,
    /// By staleness.
    pub stale: Option<bool>,
    /// By what runs.
    pub fetch_status: Option<FetchStatus>,
}

impl Filter<'_> {
    /// Every query.
    pub const ALL: Filter<'static> = Filter { keys: Keys::All, kind: Kind::All, stale: None, fetch_status: None };
}

impl Engine {
    /// Chooses queries, in the order of their creation. The choice stays until the next one.
    ///
    /// # Errors
    /// [`KeyError`] where the filter's key is not a key's text; nothing is chosen then.
    pub fn select(&mut self, filter: &Filter<'_>) -> Result<&[u32], KeyError> {
        let mut chosen = std::mem::take(&mut self.selection);
        chosen.clear();
        let found = match filter.keys {
            Keys::All => {
                chosen.extend(self.queries.iter().filter(|(_, query)| !query.removed).map(|(slot, _)| slot));
                Ok(())
            }
            Keys::Partial(key) => self.index.matches(key, &mut chosen),
            Keys::Exact(slot) => {
                chosen.extend(self.queries.get(slot).filter(|query| !query.removed).map(|_| slot));
                Ok(())
            }
        };
        if filter.kind != Kind::All || filter.stale.is_some() || filter.fetch_status.is_some() {
            chosen.retain(|&slot| self.queries.get(slot).is_some_and(|query| self.passes(slot, query, filter)));
        }
        if chosen.len() > 1 {
            chosen = in_order(chosen.iter().map(|&slot| (self.queries.get(slot).map_or(0, |query| query.born), slot)));
        }
        self.selection = chosen;
        found.map(|()| self.selection.as_slice())
    }

    /// Replaces the choice, for instance by what a predicate left of it.
    pub fn choose(&mut self, slots: &[u32]) {
        self.selection.clear();
        self.selection.extend_from_slice(slots);
    }

    /// What is chosen; after a fetch of the chosen, the fetches.
    #[must_use]
    pub fn selection(&self) -> &[u32] {
        &self.selection
    }

    fn passes(&self, slot: u32, query: &Query, filter: &Filter<'_>) -> bool {
        (match filter.kind {
            Kind::All => true,
            Kind::Active => self.is_active(slot),
            Kind::Inactive => !self.is_active(slot),
        }) && filter.stale.is_none_or(|stale| stale == self.is_stale(slot))
            && filter.fetch_status.is_none_or(|status| status == query.fetch_status)
    }

    /// Marks the chosen stale.
    pub(crate) fn invalidate_chosen(&mut self) {
        self.each_chosen(Engine::invalidate);
    }

    /// Fetches those of the chosen that are neither disabled nor static; the choice becomes the fetches. `replace`:
    /// fetches under way are cancelled first where there is data.
    pub(crate) fn refetch_chosen(&mut self, replace: bool) {
        let chosen = std::mem::take(&mut self.selection);
        let mut fetches = Vec::new();
        for &slot in &chosen {
            if !self.is_disabled(slot) && !self.is_static(slot) {
                let fetch = self.start_fetch(slot, replace, super::NONE);
                let paused = self.queries.get(slot).is_some_and(|query| query.fetch_status == FetchStatus::Paused);
                // nobody can wait for a fetch that waits for the network
                if fetch != super::NONE && !paused {
                    fetches.push(fetch);
                    fetches.push(slot);
                }
            }
        }
        self.selection = fetches;
    }

    /// Cancels what the chosen fetch.
    pub(crate) fn cancel_chosen(&mut self, revert: bool) {
        self.each_chosen(|engine, slot| engine.cancel_fetch(slot, revert));
    }

    /// Puts the chosen back to how they were made.
    pub(crate) fn reset_chosen(&mut self) {
        self.each_chosen(Engine::reset);
    }

    /// Takes the chosen out of the cache.
    pub(crate) fn remove_chosen(&mut self) {
        self.each_chosen(Engine::remove);
    }

    fn each_chosen(&mut self, mut act: impl FnMut(&mut Engine, u32)) {
        let chosen = std::mem::take(&mut self.selection);
        for &slot in &chosen {
            act(self, slot);
        }
        self.selection = chosen;
    }

    /// Whether some enabled observer watches the query.
    #[must_use]
    pub fn is_active(&self, slot: u32) -> bool {
        self.observers_of(slot).any(|observer| observer.options.enabled)
    }

    /// Whether the query would not fetch by itself: its observers are all disabled; or it has none and `skipToken`, or
    /// never fetched.
    #[must_use]
    pub fn is_disabled(&self, slot: u32) -> bool {
        let Some(query) = self.queries.get(slot) else { return true };
        if query.observers > 0 { !self.is_active(slot) } else { query.skipped || !query.is_fetched() }
    }

    /// Whether some observer asked that its data never counts as stale.
    #[must_use]
    pub fn is_static(&self, slot: u32) -> bool {
        self.queries.get(slot).is_some_and(|query| query.has_data)
            && self.observers_of(slot).any(|observer| observer.options.stale_time == super::StaleTime::Static)
    }

    /// Whether some observer's data is stale; without observers, whether there is none or it was invalidated.
    #[must_use]
    pub fn is_stale(&self, slot: u32) -> bool {
        let Some(query) = self.queries.get(slot) else { return true };
        if query.observers > 0 {
            let wall = self.now.wall;
            self.observers_of(slot).any(|observer| observer.options.enabled && query.is_stale(observer.options.stale_time, wall))
        } else {
            !query.has_data || query.invalidated
        }
    }
}
