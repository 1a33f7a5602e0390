use super::trace::End;
use super::{Facts, Forward, Kind, Leads, Reach};
use crate::numbering::Number;
use crate::{Capability, PhoneId, Subject};

/// A forward as a person may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whose calls.
    pub phone: PhoneId,
    /// When.
    pub kind: Kind,
    /// Where to, as the phone dials it, and until when.
    pub forward: Forward,
    /// Where to, as this person may see it.
    pub shown: String,
    /// The person may change it and take it away.
    pub editable: bool,
    /// What is to be known about it, in order.
    pub flags: Vec<Flag>,
}

/// Something to know about a forward that stands in AstDB, whoever wrote it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Flag {
    /// It has ended.
    Over,
    /// It leads out of the house.
    External,
    /// It leads out of the house, and a phone on the way may not call there.
    NotAllowed,
    /// It leads round in a circle.
    Loop,
    /// It leads to nobody.
    Nobody,
    /// The target is forwarded itself.
    TargetForwarded,
}

impl Flag {
    /// A stable name, for translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::External => "external",
            Self::NotAllowed => "not-allowed",
            Self::Loop => "loop",
            Self::Nobody => "nobody",
            Self::TargetForwarded => "target-forwarded",
        }
    }
}

/// The forwards that a person may see, by kind and extension: one's own, those of the departments, or all.
///
/// Who may not change a forward of somebody else sees numbers outside in part.
pub fn list(subject: &Subject, facts: &Facts<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for kind in Kind::ALL {
        for phone in facts.phones {
            let party = Facts::party(phone);
            let Some(forward) = facts.state.of(phone.id).forwards.get(&kind) else {
                continue;
            };
            if !subject.reaches(Capability::ForwardRead, &party) {
                continue;
            }
            let editable = [Capability::ForwardInternal, Capability::ForwardExternal]
                .into_iter()
                .any(|capability| subject.reaches(capability, &party));
            let number = facts.site.read_dialled(&forward.target);
            let whole = editable || subject.is(&party);
            rows.push(Row {
                phone: phone.id,
                kind,
                forward: forward.clone(),
                shown: if whole {
                    canonical(&number, facts)
                } else {
                    number.masked()
                },
                editable,
                flags: facts.flags(phone.id, kind, forward),
            });
        }
    }
    rows
}

/// As people of the site write it.
fn canonical(number: &Number, facts: &Facts<'_>) -> String {
    match number {
        Number::Outside(number) => facts.site.to_write(*number),
        other => other.canonical(),
    }
}

impl Facts<'_> {
    fn flags(&self, phone: PhoneId, kind: Kind, forward: &Forward) -> Vec<Flag> {
        if !forward.holds(self.now) {
            return vec![Flag::Over];
        }
        if kind == Kind::Voicemail {
            return Vec::new();
        }
        // This forward alone, then whatever those behind it do.
        let mut flags = Vec::new();
        let alone = self.state.clone().only(phone, kind);
        let facts = Facts {
            state: &alone,
            ..*self
        };
        let first = match kind {
            Kind::Busy => Reach::Busy,
            Kind::NoAnswer => Reach::NoAnswer,
            Kind::Immediate | Kind::Voicemail => Reach::Rings,
        };
        let trace = facts.trace(phone, |at| if at == phone { first } else { Reach::Rings });
        flags.extend(match trace.end {
            End::Outside { .. } => Some(Flag::External),
            End::Refused { .. } => Some(Flag::NotAllowed),
            End::Loop { .. } | End::TooLong { .. } => Some(Flag::Loop),
            End::Nobody { .. } => Some(Flag::Nobody),
            _ => None,
        });
        let next = self.phone(phone).map(|from| self.leads(from, &forward.target).1);
        if let Some(Leads::Phone(next)) = next
            && self.state.is_forwarded(next, self.now)
        {
            flags.push(Flag::TargetForwarded);
        }
        flags
    }
}
