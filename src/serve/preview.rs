//! A site while it is written: `svod serve`. The site in memory, a watcher that renews it, a server that shows it.
//!
//! Nothing that is wrong with the site ends this, and nothing is written.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::bell::Bell;
use super::http::{Manner, Server};
use super::listen::Listen;
use super::live::{Asked, Live, Touched};
use super::shown::Shown;
use super::watch::{self, Change, Watch, Watcher};
use crate::base::lang::Lang;
use crate::base::problem::{Diagnostic, Problem};
use crate::build::command::Now;
use crate::build::fault::Fault;

/// Between a moment that has come and the look at what it changed, at least.
const REST: Duration = Duration::from_secs(1);

/// What was asked for.
pub struct Preview<'a> {
    /// The site, and how it is looked at.
    pub asked: Asked,
    /// Where to listen.
    pub listen: &'a Listen,
    /// Pages get the script that reloads them.
    pub reload: bool,
    /// The tab goes to the page of the file that was saved.
    pub follow: bool,
    /// Look at the files this often instead of asking the system what changed.
    pub poll: Option<Duration>,
    /// Of what a person reads in the browser.
    pub lang: Lang,
    /// Hears once why the system tells of no changes.
    pub on_scanning: Box<dyn FnMut(Problem) + Send>,
    /// Hears what is wrong and how many pages there are: at the beginning, and whenever that has changed.
    pub on_change: OnChange,
}

/// Hears problems and the number of pages.
pub type OnChange = Box<dyn FnMut(&[Diagnostic], usize) + Send>;

/// Serves the site. `on_open` hears the address when there is one, before the first request is answered.
///
/// # Errors
/// The port is not to be had.
pub fn preview(preview: Preview, on_open: &mut dyn FnMut(&str)) -> Result<(), Fault> {
    let bound = preview.listen.bind()?;
    let (root, config) = (preview.asked.options.root.clone(), preview.asked.options.config.clone());
    // Before the first reading: what is written while it goes on is a change.
    let watcher = watch::start(&Watch { root, config, poll: preview.poll }, preview.on_scanning);
    let clock = preview.asked.clock;
    let live = Arc::new(Live::new(preview.asked));
    let bell = Bell::new();
    on_open(&bound.url(&live.base()));
    let keeper = Keeper {
        live: live.clone(),
        bell: bell.clone(),
        follow: preview.follow,
        clock,
        on_change: preview.on_change,
        told: None,
    };
    let thread = std::thread::Builder::new().name("watching".to_owned());
    thread.spawn(move || keeper.keep(watcher)).map_err(|error| Fault::io("svod", &error))?;
    let manner = if preview.reload { Manner::Live } else { Manner::Still };
    bound.serve(Server { shown: live, bell, manner, lang: preview.lang })
}

/// Keeps the site as the disk has it.
struct Keeper {
    live: Arc<Live>,
    bell: Bell,
    follow: bool,
    clock: Option<fn() -> Now>,
    on_change: OnChange,
    told: Option<(Vec<Diagnostic>, usize)>,
}

impl Keeper {
    fn keep(mut self, mut watcher: Watcher) {
        loop {
            self.tell();
            let until = self.live.next_change().map(|it| Instant::now() + self.left(it).max(REST));
            let change = watcher.next(until);
            let touched = match &change {
                Some(Change::Paths(paths)) => Touched::Files(paths),
                Some(Change::Everything) | None => Touched::Everything,
            };
            let before = self.live.generation();
            // A fault of our own must not be the end either: the old world stays, and the next change may go well.
            if catch_unwind(AssertUnwindSafe(|| self.live.refresh(&touched))).is_err() {
                continue;
            }
            if self.live.generation() != before {
                self.ring(&touched);
            }
        }
    }

    fn ring(&self, touched: &Touched) {
        let followed = match touched {
            Touched::Files(files) if self.follow => files.iter().find_map(|it| self.live.page_of(it)),
            _ => None,
        };
        match followed {
            Some(url) => self.bell.follow(&url),
            None => self.bell.ring(),
        }
    }

    fn left(&self, at: i64) -> Duration {
        let Some(Now::Unix(now)) = self.clock.map(|it| it()) else { return REST };
        Duration::from_secs(u64::try_from(at - now).unwrap_or_default())
    }

    fn tell(&mut self) {
        let now = (self.live.problems(), self.live.n_pages());
        if self.told.as_ref() != Some(&now) {
            (self.on_change)(&now.0, now.1);
            self.told = Some(now);
        }
    }
}
