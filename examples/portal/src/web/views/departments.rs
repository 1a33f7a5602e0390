//! Administration of departments.

use askama::Template;

use super::common::Errors;
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
    pub(crate) short: String,
    pub(crate) full: String,
    pub(crate) people: i64,
    pub(crate) phones: i64,
}

/// `GET /admin/departments/new` and `/admin/departments/{id}`. Posts `short_name` and `full_name`.
#[derive(Debug, Template)]
#[template(path = "department.html")]
pub(crate) struct DepartmentPage {
    pub(crate) frame: Frame,
    pub(crate) action: String,
    pub(crate) short: String,
    pub(crate) full: String,
    pub(crate) errors: Errors,
    /// Where an existing department is deleted (POST).
    pub(crate) delete: Option<String>,
}
