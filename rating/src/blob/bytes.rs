//! Numbers, texts and lists of numbers as bytes and back. Little-endian, lists with their count in front.

/// Writes.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    pub(crate) bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn u8(&mut self, value: u8) {
        self.bytes.push(value);
    }

    pub(crate) fn u32(&mut self, value: u32) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    pub(crate) fn u64(&mut self, value: u64) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    pub(crate) fn i64(&mut self, value: i64) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    /// How many items follow.
    pub(crate) fn count(&mut self, count: usize) {
        self.u64(count as u64);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn list<T: Word>(&mut self, items: &[T]) {
        self.count(items.len());
        self.bytes.reserve(items.len() * T::WIDTH);
        for item in items {
            item.write(&mut self.bytes);
        }
    }
}

/// Reads what a [`Writer`] wrote, and nothing beyond the end of what it was given.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

/// The bytes end before what they announce.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Short;

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn bytes(&mut self, count: usize) -> Result<&'a [u8], Short> {
        let (bytes, rest) = self.rest.split_at_checked(count).ok_or(Short)?;
        self.rest = rest;
        Ok(bytes)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Short> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or(Short)?;
        self.rest = rest;
        Ok(*bytes)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, Short> {
        Ok(u8::from_le_bytes(self.array()?))
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Short> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub(crate) fn u64(&mut self) -> Result<u64, Short> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    pub(crate) fn i64(&mut self) -> Result<i64, Short> {
        Ok(i64::from_le_bytes(self.array()?))
    }

    /// How many items of at least `width` bytes follow: never more than there can be, so that a wrong count costs no
    /// memory.
    pub(crate) fn count(&mut self, width: usize) -> Result<usize, Short> {
        let count = usize::try_from(self.u64()?).map_err(|_| Short)?;
        let size = count.checked_mul(width).ok_or(Short)?;
        if size > self.rest.len() {
            return Err(Short);
        }
        Ok(count)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, Short> {
        let count = self.count(1)?;
        std::str::from_utf8(self.bytes(count)?).map_err(|_| Short)
    }

    /// A whole list, at the speed of memory.
    pub(crate) fn list<T: Word>(&mut self) -> Result<Vec<T>, Short> {
        let count = self.count(T::WIDTH)?;
        Ok(T::read_all(self.bytes(count * T::WIDTH)?))
    }

    /// What was not read yet.
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
}

/// A number of a fixed width.
pub(crate) trait Word: Copy {
    /// In bytes.
    const WIDTH: usize;
    fn write(self, bytes: &mut Vec<u8>);
    fn read_all(bytes: &[u8]) -> Vec<Self>;
}

macro_rules! words {
    ($($word:ty),*) => {$(
        impl Word for $word {
            const WIDTH: usize = size_of::<$word>();

            fn write(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            // The compiler makes one copy of this loop on machines that are little-endian themselves.
            fn read_all(bytes: &[u8]) -> Vec<Self> {
                bytes.as_chunks().0.iter().map(|word| Self::from_le_bytes(*word)).collect()
            }
        }
    )*};
}

words!(u8, u16, u32, u64, i64);
