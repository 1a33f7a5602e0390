//! Files and streams of calls, before and after they were rated.

pub(crate) mod cdr;
mod lines;
#[cfg(feature = "parquet")]
mod parquet;
pub(crate) mod rated;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use indicatif::ProgressBar;

use crate::failure::Failure;
use crate::progress::{Watched, bar};

/// An open file, or the standard input for `-`.
pub(crate) type Input = BufReader<Watched<Box<dyn Read>>>;

/// Opens a file, or the standard input for `-`, with a bar that shows how far it is read.
pub(crate) fn open(path: &Path) -> Result<(Input, ProgressBar), Failure> {
    let (input, size): (Box<dyn Read>, _) = if path == Path::new("-") {
        (Box::new(io::stdin().lock()), None)
    } else {
        let file = File::open(path).map_err(|error| Failure::cannot_read(path, &error))?;
        let data = file
            .metadata()
            .map_err(|error| Failure::cannot_read(path, &error))?;
        if data.is_dir() {
            return Err(Failure::Input(format!(
                "{}: is a folder; give a file in it",
                path.display()
            )));
        }
        (Box::new(file), data.is_file().then_some(data.len()))
    };
    let bar = bar(size);
    let watched = Watched {
        input,
        bar: bar.clone(),
    };
    Ok((BufReader::with_capacity(256 * 1024, watched), bar))
}

/// How a file begins, without taking anything from it.
pub(crate) fn beginning<'a>(input: &'a mut Input, path: &Path) -> Result<&'a [u8], Failure> {
    input
        .fill_buf()
        .map_err(|error| Failure::cannot_read(path, &error))
}
