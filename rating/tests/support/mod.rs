//! What several tests need.

use std::path::Path;

use switchhook_rating::{Book, BookBuilder, Deck};

/// A book of `testdata/variants`: the folder, or the file, with the decks that it names.
pub(crate) fn variant(path: &str) -> Book {
    builder(path)
        .build()
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The same before it is compiled.
#[expect(
    clippy::disallowed_methods,
    reason = "the crate touches no files, its tests read their data"
)]
pub(crate) fn builder(path: &str) -> BookBuilder {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("testdata/variants")
        .join(path);
    let file = if path.is_dir() {
        path.join("book.toml")
    } else {
        path
    };
    let read = |path: &Path| {
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let builder =
        BookBuilder::from_toml(&read(&file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let (builder, overlaps) = builder
        .read_decks(|deck| {
            let path = file.with_file_name(&deck.file);
            let (rows, refused) = Deck::from_csv(&read(&path), &deck.format);
            match refused.first() {
                Some(line) => Err(format!("{}: {line}", path.display())),
                None => Ok(rows),
            }
        })
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(overlaps, []);
    builder
}
