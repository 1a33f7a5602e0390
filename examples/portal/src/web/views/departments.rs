//! Administration of departments.

use askama::Template;

use super::common::{Choice, Errors};
use crate::web::frame::Frame;

/// `GET /admin/departments`.
#[derive(Debug, Template)]
#[template(path = "departments.html")]
pub(crate) struct DepartmentsPage {
    pub(crate) frame: Frame,
    pub(crate) rows: Vec<DepartmentRow>,
    pub(crate) add: String,
}

/// A department in the list.
#[derive(Clone, Debug)]
pub(crate) struct DepartmentRow {
    pub(crate) href: String,
    /// A dash for each department above it.
    pub(crate) depth: String,
    pub(crate) short: String,
    pub(crate) full: String,
    pub(crate) people: i64,
    pub(crate) phones: i64,
}

/// `GET /admin/departments/new` and `/admin/departments/{id}`. Posts `short_name`, `full_name` and `parent`.
#[derive(Debug, Template)]
#[template(path = "department.html")]
pub(crate) struct DepartmentPage {
    pub(crate) frame: Frame,
    pub(crate) action: String,
    pub(crate) short: String,
    pub(crate) full: String,
    /// The first entry is "none" with an empty value.
    pub(crate) parents: Vec<Choice>,
    pub(crate) errors: Errors,
    /// Where an existing department is deleted (POST).
    pub(crate) delete: Option<String>,
}
