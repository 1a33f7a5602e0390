use chrono::{DateTime, Utc};

use crate::number::DialStringError;
use crate::numbering::Because;

/// Why a forward is refused. The first reason that applies.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The phone is none of the person's, or does not exist.
    #[error("this telephone is not one whose calls you may forward; choose another")]
    NotYourPhone,
    /// The number cannot be dialled.
    #[error(transparent)]
    BadNumber(#[from] DialStringError),
    /// Nobody has the number.
    #[error("nobody has the number {number}; choose a colleague or write a whole number")]
    UnknownNumber {
        /// As typed, without separators.
        number: String,
    },
    /// The number is the phone's own.
    #[error("calls would come back to the same telephone; choose another target")]
    OwnNumber,
    /// A call for help is for a person to make.
    #[error("calls cannot be forwarded to an emergency number; choose another target")]
    Emergency,
    /// A key of the PBX would act in the caller's name.
    #[error("calls cannot be forwarded to a feature code; choose another target")]
    FeatureCode,
    /// Phones would forward to each other.
    #[error("calls would go round in a circle: {}; choose another target", .extensions.join(" → "))]
    Loop {
        /// The circle by extensions; the first is the last one too.
        extensions: Vec<String>,
    },
    /// More phones would send calls on than a chain may have.
    #[error("calls would be sent on by more than {max} telephones; choose the last one")]
    TooLong {
        /// The most.
        max: usize,
    },
    /// The person may not forward calls out of the house.
    #[error("this needs the right forward-external; ask an administrator for it")]
    NoExternalRight,
    /// Calls would leave the house at the end of a chain of forwards, and the person may not forward them there.
    #[error(
        "calls would leave the house by the forwards of {}; that needs the right forward-external", .extensions.join(" → ")
    )]
    ChainLeaves {
        /// The way by extensions.
        extensions: Vec<String>,
    },
    /// A phone on the way may not call the number.
    #[error("telephone {extension} may not call there: {because}")]
    NotCallable {
        /// Which phone.
        extension: String,
        /// By which rule.
        because: Because,
    },
    /// The site forwards no calls to numbers that cost more than a call.
    #[error("calls cannot be forwarded to premium numbers; choose another target")]
    Premium,
    /// The country is not one of the site's list.
    #[error("calls cannot be forwarded to this country; ask an administrator")]
    Country,
    /// The site forbids the number.
    #[error("calls cannot be forwarded to this number; ask an administrator")]
    Forbidden,
    /// A forward out of the house has to be confirmed.
    #[error("a forward out of the house has to be confirmed; type your password")]
    NotConfirmed,
    /// The end is over.
    #[error("the forward would have ended already; choose a later end")]
    EndsInThePast,
    /// A forward out of the house would last too long.
    #[error("a forward out of the house ends by {latest} at the latest; choose an earlier end")]
    EndsTooLate {
        /// The latest end.
        latest: DateTime<Utc>,
    },
}

impl Reason {
    /// A stable name such as `chain-leaves`, for translations and the audit trail.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotYourPhone => "not-your-phone",
            Self::BadNumber(_) => "bad-number",
            Self::UnknownNumber { .. } => "unknown-number",
            Self::OwnNumber => "own-number",
            Self::Emergency => "emergency",
            Self::FeatureCode => "feature-code",
            Self::Loop { .. } => "loop",
            Self::TooLong { .. } => "too-long",
            Self::NoExternalRight => "no-external-right",
            Self::ChainLeaves { .. } => "chain-leaves",
            Self::NotCallable { .. } => "not-callable",
            Self::Premium => "premium",
            Self::Country => "country",
            Self::Forbidden => "forbidden",
            Self::NotConfirmed => "not-confirmed",
            Self::EndsInThePast => "ends-in-the-past",
            Self::EndsTooLate { .. } => "ends-too-late",
        }
    }
}
