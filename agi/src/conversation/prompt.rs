use std::borrow::Cow;

/// A sound of a spoken sentence: the file that Asterisk plays, and what is heard in it.
///
/// Files are named without language and ending, as Asterisk wants them: it takes `digits/5` from the folder of the
/// channel's language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Prompt {
    file: Cow<'static, str>,
    text: &'static str,
}

impl Prompt {
    /// The file, such as `digits/5`.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// What is said in it: to be shown in a log, or to be recorded.
    pub fn text(&self) -> &'static str {
        self.text
    }
}

/// What a list of prompts says, with blanks between the words.
///
/// ```
/// use switchhook_agi::conversation::{Agreement, Language, number, spoken};
/// let prompts = number(21, Agreement::Feminine, Language::French)?;
/// assert_eq!(spoken(&prompts), "vingt et une");
/// # Ok::<(), switchhook_agi::conversation::TooLarge>(())
/// ```
pub fn spoken(prompts: &[Prompt]) -> String {
    let words: Vec<&str> = prompts.iter().map(Prompt::text).collect();
    words.join(" ")
}

/// A sentence in the making.
#[derive(Debug, Default)]
pub(super) struct Sentence(Vec<Prompt>);

impl Sentence {
    /// A file of this name.
    pub(super) fn say(&mut self, file: impl Into<Cow<'static, str>>, text: &'static str) {
        self.0.push(Prompt {
            file: file.into(),
            text,
        });
    }

    /// The file `digits/<number>`.
    pub(super) fn digits(&mut self, number: u64, text: &'static str) {
        self.say(format!("digits/{number}"), text);
    }

    pub(super) fn finish(self) -> Vec<Prompt> {
        self.0
    }
}
