use std::time::Duration;

view! {
    /// The event `FullyBooted` (Asterisk `main/manager.c`).
    pub struct FullyBooted;
}

view! {
    /// The event `Shutdown`.
    pub struct Shutdown;
}

impl FullyBooted<'_> {
    /// How long Asterisk has run; Asterisk 14 and later.
    pub fn uptime(self) -> Option<Duration> {
        self.0.seconds("Uptime")
    }
}

impl Shutdown<'_> {
    /// Whether it starts again by itself.
    pub fn restarts(self) -> bool {
        self.0
            .get("Restart")
            .is_some_and(|value| value.eq_ignore_ascii_case("True"))
    }
}
