//! Books as bytes and back, and what tells one from another.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::Book;
use super::compiled::{ClassData, Frame, RowData, Version, check_prices};
use crate::blob::{
    BlobError, Reader, Writer, read_conditions, read_currency, read_day, read_kind, read_price, read_terms,
    write_conditions, write_currency, write_day, write_kind, write_price, write_terms,
};
use crate::calendar::Calendar;
use crate::file::{print_book, read_book};
use crate::index::Index;
use crate::{Conditions, Deck, Destination, DigitCount, Fingerprint, Ratio};

impl Book {
    /// Everything after the header.
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.text(&self.print(true));
        writer.bytes.extend_from_slice(self.fingerprint.bytes());
        writer.count(self.plans.len());
        for data in &self.plans {
            writer.count(data.versions.len());
            for version in &data.versions {
                version.write(writer);
            }
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, BlobError> {
        let builder = read_book(reader.text()?)?;
        let fingerprint = Fingerprint::new(reader.array()?);
        // Eight bytes at least for each plan, since the count of its versions follows.
        if reader.count(8)? != builder.plans().len() {
            return Err(BlobError::Content {
                what: "more or fewer plans than it names",
            });
        }
        let mut broken = None;
        let book = builder.assemble(|_, _, calendar, _| {
            versions(reader, calendar).or_else(|error| match error {
                BlobError::Book(error) => Err(error),
                other => {
                    broken = Some(other);
                    Ok(Vec::new())
                }
            })
        });
        if let Some(error) = broken {
            return Err(error);
        }
        let mut book = book?;
        book.fingerprint = fingerprint;
        Ok(book)
    }

    /// The text of the book, with the files of its decks or without.
    fn print(&self, with_files: bool) -> String {
        let name = |plan: u16| self.plan_data(plan).plan.name();
        print_book(
            &self.numbering,
            self.plans.iter().map(|data| &data.plan),
            Some(name(self.default)),
            self.rules.iter().map(|(when, plan)| (when, plan.as_str())),
            self.packages.iter().map(|data| &data.package),
            with_files,
        )
    }

    /// The fingerprint of a book that was just compiled.
    pub(super) fn take_fingerprint(&self) -> Fingerprint {
        let mut hash = Sha256::new();
        hash.update(self.print(false));
        for version in self.plans.iter().flat_map(|data| &data.versions) {
            hash.update(version.digest);
        }
        Fingerprint::new(first_half(hash))
    }
}

fn versions(reader: &mut Reader<'_>, calendar: &Calendar) -> Result<Vec<Version>, BlobError> {
    (0..reader.count(8)?)
        .map(|_| Version::read(reader, calendar))
        .collect()
}

fn first_half(hash: Sha256) -> [u8; 16] {
    let whole: [u8; 32] = hash.finalize().into();
    let mut half = [0; 16];
    half.copy_from_slice(whole.first_chunk::<16>().unwrap_or(&[0; 16]));
    half
}

/// How many bytes of a deck are hashed at once.
const CHUNK: usize = 1 << 16;

impl Version {
    /// Hashes what the prices of a deck come from: its rows as they were given, and what they share.
    pub(super) fn take_digest(&self, deck: &Deck) -> [u8; 16] {
        let mut hash = Sha256::new();
        let mut writer = Writer::default();
        for ((prefixes, ..), data) in deck.lines().zip(&self.rows) {
            writer.count(prefixes.len());
            for prefix in prefixes {
                let (international, digits) = prefix.rank();
                writer.u8(u8::from(international));
                writer.u64(digits);
            }
            write_row(&mut writer, data);
            if writer.bytes.len() >= CHUNK {
                hash.update(&writer.bytes);
                writer.bytes.clear();
            }
        }
        self.write_shared(&mut writer);
        // Terms whole, as in the days when books kept them so: an old book goes on having its fingerprint.
        writer.count(self.classes.len());
        for ClassData { price, frame, .. } in &self.classes {
            write_price(&mut writer, *price);
            if let Some(Frame { terms, .. }) = self.frames.get(*frame as usize) {
                write_terms(&mut writer, terms);
            }
            if writer.bytes.len() >= CHUNK {
                hash.update(&writer.bytes);
                writer.bytes.clear();
            }
        }
        hash.update(&writer.bytes);
        first_half(hash)
    }

