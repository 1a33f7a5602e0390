//! The columns of the result, and which of them are wanted.

use arrow_schema::{DataType, Field};

use super::{ArrowOptions, BatchError};

/// Digits of an amount, and how many of them are decimals: as many as engines keep in 64 bits.
pub(super) const PRECISION: u8 = 18;
pub(super) const SCALE: i8 = 6;

/// A column of the result, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Status,
    BeforeTax,
    Tax,
    AfterTax,
    Currency,
    BilledMs,
    Units,
    Prefix,
    Destination,
    Plan,
    Version,
    Band,
    Reason,
}

impl Column {
    const ALL: [Self; 13] = [
        Self::Status,
        Self::BeforeTax,
        Self::Tax,
        Self::AfterTax,
        Self::Currency,
        Self::BilledMs,
        Self::Units,
        Self::Prefix,
        Self::Destination,
        Self::Plan,
        Self::Version,
        Self::Band,
        Self::Reason,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::BeforeTax => "before_tax",
            Self::Tax => "tax",
            Self::AfterTax => "after_tax",
            Self::Currency => "currency",
            Self::BilledMs => "billed_ms",
            Self::Units => "units",
            Self::Prefix => "prefix",
            Self::Destination => "destination",
            Self::Plan => "plan",
            Self::Version => "version",
            Self::Band => "band",
            Self::Reason => "reason",
        }
    }

    fn field(self, options: &ArrowOptions) -> Field {
        let text = |keys| match options.dictionaries {
            true => DataType::Dictionary(Box::new(keys), Box::new(DataType::Utf8)),
            false => DataType::Utf8,
        };
        let data_type = match self {
            Self::Status => text(DataType::Int8),
            Self::BeforeTax | Self::Tax | Self::AfterTax if options.decimals => {
                DataType::Decimal128(PRECISION, SCALE)
            }
            Self::BeforeTax | Self::Tax | Self::AfterTax | Self::BilledMs | Self::Units => DataType::Int64,
            Self::Currency | Self::Prefix | Self::Destination | Self::Plan | Self::Band => {
                text(DataType::Int32)
            }
            Self::Version => DataType::Date32,
            Self::Reason => DataType::Utf8,
        };
        Field::new(self.name(), data_type, self != Self::Status)
    }
}

/// Which columns are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted([bool; Column::ALL.len()]);

impl Wanted {
    pub(super) fn new(options: &ArrowOptions) -> Result<Self, BatchError> {
        let Some(names) = &options.columns else {
            let is_wanted = |column| column != Column::Reason || options.reasons;
            return Ok(Self(Column::ALL.map(is_wanted)));
        };
        let unknown = |name: &&String| Column::ALL.iter().all(|column| column.name() != **name);
        if let Some(column) = names.iter().find(unknown) {
            return Err(BatchError::NoResult {
                column: column.clone(),
                there: Column::ALL.map(Column::name).join(", "),
            });
        }
        let is_wanted = |column: Column| {
            names.iter().any(|name| name == column.name()) || (column == Column::Reason && options.reasons)
        };
        Ok(Self(Column::ALL.map(is_wanted)))
    }

    pub(super) fn has(self, column: Column) -> bool {
        self.0.get(column as usize).is_some_and(|is_wanted| *is_wanted)
    }

    pub(super) fn any(self, columns: &[Column]) -> bool {
        columns.iter().any(|column| self.has(*column))
    }

    pub(super) fn columns(self) -> impl Iterator<Item = Column> {
        Column::ALL.into_iter().filter(move |column| self.has(*column))
    }

    /// The columns as `Rows::finish` makes them.
    pub(super) fn fields(self, options: &ArrowOptions) -> impl Iterator<Item = Field> {
        self.columns().map(|column| column.field(options))
    }
}
