//! The spinner: the door of `indicatif`. Shown only to who watches a terminal, and only after one second.

use std::sync::Mutex;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};

use super::words;
use crate::base::lang::Lang;
use crate::build::command::Stage;

/// Shows the stage of the build until it is dropped.
pub struct Progress {
    bar: ProgressBar,
    lang: Lang,
    /// The waiting thread and what ends it: nothing is sent, only dropped.
    waiting: Option<(Mutex<Sender<()>>, JoinHandle<()>)>,
}

impl Progress {
    /// A spinner that appears in a second, if `is_watched`.
    pub fn new(is_watched: bool, lang: Lang) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let waiting = is_watched.then(|| {
            let (end, ended) = channel::<()>();
            let bar = bar.clone();
            let thread = std::thread::spawn(move || {
                if ended.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(Duration::from_millis(120));
                    let _ = ended.recv();
                }
                bar.finish_and_clear();
            });
            (Mutex::new(end), thread)
        });
        Self { bar, lang, waiting }
    }

    /// The stage that begins.
    pub fn stage(&self, it: Stage) {
        self.bar.set_message(words::stage(it, self.lang));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, thread)) = self.waiting.take() {
            drop(end);
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_build_waits_for_no_spinner() {
        let begun = std::time::Instant::now();
        let progress = Progress::new(true, Lang::Ru);
        progress.stage(Stage::Scan);
        drop(progress);
        assert!(begun.elapsed() < Duration::from_millis(900));
    }
}
