//! Departments: they group people and phones, above all in the costs. A department may stand below another.

use std::collections::BTreeSet;

use crate::approved::{Approved, Refused};
use crate::audit::{Action, Actor, AuditEntry, Object, Outcome};
use crate::form::Checks;
use crate::rights::{Capability, Denied, Subject};
use crate::{DepartmentId, FieldError, Problem};

/// A department of the company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Which.
    pub id: DepartmentId,
    /// The name in lists, such as `Sales`; unique.
    pub short_name: String,
    /// The name in reports, such as `Sales, North and South`; may be empty.
    pub full_name: String,
    /// The department above it.
    pub parent: Option<DepartmentId>,
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
    /// The department above it; none by default.
    pub parent: Option<DepartmentId>,
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
            parent: None,
        }))
    }

    /// The same below another department.
    #[must_use]
    pub fn below(self, parent: Option<DepartmentId>) -> Self {
        Self { parent, ..self }
    }

    /// The department with an identifier.
    pub fn with_id(self, id: DepartmentId) -> Department {
        Department {
            id,
            short_name: self.short_name,
            full_name: self.full_name,
            parent: self.parent,
        }
    }
}

/// These departments and all below them. A loop, which nothing should have stored, ends where it began.
///
/// ```
/// use switchhook_portal_core::{DepartmentId, NewDepartment, department::with_those_below};
///
/// let department = |id: i64, above: Option<i64>| {
///     let new = NewDepartment::parse("x", "").unwrap();
///     new.below(above.map(DepartmentId)).with_id(DepartmentId(id))
/// };
/// let all = [department(1, None), department(2, Some(1)), department(3, Some(2)), department(4, None)];
/// assert_eq!(with_those_below(&all, [DepartmentId(2)]), [DepartmentId(2), DepartmentId(3)].into());
/// ```
pub fn with_those_below(
    all: &[Department],
    roots: impl IntoIterator<Item = DepartmentId>,
) -> BTreeSet<DepartmentId> {
    let mut found: BTreeSet<DepartmentId> = roots.into_iter().collect();
    let mut next: Vec<DepartmentId> = found.iter().copied().collect();
    while let Some(above) = next.pop() {
        let below = all.iter().filter(|department| department.parent == Some(above));
        next.extend(
            below
                .map(|department| department.id)
                .filter(|id| found.insert(*id)),
        );
    }
    found
}

/// All departments in the order of a tree, each after the one above it, with how far down it stands; siblings keep their
/// order. What stands in a loop comes last, at the top.
pub fn as_tree(all: &[Department]) -> Vec<(usize, &Department)> {
    let mut tree = Vec::with_capacity(all.len());
    let mut seen = BTreeSet::new();
    let known = |id: Option<DepartmentId>| all.iter().any(|department| Some(department.id) == id);
    let tops = all.iter().filter(|department| !known(department.parent));
    for top in tops.chain(all) {
        let mut next = vec![(0, top)];
        while let Some((depth, department)) = next.pop() {
            if seen.insert(department.id) {
                tree.push((depth, department));
                let below = all.iter().filter(|one| one.parent == Some(department.id));
                next.extend(below.rev().map(|one| (depth + 1, one)));
            }
        }
    }
    tree
}

/// A department is to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddDepartment {
    /// As it shall be.
    pub department: NewDepartment,
}

/// A department is to be stored otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeDepartment {
    /// Which.
    pub id: DepartmentId,
    /// As it shall be.
    pub department: NewDepartment,
}

/// A department is to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemoveDepartment {
    /// Which.
    pub id: DepartmentId,
}

/// What belongs to a department, by names that people know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// People who work in it.
    pub people: Vec<String>,
    /// Telephones billed to it.
    pub phones: Vec<String>,
    /// Departments below it.
    pub departments: Vec<String>,
}

impl Uses {
    /// Whether nothing belongs to it.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.phones.is_empty() && self.departments.is_empty()
    }
}

