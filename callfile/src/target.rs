use std::fmt;

use crate::range::Priority;
use crate::value::{AppData, AppName, Context, Extension, ValueError};

/// Where an answered call goes: an extension of the dialplan or an application, never both and never neither.
///
/// ```
/// use switchhook_callfile::Target;
/// let menu = Target::extension("internal", "200")?;
/// let sound = Target::application("Playback", "hello-world")?;
/// assert_ne!(menu, sound);
/// assert!(Target::extension("internal", "").is_err());
///
/// // Shown as the dialplan writes them.
/// assert_eq!((menu.to_string(), sound.to_string()), ("internal,200,1".into(), "Playback(hello-world)".into()));
/// # Ok::<(), switchhook_callfile::ValueError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A step of the dialplan. If nobody answers and the context has an extension `failed`, Asterisk runs that.
    Extension {
        /// Its context; none leaves the channel in the context of its own configuration.
        context: Option<Context>,
        /// What is dialled there.
        extension: Extension,
        /// At which step it begins.
        priority: Priority,
    },
    /// One application; the call ends with it.
    Application {
        /// Its name.
        name: AppName,
        /// Its arguments.
        data: AppData,
    },
}

impl Target {
    /// The first step of an extension.
    ///
    /// # Errors
    ///
    /// What no line can carry, or an empty name.
    pub fn extension(context: impl AsRef<[u8]>, extension: impl AsRef<[u8]>) -> Result<Self, ValueError> {
        Ok(Self::Extension {
            context: Some(Context::new(context)?),
            extension: Extension::new(extension)?,
            priority: Priority::default(),
        })
    }

    /// An application with its arguments, which may be empty.
    ///
    /// # Errors
    ///
    /// What no line can carry, or an empty name.
    pub fn application(name: impl AsRef<[u8]>, data: impl AsRef<[u8]>) -> Result<Self, ValueError> {
        Ok(Self::Application {
            name: AppName::new(name)?,
            data: AppData::new(data)?,
        })
    }
}

/// As in the dialplan: `context,extension,priority` or `Application(arguments)`.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Extension {
                context,
                extension,
                priority,
            } => {
                if let Some(context) = context {
                    write!(f, "{context},")?;
                }
                write!(f, "{extension},{priority}")
            }
            Self::Application { name, data } => write!(f, "{name}({data})"),
        }
    }
}
