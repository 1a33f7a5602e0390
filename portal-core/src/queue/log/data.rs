use std::borrow::Cow;

/// What stands behind the event: joined by `|`, or in columns. Data of the same [`text`](Self::text) are equal.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a> {
    columns: [&'a str; 4],
    /// How many of the columns count: none of a joined text, four of a table's row.
    used: usize,
    /// All of a joined text, or the fifth column, which holds the sixth value too.
    tail: Option<&'a str>,
}

impl<'a> Data<'a> {
    /// The end of a line, or the one column `data`. `None` is a line that ends with its event.
    pub fn joined(text: Option<&'a str>) -> Self {
        Self {
            columns: [""; 4],
            used: 0,
            tail: text,
        }
    }

    /// The columns `data1` to `data5`.
    pub fn columns([first, second, third, fourth, fifth]: [&'a str; 5]) -> Self {
        Self {
            columns: [first, second, third, fourth],
            used: 4,
            tail: Some(fifth),
        }
    }

    /// One value after the other. Columns that are empty at the end are given as empty values.
    ///
    /// ```
    /// use switchhook_portal_core::queue::log::Data;
    ///
    /// let columns = Data::columns(["LINK", "PJSIP/a-1", "PJSIP/b-2", "5", "60|1"]);
    /// assert_eq!(columns.values().collect::<Vec<_>>(), ["LINK", "PJSIP/a-1", "PJSIP/b-2", "5", "60", "1"]);
    /// ```
    pub fn values(&self) -> Values<'a> {
        Values {
            columns: self.columns,
            next: 4 - self.used,
            tail: self.tail,
        }
    }

    /// The values as they stand in a file, without empty ones at the end.
    pub fn text(&self) -> Cow<'a, str> {
        let text = if self.used == 0 {
            Cow::Borrowed(self.tail.unwrap_or_default())
        } else {
            Cow::Owned(self.values().collect::<Vec<_>>().join("|"))
        };
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_end_matches('|')),
            Cow::Owned(text) => Cow::Owned(text.trim_end_matches('|').to_owned()),
        }
    }
}

impl PartialEq for Data<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Data<'_> {}

/// Values one after the other.
#[derive(Clone, Debug)]
pub struct Values<'a> {
    columns: [&'a str; 4],
    next: usize,
    tail: Option<&'a str>,
}

impl<'a> Values<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Data::joined(Some(text)).values()
    }

    /// What was not yet given.
    pub(super) fn remaining(&self) -> Data<'a> {
        Data {
            columns: self.columns,
            used: 4 - self.next,
            tail: self.tail,
        }
    }

    /// What was not yet given of a joined text.
    pub(super) fn rest(&self) -> Option<&'a str> {
        self.tail
    }
}

impl<'a> Iterator for Values<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if let Some(column) = self.columns.get(self.next) {
            self.next += 1;
            return Some(column);
        }
        let tail = self.tail?;
        // Values are short: looking byte by byte is faster than a search made for long texts.
        match tail.bytes().position(|byte| byte == b'|') {
            Some(at) => {
                self.tail = Some(&tail[at + 1..]);
                Some(&tail[..at])
            }
            None => {
                self.tail = None;
                Some(tail)
            }
        }
    }
}
