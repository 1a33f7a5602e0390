//! What goes wrong with a phone's pages.

use super::Generation;

/// Why a phone's pages did not do what was asked. Passwords and values are never part of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebError {
    /// Something answers, but nothing says that it is a phone of this maker.
    #[error(
        "what answers there does not say that it is a Grandstream, so no password was sent; check the address, or say \
         which generation it is"
    )]
    NotGrandstream,
    /// Something answers, but nothing says that it is a phone of one of the other brands.
    #[error(
        "what answers there says neither that it is a Cisco SPA nor a Mitel, so no password was sent; check the address"
    )]
    NotOfBrand,
    /// It says that it is a Grandstream, and has none of the known ways to log in.
    #[error("a Grandstream, but none of the known ways to log in; tell us its model and firmware")]
    NoLogin,
    /// The password is not right.
    #[error(
        "the phone refuses the password of {user:?}; newer units have one of their own on the label, not admin"
    )]
    WrongPassword {
        /// Whose password it is.
        user: String,
    },
    /// Too many wrong passwords.
    #[error(
        "the phone is locked after too many wrong passwords; wait (some minutes on most models), or restart it"
    )]
    LockedOut,
    /// The phone no longer knows the session.
    #[error("the phone ended the session, perhaps because somebody else logged in; log in again")]
    SessionEnded,
    /// The phone sends on to another place, which is not followed.
    #[error(
        "{path} sends on to another address, which is not followed; is this the phone itself, and the right scheme?"
    )]
    Redirected {
        /// What was asked for.
        path: String,
    },
    /// An answer of another kind than expected.
    #[error(
        "{path} answered {status} with {found}, where {wanted} was due; the firmware may be of another generation"
    )]
    Unexpected {
        /// What was asked for.
        path: String,
        /// The HTTP status.
        status: u16,
        /// What came.
        found: &'static str,
        /// What should have come.
        wanted: &'static str,
    },
    /// The phone understood and refused.
    #[error("{path}: the phone refused it; read the values back to see what it took")]
    Refused {
        /// What was asked for.
        path: String,
    },
    /// More bytes than a phone's page has.
    #[error("{path} answered with more than {limit} bytes; this is not a phone's page")]
    TooLong {
        /// What was asked for.
        path: String,
        /// How many are read.
        limit: usize,
    },
    /// The connection ended before the answer.
    #[error("{path}: the connection ended before the answer; is the phone restarting?")]
    Lost {
        /// What was asked for.
        path: String,
    },
    /// Something that needs a log-in first.
    #[error("not logged in; log in first")]
    NotLoggedIn,
    /// A second thing before the first was done.
    #[error("the session is still busy; take the outcome of what was asked before")]
    Busy,
    /// Nothing was asked.
    #[error("nothing was asked of the phone; begin with identify or login")]
    Idle,
    /// Something that this phone cannot do.
    #[error("{problem}")]
    Impossible {
        /// What, and what to do about it.
        problem: String,
    },
    /// A value that goes into a URL of this generation and is not allowed to.
    #[error(
        "{generation:?} takes values only in the URL, and this one is a secret; set Session::secrets_in_urls if the way is encrypted"
    )]
    SecretInUrl {
        /// Of which kind the phone is.
        generation: Generation,
    },
}

impl WebError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotGrandstream => "E-WEB-NOT-GRANDSTREAM",
            Self::NotOfBrand => "E-WEB-NOT-OF-BRAND",
            Self::NoLogin => "E-WEB-NO-LOGIN",
            Self::WrongPassword { .. } => "E-WEB-PASSWORD",
            Self::LockedOut => "E-WEB-LOCKED",
            Self::SessionEnded => "E-WEB-SESSION",
            Self::Redirected { .. } => "E-WEB-REDIRECT",
            Self::Unexpected { .. } => "E-WEB-UNEXPECTED",
            Self::Refused { .. } => "E-WEB-REFUSED",
            Self::TooLong { .. } => "E-WEB-TOO-LONG",
            Self::Lost { .. } => "E-WEB-LOST",
            Self::NotLoggedIn => "E-WEB-NOT-LOGGED-IN",
            Self::Busy => "E-WEB-BUSY",
            Self::Idle => "E-WEB-IDLE",
            Self::Impossible { .. } => "E-WEB-IMPOSSIBLE",
            Self::SecretInUrl { .. } => "E-WEB-SECRET-IN-URL",
        }
    }
}
