//! Medians, tables and the machine.

use std::fmt::Display;
use std::time::Duration;

/// Runs `measure` so many times and gives the median of what it returns.
pub fn median(runs: usize, mut measure: impl FnMut() -> f64) -> f64 {
    let mut values: Vec<f64> = (0..runs.max(1)).map(|_| measure()).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// How many megabytes (10^6) a second of processor time `work` gets through `bytes`, all of it in this thread.
pub fn throughput(bytes: usize, work: impl FnOnce()) -> f64 {
    let begun = processor_time();
    work();
    bytes as f64 / 1e6 / (processor_time() - begun).as_secs_f64()
}

/// What this thread has used so far. Unlike a clock it does not count what others do on the machine meanwhile.
pub fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let nanos = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(u64::try_from(time.tv_sec).unwrap_or_default(), nanos)
}

/// The value below which `part` (0 to 1) of all lie; sorts them.
///
/// ```
/// # use std::time::Duration;
/// let mut times: Vec<Duration> = (1..=100).rev().map(Duration::from_micros).collect();
/// assert_eq!(switchhook_bench::report::percentile(&mut times, 0.5), Duration::from_micros(51));
/// assert_eq!(switchhook_bench::report::percentile(&mut times, 0.99), Duration::from_micros(100));
/// ```
pub fn percentile(times: &mut [Duration], part: f64) -> Duration {
    times.sort_unstable();
    let at = (times.len() as f64 * part) as usize;
    times.get(at).or(times.last()).copied().unwrap_or_default()
}

/// A table in Markdown.
#[derive(Debug)]
pub struct Table(String);

impl Table {
    /// With these headings.
    pub fn new(title: &str, headings: &[&str]) -> Self {
        let rule = "|---".repeat(headings.len());
        Self(format!("\n## {title}\n\n| {} |\n{rule}|\n", headings.join(" | ")))
    }

    /// One more row.
    pub fn row(&mut self, cells: &[&dyn Display]) {
        for cell in cells {
            self.0.push_str(&format!("| {cell} "));
        }
        self.0.push_str("|\n");
    }

    /// The whole.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Processor, cores, kernel and load: what a figure has to be read with. Linux; elsewhere the cores alone.
pub fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpuinfo = read("/proc/cpuinfo");
    let model = cpuinfo
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or("an unknown processor", |(_, model)| model.trim());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kernel = read("/proc/sys/kernel/osrelease");
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().unwrap_or("unknown");
    format!(
        "{model}, {cores} cores, Linux {}, load before the run {load}",
        kernel.trim()
    )
}

/// Memory of this process that is in RAM, in bytes; 0 where there is no `/proc`.
pub fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse::<usize>().ok());
    kilobytes.unwrap_or(0) * 1024
}
