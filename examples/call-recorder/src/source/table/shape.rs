//! Which columns a table has, and which of them says what is new.

use std::collections::BTreeMap;

use super::database::{Database, Texts};
use super::{TableError, record};
use crate::config::Table;

/// What new rows are known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// A number that is larger for each new row; as SQL writes it.
    Key(String),
    /// When the call ended or began; as SQL writes it.
    Time {
        column: String,
        /// Whether the column knows moments rather than civil times.
        has_zone: bool,
    },
}

/// How a table is read.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) order: Order,
    columns: Vec<&'static str>,
    /// As SQL writes it.
    table: String,
    /// All columns, as texts.
    selected: String,
    /// The uniqueid as text.
    unique_id: String,
}

/// A row, and where it stands.
#[derive(Debug)]
pub(super) struct Row {
    /// A key or a time, as the table has it.
    pub(super) place: String,
    pub(super) values: BTreeMap<&'static str, String>,
}

impl Row {
    /// Tells it from every other record, whatever is changed in it later by hand.
    pub(super) fn mark(&self) -> String {
        let names = ["uniqueid", "sequence", "start", "end", "duration", "lastapp"];
        names
            .map(|name| self.values.get(name).map_or("", String::as_str))
            .join(" ")
    }
}

impl Shape {
    /// Asks which columns there are.
    pub(super) async fn read(database: &mut Database, table: &Table) -> Result<Self, TableError> {
        let there: BTreeMap<String, (String, String)> = database
            .columns(&table.table)
            .await?
            .into_iter()
            .map(|(name, kind)| (name.to_ascii_lowercase(), (name, kind)))
            .collect();
        if there.is_empty() {
            return Err(TableError::Table(table.table.clone()));
        }
        let find = |name: &str| there.get(&name.to_ascii_lowercase());
        let mut columns = Vec::new();
        let mut selected = Vec::new();
        let mut time = None;
        let mut unique_id = String::new();
        for name in record::names() {
            let theirs = match table.columns.get(name) {
                Some(theirs) => find(theirs),
                None => find(name).or_else(|| record::other_name(name).and_then(find)),
            };
            if let Some((theirs, kind)) = theirs {
                let theirs = database.name(theirs);
                let text = database.as_text(&theirs);
                if name == "uniqueid" {
                    unique_id.clone_from(&text);
                }
                selected.push(text);
                // The end, where there is one: rows come in its order.
                if name == "end" || (name == "start" && time.is_none()) {
                    time = Some((theirs, kind.contains("with time zone")));
                }
                columns.push(name);
            } else if name == "uniqueid" || table.columns.contains_key(name) {
                return Err(TableError::Column {
                    table: table.table.clone(),
                    column: name,
                });
            }
        }
        let order = match (&table.key, time) {
            (Some(key), _) => match find(key) {
                Some((key, _)) => Order::Key(database.name(key)),
                None => return Err(TableError::Key(table.table.clone(), key.clone())),
            },
            (None, _) if database.is_file() => Order::Key("rowid".to_owned()),
            (None, Some((column, has_zone))) => Order::Time { column, has_zone },
            (None, None) => return Err(TableError::Order(table.table.clone())),
        };
        Ok(Self {
            order,
            columns,
            table: database.name(&table.table),
            selected: selected.join(", "),
            unique_id,
        })
    }

    /// The column that orders it, as SQL writes it.
    pub(super) fn order(&self) -> &str {
        match &self.order {
            Order::Key(column) | Order::Time { column, .. } => column,
        }
    }

    /// Rows after a condition, in their order.
    pub(super) async fn rows(
        &self,
        database: &mut Database,
        condition: &str,
        limit: usize,
    ) -> Result<Vec<Row>, TableError> {
        let order = self.order();
        let place = database.as_text(order);
        let query = format!(
            "SELECT {place}, {} FROM {} WHERE {condition} ORDER BY {order} LIMIT {limit}",
            self.selected, self.table
        );
        let rows = database.rows(query).await?;
        Ok(rows.into_iter().map(|row| self.named(row)).collect())
    }

    /// The first or the last place, with the uniqueid of its row; of an empty table nothing.
    pub(super) async fn end(&self, database: &mut Database, end: End) -> Result<Texts, TableError> {
        let order = self.order();
        let direction = match end {
            End::First => "ASC",
            End::Last => "DESC",
        };
        let query = format!(
            "SELECT {}, {} FROM {} WHERE {order} IS NOT NULL ORDER BY {order} {direction} LIMIT 1",
            database.as_text(order),
            self.unique_id,
            self.table
        );
        Ok(database.rows(query).await?.pop().unwrap_or_default())
    }

    fn named(&self, mut row: Texts) -> Row {
        let place = match row.is_empty() {
            true => String::new(),
            false => row.remove(0),
        };
        let values = self.columns.iter().copied().zip(row).collect();
        Row { place, values }
    }
}

/// Of a table.
#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    First,
    Last,
}
