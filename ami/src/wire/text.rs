use std::fmt;

/// A value that may stand in a header: it holds no CR, LF or NUL.
///
/// Asterisk has no quoting and no folding, so a line break in a value would begin a header, or a message, of
/// the attacker's choice. Every value passes through this type on its way out; check input early with it to
/// show the same error in a form.
///
/// ```
/// use switchhook_ami::wire::WireText;
/// assert!(WireText::new("Salon à l'étage").is_ok());
/// let error = WireText::new("200\r\nAction: Logoff").unwrap_err();
/// assert_eq!(error.to_string(), "CR at byte 3; remove it, a header cannot carry line breaks or NUL");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WireText<'a>(&'a [u8]);

impl<'a> WireText<'a> {
    /// Checks `text`.
    ///
    /// # Errors
    /// The first CR, LF or NUL in it.
    pub fn new<T: AsRef<[u8]> + ?Sized>(text: &'a T) -> Result<Self, ForbiddenByte> {
        let bytes = text.as_ref();
        match bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
            Some(position) => Err(ForbiddenByte {
                byte: bytes[position],
                position,
            }),
            None => Ok(Self(bytes)),
        }
    }

    /// The checked bytes.
    pub fn as_bytes(self) -> &'a [u8] {
        self.0
    }
}

/// A byte that no header can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForbiddenByte {
    /// CR, LF or NUL.
    pub byte: u8,
    /// Where, from 0.
    pub position: usize,
}

impl fmt::Display for ForbiddenByte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.byte {
            b'\r' => "CR",
            b'\n' => "LF",
            _ => "NUL",
        };
        let position = self.position;
        write!(
            f,
            "{name} at byte {position}; remove it, a header cannot carry line breaks or NUL"
        )
    }
}

impl std::error::Error for ForbiddenByte {}
