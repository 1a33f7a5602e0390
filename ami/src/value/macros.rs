//! The two shapes of Asterisk's enumerations: a number, or a word.

/// An enumeration sent as a number; `Other` keeps a number it does not know.
macro_rules! coded {
    (
        $(#[$doc:meta])*
        pub enum $name:ident($int:ty) {
            $($(#[$variant_doc:meta])* $variant:ident = $code:literal $text:literal,)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A number this crate has no name for.
            Other($int),
        }

        impl $name {
            /// The value that Asterisk writes as `code`.
            pub const fn from_code(code: $int) -> Self {
                match code {
                    $($code => Self::$variant,)+
                    other => Self::Other(other),
                }
            }

            /// The number that Asterisk writes.
            pub const fn code(self) -> $int {
                match self {
                    $(Self::$variant => $code,)+
                    Self::Other(code) => code,
                }
            }
        }

        /// Displays in words; a number without a name as that number.
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $(Self::$variant => f.write_str($text),)+
                    Self::Other(code) => write!(f, "{code}"),
                }
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.code().serialize(serializer)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                serde::Deserialize::deserialize(deserializer).map(Self::from_code)
            }
        }

        #[cfg(test)]
        mod every_code {
            use super::$name;

            #[test]
            fn reads_back_as_what_was_written() {
                for code in 0..=255 {
                    assert_eq!($name::from_code(code).code(), code);
                }
            }
        }
    };
}

/// An enumeration sent as a word; `Other` keeps a word it does not know.
macro_rules! worded {
    (
        $(#[$doc:meta])*
        pub enum $name:ident {
            $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A word this crate has no name for.
            Other(String),
        }

        impl $name {
            /// The value that Asterisk writes as `word`, compared without case.
            pub fn from_word(word: &str) -> Self {
                $(if word.eq_ignore_ascii_case($word) {
                    return Self::$variant;
                })+
                Self::Other(word.to_owned())
            }

            /// The word that Asterisk writes.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word,
                }
            }
        }

        /// Displays the word that Asterisk writes.
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <String as serde::Deserialize>::deserialize(deserializer)?;
                Ok(Self::from_word(&word))
            }
        }

        #[cfg(test)]
        mod every_word {
            use super::$name;

            #[test]
            fn reads_back_as_what_was_written() {
                for word in [$($word,)+ "SOMETHING_NEW"] {
                    assert_eq!($name::from_word(word).as_str(), word);
                }
            }
        }
    };
}
