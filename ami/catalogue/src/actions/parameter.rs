use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// What a parameter holds, and how that is in Rust and on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ParameterType {
    /// Any text.
    #[default]
    Text,
    /// Text that is nobody's business: no `Debug` shows it.
    Private,
    /// A password.
    Secret,
    /// The name of a channel.
    Channel,
    /// The id of a channel.
    UniqueId,
    /// A mailbox with its context.
    Mailbox,
    /// A step of the dialplan.
    Priority,
    /// A hangup cause.
    Cause,
    /// A mask of events.
    Mask,
    /// A number of this Rust type.
    Number(&'static str),
    /// A switch, and the words for on and off.
    Switch(String, String),
    /// Whole seconds.
    Seconds,
    /// Seconds with a fraction.
    Fraction,
    /// Milliseconds.
    Milliseconds,
    /// Texts joined by commas.
    List,
    /// `name=value`, one header each.
    Variables,
    /// One of the words of a choice.
    Choice(String),
}

const NUMBERS: [&str; 5] = ["u8", "u32", "u64", "i16", "i32"];

impl<'de> Deserialize<'de> for ParameterType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if let Some(number) = NUMBERS.iter().find(|number| **number == text) {
            return Ok(Self::Number(number));
        }
        Ok(match text.split_once(':') {
            Some(("bool", words)) => {
                let (on, off) = words
                    .split_once('/')
                    .ok_or_else(|| D::Error::custom(format!("{text}: write a switch as `bool:on/off`")))?;
                Self::Switch(on.to_owned(), off.to_owned())
            }
            Some(("choice", name)) => Self::Choice(name.to_owned()),
            _ => match text.as_str() {
                "text" => Self::Text,
                "private" => Self::Private,
                "secret" => Self::Secret,
                "channel" => Self::Channel,
                "unique_id" => Self::UniqueId,
                "mailbox" => Self::Mailbox,
                "priority" => Self::Priority,
                "cause" => Self::Cause,
                "mask" => Self::Mask,
                "bool" => Self::Switch("true".to_owned(), "false".to_owned()),
                "seconds" => Self::Seconds,
                "fraction" => Self::Fraction,
                "milliseconds" => Self::Milliseconds,
                "list" => Self::List,
                "variables" => Self::Variables,
                _ => return Err(D::Error::custom(format!("{text}: no type of a parameter"))),
            },
        })
    }
}

impl ParameterType {
    /// The type of the field that keeps it.
    #[must_use]
    pub fn field(&self) -> &str {
        match self {
            Self::Text => "String",
            Self::Private | Self::Secret => "Secret",
            Self::Channel => "ChannelName",
            Self::UniqueId => "UniqueId",
            Self::Mailbox => "Mailbox",
            Self::Priority => "Priority",
            Self::Cause => "HangupCause",
            Self::Mask => "EventMask",
            Self::Number(number) => number,
            Self::Switch(..) => "bool",
            Self::Seconds | Self::Fraction | Self::Milliseconds => "Duration",
            Self::List => "Vec<String>",
            Self::Variables => "Variables",
            Self::Choice(name) => name,
        }
    }

    /// The type of the argument that gives it.
    #[must_use]
    pub fn argument(&self) -> String {
        match self {
            Self::Text | Self::Private => "impl Into<String>".to_owned(),
            Self::Channel | Self::UniqueId | Self::Mailbox | Self::Priority => {
                format!("impl Into<{}>", self.field())
            }
            Self::List => "impl IntoIterator<Item = impl Into<String>>".to_owned(),
            _ => self.field().to_owned(),
        }
    }

    /// The argument called `name` made into the field.
    #[must_use]
    pub fn keep(&self, name: &str) -> String {
        match self {
            Self::Private => format!("Secret::new({name})"),
            Self::Text | Self::Channel | Self::UniqueId | Self::Mailbox | Self::Priority => {
                format!("{name}.into()")
            }
            Self::List => format!("{name}.into_iter().map(Into::into).collect()"),
            _ => name.to_owned(),
        }
    }

    /// What is written, from `value`, which is a reference unless the type is `Copy`.
    #[must_use]
    pub fn encoded(&self, value: &str) -> String {
        match self {
            Self::Text => value.to_owned(),
            Self::Private | Self::Secret => format!("{value}.expose()"),
            Self::Channel | Self::UniqueId | Self::Mailbox | Self::Choice(_) => format!("{value}.as_str()"),
            Self::Priority | Self::Number(_) | Self::Mask => format!("{value}.to_string()"),
            Self::Cause => format!("{value}.code().to_string()"),
            Self::Switch(on, off) => format!("if {value} {{ {on:?} }} else {{ {off:?} }}"),
            Self::Seconds => format!("whole_seconds({value})"),
            Self::Fraction => format!("seconds({value})"),
            Self::Milliseconds => format!("milliseconds({value})"),
            Self::List => format!("{value}.join(\",\")"),
            // Written by its own method.
            Self::Variables => String::new(),
        }
    }

    /// Whether the field is `Copy`.
    #[must_use]
    pub fn is_copy(&self) -> bool {
        matches!(
            self,
            Self::Cause
                | Self::Mask
                | Self::Number(_)
                | Self::Switch(..)
                | Self::Seconds
                | Self::Fraction
                | Self::Milliseconds
                | Self::Choice(_)
        )
    }

    /// What documentation adds about the unit.
    #[must_use]
    pub fn note(&self) -> &'static str {
        match self {
            Self::Seconds => " Sent in whole seconds, rounded up.",
            Self::Milliseconds => " Sent in milliseconds.",
            Self::Private | Self::Secret => " No `Debug` shows it.",
            _ => "",
        }
    }

    /// A value, as Rust and as on the wire; `choice` gives the words of a choice.
    #[must_use]
    pub fn sample(&self, choice: impl Fn(&str) -> Option<(String, String)>) -> (String, String) {
        let (rust, wire) = match self {
            Self::Text => ("\"some text\"", "some text"),
            Self::Private => ("\"hunter2\"", "hunter2"),
            Self::Secret => ("Secret::new(\"hunter2\")", "hunter2"),
            Self::Channel => ("\"PJSIP/100-00000001\"", "PJSIP/100-00000001"),
            Self::UniqueId => ("\"1718000000.42\"", "1718000000.42"),
            Self::Mailbox => ("\"100@default\"", "100@default"),
            Self::Priority => ("1", "1"),
            Self::Cause => ("HangupCause::Busy", "17"),
            Self::Mask => ("EventMask::CALL", "call"),
            Self::Number(_) => ("7", "7"),
            Self::Switch(on, _) => ("true", on.as_str()),
            Self::Seconds => ("Duration::from_millis(1_500)", "2"),
            Self::Fraction => ("Duration::from_millis(1_500)", "1.5"),
            Self::Milliseconds => ("Duration::from_millis(1_500)", "1500"),
            Self::List => ("[\"A\", \"FUNC(b)\"]", "A,FUNC(b)"),
            Self::Variables => ("\"NAME\", \"hunter2,b\"", "NAME=hunter2\\,b"),
            Self::Choice(name) => return choice(name).unwrap_or_default(),
        };
        (rust.to_owned(), wire.to_owned())
    }
}
