use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use subtle::ConstantTimeEq as _;
use tower_layer::Layer;

use super::{Guard, Guarded};
use crate::call::Call;

/// A layer that takes calls only with a secret that the dialplan knows.
///
/// AGI is not encrypted: whoever can listen on the way learns the secret. It keeps out who can connect but not listen,
/// such as other users of a machine. Asterisk shows it in its dialplan, and in what it says of a call.
///
/// The secret is compared in constant time, and neither it nor what came instead is ever shown.
///
/// ```
/// use switchhook_agi::layer::Token;
/// # let secret = "0123456789abcdef";
/// // AGI(agi://127.0.0.1/menu?token=0123456789abcdef)
/// let in_the_query = Token::query("token", secret)?;
/// // AGI(agi://127.0.0.1/menu,0123456789abcdef)
/// let as_an_argument = Token::argument(1, secret)?;
/// assert!(!format!("{in_the_query:?} {as_an_argument:?}").contains(secret));
/// assert!(Token::argument(1, "").is_err());
/// # Ok::<(), switchhook_agi::layer::EmptyToken>(())
/// ```
#[derive(Clone)]
pub struct Token {
    place: Place,
    secret: Arc<[u8]>,
}

#[derive(Clone, Debug)]
enum Place {
    Query(String),
    Argument(usize),
}

/// An empty secret is known to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the token is empty; make one of at least 16 random characters")]
pub struct EmptyToken;

/// A call came without the secret, or with another one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("refused: no token or a wrong one in {place}; correct the AGI() line of the dialplan")]
pub struct WrongToken {
    /// Where it should be.
    pub place: String,
}

impl Token {
    /// In the query of the URL, under this name.
    ///
    /// # Errors
    /// The secret is empty.
    pub fn query(name: impl Into<String>, secret: impl AsRef<[u8]>) -> Result<Self, EmptyToken> {
        Self::new(Place::Query(name.into()), secret.as_ref())
    }

    /// As an argument of `AGI()` beside the URL. Counts from 1. Over AsyncAGI the first is the path:
    /// `AGI(agi:async,/menu,0123456789abcdef)` has its token in the second.
    ///
    /// # Errors
    /// The secret is empty.
    pub fn argument(number: usize, secret: impl AsRef<[u8]>) -> Result<Self, EmptyToken> {
        Self::new(Place::Argument(number), secret.as_ref())
    }

    fn new(place: Place, secret: &[u8]) -> Result<Self, EmptyToken> {
        if secret.is_empty() {
            return Err(EmptyToken);
        }
        Ok(Self {
            place,
            secret: secret.into(),
        })
    }

    fn check(&self, call: &Call) -> Result<(), WrongToken> {
        let given = match &self.place {
            Place::Query(name) => call.query(name),
            Place::Argument(number) => call.environment().argument(*number),
        };
        let given = given.unwrap_or(Cow::Borrowed(""));
        // Texts of different lengths differ at once: the length is no secret.
        if bool::from(given.as_bytes().ct_eq(&self.secret)) {
            return Ok(());
        }
        Err(WrongToken {
            place: match &self.place {
                Place::Query(name) => format!("{name:?} of the query"),
                Place::Argument(number) => format!("argument {number}"),
            },
        })
    }
}

impl<S> Layer<S> for Token {
    type Service = Guarded<S>;

    fn layer(&self, inner: S) -> Guarded<S> {
        let token = self.clone();
        Guard::new(move |call| token.check(call).map_err(Into::into)).layer(inner)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}
