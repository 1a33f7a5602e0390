//! Departments: they group people and phones, above all in the costs.

use crate::form::Checks;
use crate::{DepartmentId, FieldError};

/// A department of the company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Which.
    pub id: DepartmentId,
    /// The name in lists, such as `Sales`; unique.
    pub short_name: String,
    /// The name in reports, such as `Sales, North and South`; may be empty.
    pub full_name: String,
}

impl Department {
    /// `short name (full name)`, the heading of a group in reports.
    pub fn heading(&self) -> String {
        if self.full_name.is_empty() {
            self.short_name.clone()
        } else {
            format!("{} ({})", self.short_name, self.full_name)
        }
    }
}

/// A department as a form describes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDepartment {
    /// The name in lists.
    pub short_name: String,
    /// The name in reports; may be empty.
    pub full_name: String,
}

impl NewDepartment {
    /// Reads the fields `short_name` (needed, at most 64 characters) and `full_name` (at most 80).
    ///
    /// # Errors
    ///
    /// All fields that are wrong.
    ///
    /// ```
    /// use switchhook_portal_core::{NewDepartment, Problem};
    ///
    /// assert_eq!(NewDepartment::parse("Sales", "")?.short_name, "Sales");
    /// assert_eq!(NewDepartment::parse(" ", "").unwrap_err()[0].problem, Problem::Empty);
    /// # Ok::<(), Vec<switchhook_portal_core::FieldError>>(())
    /// ```
    pub fn parse(short_name: &str, full_name: &str) -> Result<Self, Vec<FieldError>> {
        let mut checks = Checks::default();
        let short_name = checks.required("short_name", short_name, 64);
        let full_name = checks.line("full_name", full_name, 80);
        checks.finish(Some(Self {
            short_name,
            full_name,
        }))
    }

    /// The department with an identifier.
    pub fn with_id(self, id: DepartmentId) -> Department {
        Department {
            id,
            short_name: self.short_name,
            full_name: self.full_name,
        }
    }
}

/// Why a department cannot be deleted: it is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the department has {people} people and {phones} telephones; move them to another one first")]
pub struct DepartmentInUse {
    /// People who work in it.
    pub people: usize,
    /// Telephones billed to it.
    pub phones: usize,
}

impl DepartmentInUse {
    /// Checks that nothing belongs to the department any more.
    ///
    /// # Errors
    ///
    /// What still does.
    pub fn check(people: usize, phones: usize) -> Result<(), Self> {
        if people == 0 && phones == 0 {
            Ok(())
        } else {
            Err(Self { people, phones })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_as_in_the_billing_report() {
        for (full, expected) in [
            ("Téléphones divers", "Divers (Téléphones divers)"),
            ("", "Divers"),
        ] {
            let department = NewDepartment::parse("Divers", full)
                .unwrap()
                .with_id(DepartmentId(1));
            assert_eq!(department.heading(), expected);
        }
    }

    #[test]
    fn only_an_empty_department_can_go() {
        assert_eq!(DepartmentInUse::check(0, 0), Ok(()));
        let error = DepartmentInUse::check(2, 1).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the department has 2 people and 1 telephones; move them to another one first"
        );
    }
}