/// Why nothing is done with a department.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DepartmentError {
    /// The person may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A field is wrong: `parent`.
    #[error(transparent)]
    Field(FieldError),
    /// It is in use.
    #[error(
        "the department has {} people, {} telephones and {} departments below it; move them to another one first",
        .0.people.len(), .0.phones.len(), .0.departments.len()
    )]
    InUse(Uses),
}

impl DepartmentError {
    /// A stable name such as `in-use`, for the audit trail.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Denied(_) => "no-right",
            Self::Field(error) => error.problem.key(),
            Self::InUse(_) => "in-use",
        }
    }
}

/// The outcome of a use case here.
pub type Decision<E> = Result<Approved<E>, Refused<DepartmentError>>;

/// Makes a department; `all` is what there is. The store puts the identifier into the entry: [`Approved::about`].
///
/// # Errors
///
/// The person may not, or the department above it does not exist.
pub fn add(subject: &Subject, new: NewDepartment, all: &[Department]) -> Decision<AddDepartment> {
    let audit = entry(subject, Action::Create, DepartmentId(0))
        .change("short_name", "", &new.short_name)
        .change("full_name", "", &new.full_name)
        .change("parent", "", name_of(all, new.parent));
    let checked = may(subject).and_then(|()| fits(None, new.parent, all));
    decide(checked, AddDepartment { department: new }, audit)
}

/// Changes a department; `all` is what there is.
///
/// # Errors
///
/// The person may not, the department above it does not exist, or is this one or below it.
pub fn change(
    subject: &Subject,
    old: &Department,
    new: NewDepartment,
    all: &[Department],
) -> Decision<ChangeDepartment> {
    let audit = entry(subject, Action::Update, old.id)
        .change("short_name", &old.short_name, &new.short_name)
        .change("full_name", &old.full_name, &new.full_name)
        .change("parent", name_of(all, old.parent), name_of(all, new.parent));
    let checked = may(subject).and_then(|()| fits(Some(old.id), new.parent, all));
    let effect = ChangeDepartment {
        id: old.id,
        department: new,
    };
    decide(checked, effect, audit)
}

/// Deletes a department to which nothing belongs.
///
/// # Errors
///
/// The person may not, or what still belongs to it.
pub fn remove(subject: &Subject, old: &Department, uses: &Uses) -> Decision<RemoveDepartment> {
    let audit = entry(subject, Action::Delete, old.id).change("short_name", &old.short_name, "");
    let checked = may(subject).and_then(|()| {
        if uses.is_empty() {
            Ok(())
        } else {
            Err(DepartmentError::InUse(uses.clone()))
        }
    });
    decide(checked, RemoveDepartment { id: old.id }, audit)
}

fn may(subject: &Subject) -> Result<(), DepartmentError> {
    subject.require(Capability::DepartmentManage)?;
    Ok(())
}

/// The department above exists, and is neither this one nor below it.
fn fits(
    id: Option<DepartmentId>,
    parent: Option<DepartmentId>,
    all: &[Department],
) -> Result<(), DepartmentError> {
    let Some(parent) = parent else {
        return Ok(());
    };
    let wrong = |problem| Err(DepartmentError::Field(FieldError::new("parent", problem)));
    if !all.iter().any(|department| department.id == parent) {
        wrong(Problem::Unknown)
    } else if with_those_below(all, id).contains(&parent) {
        wrong(Problem::Loop)
    } else {
        Ok(())
    }
}

fn decide<E>(checked: Result<(), DepartmentError>, effect: E, audit: AuditEntry) -> Decision<E> {
    match checked {
        Ok(()) => Ok(Approved::new(effect, audit)),
        Err(reason) => Err(Refused {
            audit: Box::new(audit.outcome(Outcome::Refused(reason.key().to_owned()))),
            reason,
        }),
    }
}

fn entry(subject: &Subject, action: Action, id: DepartmentId) -> AuditEntry {
    AuditEntry::new(Actor::Person(subject.person), action, Object::Department(id))
}

fn name_of(all: &[Department], id: Option<DepartmentId>) -> &str {
    let found = all.iter().find(|department| Some(department.id) == id);
    found.map_or("", |department| &department.short_name)
}

#[cfg(test)]
mod tests;
