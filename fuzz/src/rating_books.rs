//! Laws of books as files and as bytes.

use std::time::Duration;

use switchhook_rating::{BlobError, Book, BookBuilder, Call, Deck, Format, Start};

const DECK: &str = include_str!("../../rating/testdata/new-caledonia/deck.csv");

/// A book is read, or refused with a place; what is printed of it reads back as the same, in both forms.
///
/// Input: the text of a book, in TOML or, if it begins with a brace, in JSON.
pub fn book_file(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let read = if text.starts_with('{') {
        BookBuilder::from_json(text)
    } else {
        BookBuilder::from_toml(text)
    };
    let builder = match read {
        Ok(builder) => builder,
        Err(error) => return assert!(error.to_string().len() > 10),
    };
    let (toml, json) = (builder.to_toml(), builder.to_json());
    for again in [BookBuilder::from_toml(&toml), BookBuilder::from_json(&json)] {
        let again = again.unwrap_or_else(|error| panic!("{error} in\n{toml}"));
        assert_eq!(again.to_toml(), toml);
        assert_eq!(again.to_json(), json);
    }
    let (deck, _) = Deck::from_csv(DECK, &Format::default());
    let with_decks = builder.read_decks(|_| Ok::<_, ()>(deck.clone()));
    if let Ok((builder, _)) = with_decks
        && let Ok(book) = builder.build()
    {
        assert!(!rated(&book, "872345").is_empty());
        let again = Book::from_blob(&book.to_blob()).expect("it was just written");
        assert_eq!(again.fingerprint(), book.fingerprint());
    }
}

/// Bytes are refused or make a book that rates and is written again as it was read, whatever their checksum says.
///
/// Input: a compiled book.
pub fn blob(bytes: &[u8]) {
    let mut bytes = bytes.to_vec();
    // The checksum is there against accidents; what has to hold holds without it.
    if let Err(BlobError::Checksum { found, .. }) = Book::from_blob(&bytes)
        && let Some(sum) = bytes.get_mut(24..32)
    {
        sum.copy_from_slice(&found.to_le_bytes());
    }
    match Book::from_blob(&bytes) {
        Ok(book) => {
            for number in ["872345", "+33123456789", "0033123456789", "90", "*98"] {
                assert!(!rated(&book, number).is_empty());
            }
            let again = Book::from_blob(&book.to_blob()).expect("it was just written");
            assert_eq!(again.to_blob(), book.to_blob());
        }
        Err(error) => assert!(error.to_string().len() > 10),
    }
}

fn rated(book: &Book, number: &str) -> String {
    let start: Start = "2011-12-19 11:08:58".parse().expect("a start");
    book.rate(&Call::new(number, start, Duration::from_secs(979)))
        .to_string()
}