    fn write(&self, writer: &mut Writer) {
        writer.bytes.extend_from_slice(&self.digest);
        self.write_shared(writer);
        writer.count(self.frames.len());
        for Frame { terms, .. } in &self.frames {
            write_terms(writer, terms);
        }
        writer.count(self.classes.len());
        for ClassData { price, frame, .. } in &self.classes {
            write_price(writer, *price);
            writer.u32(*frame);
        }
        writer.count(self.rows.len());
        for row in &self.rows {
            write_row(writer, row);
        }
        self.index.write(writer);
    }

    /// All but the prices, the rows and the index.
    fn write_shared(&self, writer: &mut Writer) {
        write_day(writer, self.effective);
        write_currency(writer, self.currency);
        writer.count(self.destinations.len());
        for Destination { name, kind } in &self.destinations {
            writer.text(name);
            write_kind(writer, *kind);
        }
        writer.count(self.conditions.len());
        for conditions in &self.conditions {
            write_conditions(writer, conditions);
        }
    }

    fn read(reader: &mut Reader<'_>, calendar: &Calendar) -> Result<Self, BlobError> {
        let digest = reader.array()?;
        let effective: Option<NaiveDate> = read_day(reader)?;
        let currency = read_currency(reader)?;
        let mut destinations = Vec::new();
        for _ in 0..reader.count(9)? {
            let name = reader.text()?;
            destinations.push(Destination::new(name, read_kind(reader)?));
        }
        let mut conditions: Vec<Conditions> = Vec::new();
        for _ in 0..reader.count(26)? {
            conditions.push(read_conditions(reader)?);
        }
        if conditions.first() != Some(&Conditions::default()) {
            return Err(BlobError::Content {
                what: "conditions without the empty ones",
            });
        }
        let mut version = Self::empty(effective, currency);
        version.read_classes(reader, calendar)?;
        let count = reader.count(ROW)?;
        let (rows, _) = reader.bytes(count * ROW)?.as_chunks::<ROW>();
        let is_sound = |row: &RowData| {
            (row.class as usize) < version.classes.len()
                && (row.destination as usize) < destinations.len()
                && (row.conditions as usize) < conditions.len()
        };
        let rows: Option<Vec<RowData>> = rows.iter().map(|row| read_row(row).filter(is_sound)).collect();
        let row_count = u32::try_from(count).ok().filter(|&count| count > 0);
        let (rows, row_count) = rows.zip(row_count).ok_or(BlobError::Content {
            what: "rows that point nowhere",
        })?;
        version.index = Index::read(reader, row_count)?;
        Ok(Self {
            rows,
            conditions,
            destinations,
            digest,
            ..version
        })
    }

    fn read_classes(&mut self, reader: &mut Reader<'_>, calendar: &Calendar) -> Result<(), BlobError> {
        const IMPOSSIBLE: BlobError = BlobError::Content {
            what: "terms that no deck may have",
        };
        for _ in 0..reader.count(79)? {
            let mut terms = read_terms(reader)?;
            terms.price = Some(Ratio::ZERO);
            crate::deck::check_terms(&terms).map_err(|_| IMPOSSIBLE)?;
            terms.price = None;
            self.add_frame(terms, calendar, 0)?;
        }
        let count = reader.count(5)?;
        check_prices(count, calendar)?;
        self.classes.reserve_exact(count);
        self.prices.reserve_exact(count * calendar.names().len());
        for _ in 0..count {
            let (price, frame) = (read_price(reader)?, reader.u32()?);
            if price.is_some_and(Ratio::is_negative) || frame as usize >= self.frames.len() {
                return Err(IMPOSSIBLE);
            }
            self.add_class(price, frame, calendar, 0)?;
        }
        Ok(())
    }
}

/// Bytes of a row.
const ROW: usize = 18;

fn write_row(writer: &mut Writer, row: &RowData) {
    writer.u32(row.class);
    writer.u32(row.destination);
    writer.u32(row.conditions);
    writer.u32(row.line);
    let (least, most) = row.digits.bounds();
    writer.u8(least);
    writer.u8(most);
}

/// `None` if no number has so many digits.
fn read_row(bytes: &[u8; ROW]) -> Option<RowData> {
    let (numbers, &[least, most]) = bytes.split_last_chunk()?;
    // All four in one number, which the compiler reads and takes apart as a whole.
    let all = u128::from_le_bytes(*numbers.first_chunk()?);
    Some(RowData {
        class: all as u32,
        destination: (all >> 32) as u32,
        conditions: (all >> 64) as u32,
        line: (all >> 96) as u32,
        digits: DigitCount::new(least, most)?,
    })
}
