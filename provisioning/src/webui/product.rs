//! What a phone says it is.

use serde_json::Value;

use crate::mac::MacAddr;

/// What a phone's pages say it is. Nothing of it is proved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Product {
    /// Its model, such as `GXP2170`.
    pub model: Option<String>,
    /// Its firmware, such as `1.0.11.64`.
    pub firmware: Option<String>,
    /// Its hardware address.
    pub mac: Option<MacAddr>,
}

impl Product {
    /// Keeps what is known and adds what is new.
    pub(super) fn learn(&mut self, other: Self) {
        self.model = self.model.take().or(other.model);
        self.firmware = self.firmware.take().or(other.firmware);
        self.mac = self.mac.or(other.mac);
    }

    /// From the answer of `api.values.get`; `None` if it names no model of this maker.
    pub(super) fn of_api(body: &Value) -> Option<Self> {
        let text = |name: &str| body.get(name)?.as_str().map(str::trim);
        Some(Self {
            model: Some(text("phone_model").and_then(model)?),
            firmware: text("68").and_then(firmware),
            mac: text("67").and_then(|text| text.parse().ok()),
        })
    }

    /// From lines of names and values.
    pub(super) fn of_pairs(pairs: &[(String, String)]) -> Option<Self> {
        let named = |part: &'static str| {
            pairs
                .iter()
                .filter(move |(name, _)| name.to_ascii_lowercase().contains(part))
                .map(|(_, value)| value.trim())
        };
        Some(Self {
            model: Some(named("model").chain(named("product")).find_map(model)?),
            firmware: named("prog").chain(named("version")).find_map(firmware),
            mac: named("mac").find_map(|text| text.parse().ok()),
        })
    }

    /// From the words of a page.
    pub(super) fn of_words(words: &[String]) -> Self {
        let after = |label: &str| {
            let at = words
                .iter()
                .position(|word| word.to_ascii_lowercase().contains(label))?;
            // The label's word may hold the version itself: "Program--1.2.5.3".
            words[at..].iter().take(8).find_map(|word| {
                word.split(|character: char| !character.is_ascii_digit() && character != '.')
                    .find_map(firmware)
            })
        };
        Self {
            model: words.iter().find_map(|word| model(trimmed(word))),
            firmware: after("prog").or_else(|| after("version")),
            mac: words.iter().find_map(|word| {
                trimmed(word)
                    .parse()
                    .ok()
                    .filter(|mac: &MacAddr| mac.is_of_one_device())
            }),
        }
    }
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|character: char| !character.is_ascii_alphanumeric())
}

/// A name as this maker's devices have: letters that are known, then at least three digits.
fn model(word: &str) -> Option<String> {
    let digits = word.trim_start_matches(|character: char| character.is_ascii_alphabetic());
    let fits = word.len() <= 24
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && digits.bytes().take_while(u8::is_ascii_digit).count() >= 3
        && crate::notify::is_of_maker(word);
    fits.then(|| word.to_ascii_uppercase())
}

/// Three or four numbers with dots.
fn firmware(word: &str) -> Option<String> {
    let parts: Vec<_> = word.split('.').collect();
    let number =
        |part: &&str| !part.is_empty() && part.len() <= 5 && part.bytes().all(|byte| byte.is_ascii_digit());
    ((3..=4).contains(&parts.len()) && parts.iter().all(number)).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn pages_tell_model_firmware_and_address() {
        for (text, model, firmware, mac) in [
            (
                "MAC Address: 00.0B.82.12.34.56 IP 192.168.1.5 Product Model: GXP2000 Software Version: Program-- \
                 1.2.5.3 Bootloader-- 1.1.6.9",
                Some("GXP2000"),
                Some("1.2.5.3"),
                None,
            ),
            (
                "00-0B-82-12-34-56 WAN 10.0.0.7 HT701 Hardware Version V1.2 Prog 1.0.8.2",
                Some("HT701"),
                Some("1.0.8.2"),
                Some("00:0b:82:12:34:56"),
            ),
            ("Router login 1.2.3.4", None, None, None),
        ] {
            let product = Product::of_words(&words(text));
            assert_eq!(product.model.as_deref(), model, "{text}");
            assert_eq!(product.firmware.as_deref(), firmware, "{text}");
            assert_eq!(product.mac.map(|mac| mac.to_string()).as_deref(), mac, "{text}");
        }
    }
}
