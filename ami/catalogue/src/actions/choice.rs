//! `action/generated/choice.rs`: the words of parameters that take only some.

use super::row::Table;
use crate::generated::GeneratedFile;

pub(super) fn file(table: &Table) -> GeneratedFile {
    let mut text = String::from(
        "/// Declares the words of a parameter.\nmacro_rules! choice {\n    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal,)+ }) => {\n        \
         $(#[$doc])*\n        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\n        #[non_exhaustive]\n        pub enum $name {\n            \
         $(\n                #[doc = concat!(\"`\", $word, \"`\")]\n                $variant,\n            )+\n        }\n\n        impl $name {\n            \
         /// The word on the wire.\n            pub const fn as_str(self) -> &'static str {\n                match self {\n                    \
         $(Self::$variant => $word,)+\n                }\n            }\n        }\n    };\n}\n",
    );
    for choice in &table.choices {
        let users: Vec<String> = table
            .actions
            .iter()
            .flat_map(|action| {
                let uses = action
                    .params
                    .iter()
                    .filter(|parameter| parameter.kind == super::ParameterType::Choice(choice.name.clone()));
                uses.map(|parameter| {
                    format!(
                        "`{}` of [`{}`](crate::action::{})",
                        parameter.name,
                        action.name,
                        action.rust()
                    )
                })
            })
            .collect();
        text.push_str(&format!(
            "\nchoice! {{\n    /// The words of {}.\n    {} {{\n",
            users.join(" and "),
            choice.name
        ));
        for word in &choice.words {
            text.push_str(&format!("        {} = {:?},\n", word.name, word.word));
        }
        text.push_str("    }\n}\n");
    }
    GeneratedFile::new("action/generated/choice.rs", "actions.toml", &text)
}
