//! Recordings as MixMonitor writes them: where they are, and when they are complete.

mod complete;
mod location;
mod open_files;
mod stops;

pub use complete::{Observed, Verdict, Watch};
pub use location::Location;
pub use open_files::OpenFiles;
pub use stops::Stops;
