//! The page that sets all lines up: what a browser posts to `globalSIPsettings.html`.

use crate::check;
use crate::line::{Line, Transport};
use crate::problem::{Finding, Problem, Refused};
use crate::secret::Secret;
use crate::setting::{AccountSetting, Setting};

/// The form of `globalSIPsettings.html`: all of it, since what a form leaves out the phone takes for empty. Every line of the
/// phone gets what is said here. `Debug` shows no password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlobalSip {
    line: Line,
    screen_name: String,
    display_name: String,
}

impl GlobalSip {
    /// An account, what stands on the display, and the number that others see.
    ///
    /// # Errors
    ///
    /// All that is wrong with the account or the texts.
    pub fn new(line: &Line, screen_name: &str, number: &str) -> Result<Self, Refused> {
        use AccountSetting as A;
        let (host, port) = split(&line.registrar);
        let _ = port;
        let checks = [
            (A::Server1, check::host(&line.registrar).and(check::host(host))),
            (A::UserId, check::sip_user(&line.user)),
            (
                A::AuthId,
                check::auth_id(line.auth_id.as_ref().unwrap_or(&line.user)),
            ),
            (A::Password, check::sip_secret(line.secret.expose())),
            (
                A::DisplayName,
                line.display_name.as_deref().map_or(Ok(()), check::display_name),
            ),
            (A::Name, check::name(screen_name).and(check::name(number))),
        ];
        let mut findings: Vec<_> = checks
            .into_iter()
            .filter_map(|(of, result)| {
                let problem = result.err()?;
                Some(Finding {
                    setting: Setting::Account(1, of),
                    problem,
                })
            })
            .collect();
        if line.secondary_registrar.is_some() || line.voicemail.is_some() {
            let setting = Setting::Account(
                1,
                if line.voicemail.is_some() {
                    A::Voicemail
                } else {
                    A::Server2
                },
            );
            // The page has other fields for these, which nobody has published.
            let problem = Problem::OfBrand { brand: "Mitel" };
            findings.push(Finding { setting, problem });
        }
        if findings.is_empty() {
            Ok(Self {
                line: line.clone(),
                screen_name: screen_name.to_owned(),
                display_name: number.to_owned(),
            })
        } else {
            Err(Refused { findings })
        }
    }

    /// The body of the request. It holds the SIP secret: over HTTPS where the phone has it.
    #[must_use]
    pub fn body(&self) -> String {
        let line = &self.line;
        let (host, port) = split(&line.registrar);
        let transport = match line.transport {
            Transport::Udp => "1",
            Transport::Tcp => "2",
            Transport::Tls => "4",
        };
        let name = line.display_name.as_deref().unwrap_or(&line.user);
        let user = line.user.as_str();
        let auth = line.auth_id.as_deref().unwrap_or(user);
        let mut fields: Vec<(&str, &str)> = vec![
            ("screenName", &self.screen_name),
            ("screenName2", name),
            ("userName", user),
            ("dispName", &self.display_name),
            ("authName", auth),
            ("password", line.secret.expose()),
            ("blaName", ""),
            ("mode", "0"),
            ("callWaiting", "1"),
        ];
        for (server, server_port, backup, backup_port) in [
            ("proxyIp", "proxyPort", "backupProxyIp", "backupProxyPort"),
            (
                "outboundProxy",
                "outboundProxyPort",
                "backupOutboundProxy",
                "backupOutboundProxyPort",
            ),
            ("regIp", "regPort", "backupRegIp", "backupRegPort"),
        ] {
            fields.extend([
                (server, host),
                (server_port, port),
                (backup, "0.0.0.0"),
                (backup_port, "0"),
            ]);
        }
        fields.extend([
            ("registrationPeriod", "60"),
            ("centraconf", ""),
            ("explicitMWISubscription", "1"),
            ("explicitMWISubscriptionPeriod", "10"),
            ("AFESubscriptionPeriod", "3600"),
            ("sessionTimer", "0"),
            ("t1Timer", "0"),
            ("t2Timer", "0"),
            ("transTimer", "4000"),
            ("transportProtocol", transport),
            ("sipLocalPort", "5060"),
            ("sipLocalTLSPort", "5061"),
            ("regRetry", "30"),
            ("regTimeout", "120"),
            ("regRenewal", "15"),
            ("blfPeriod", "3600"),
            ("acdPeriod", "3600"),
            ("blaPeriod", "300"),
            ("blacklistDur", "300"),
            ("park pickup config", ""),
            ("rtpPort", "3000"),
            ("useNTE", "1"),
            ("dtmfMethod", "0"),
            ("srtpMode", "0"),
            ("codec1", "-3"),
        ]);
        // The rest of the list is free.
        fields.extend(
            [
                "codec2", "codec3", "codec4", "codec5", "codec6", "codec7", "codec8", "codec9", "codec10",
            ]
            .map(|name| (name, "-1")),
        );
        fields.extend([
            ("ptime", "30"),
            ("silenceSuppression", "1"),
            ("adNumber", ""),
            ("adTimeout", "0"),
        ]);
        form(&fields)
    }

    /// The body of the request to `reset.html` that restarts the phone.
    #[must_use]
    pub const fn restart() -> &'static str {
        "resetOption=0"
    }
}

/// Host and port, 0 where the phone shall choose.
fn split(server: &str) -> (&str, &str) {
    match server.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (server, "0"),
    }
}

fn form(fields: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        if !text.is_empty() {
            text.push('&');
        }
        escape(&mut text, name);
        text.push('=');
        escape(&mut text, value);
    }
    text
}

fn escape(text: &mut String, part: &str) {
    for byte in part.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => text.push(byte.into()),
            b' ' => text.push('+'),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
}

/// The header `Authorization` for a phone's pages: user and password as they are, in another alphabet. Over HTTPS only, where the
/// phone has it.
#[must_use]
pub fn basic(user: &str, password: &Secret) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let plain = format!("{user}:{}", password.expose());
    let mut text = String::from("Basic ");
    for group in plain.as_bytes().chunks(3) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= group.len() { letter.into() } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_is_a_text_in_the_form_and_no_field() {
        let line = Line::new("pbx.example.net:5070", "u4711", "k&T9=vV2_mQ7+xR4%pL1s").display_name("T&m=1é");
        let form = GlobalSip::new(&line, "a&resetOption=1", "101").unwrap();
        let body = form.body();
        assert!(
            body.starts_with("screenName=a%26resetOption%3D1&screenName2=T%26m%3D1%C3%A9&userName=u4711&"),
            "{body}"
        );
        assert!(
            body.contains("&password=k%26T9%3DvV2_mQ7%2BxR4%25pL1s&"),
            "{body}"
        );
        assert!(
            body.contains("&proxyIp=pbx.example.net&proxyPort=5070&backupProxyIp=0.0.0.0&"),
            "{body}"
        );
        assert!(body.contains("&park+pickup+config=&rtpPort=3000&"), "{body}");
        assert!(!format!("{form:?}").contains("vV2"));
    }

    #[test]
    fn what_the_page_cannot_be_told_is_refused_and_not_left_out() {
        let line = Line::new("pbx", "u4711", "kT9-vV2_mQ7.xR4-pL1s");
        for line in [
            line.clone().voicemail("*79"),
            line.clone().secondary_registrar("pbx2"),
            Line::new("", "u4711", "x"),
            Line::new("pbx", "u 4711", "x"),
        ] {
            assert!(GlobalSip::new(&line, "101", "101").is_err(), "{line:?}");
        }
        assert!(GlobalSip::new(&line, "a\r\nb", "101").is_err());
    }

    #[test]
    fn credentials_are_those_that_browsers_send() {
        for (user, password, expected) in [
            ("admin", "22222", "Basic YWRtaW46MjIyMjI="),
            ("Admin", "22222", "Basic QWRtaW46MjIyMjI="),
            ("a", "", "Basic YTo="),
            ("ab", "c", "Basic YWI6Yw=="),
            ("ab", "cd", "Basic YWI6Y2Q="),
            ("ab", "cde", "Basic YWI6Y2Rl"),
        ] {
            assert_eq!(basic(user, &password.into()), expected);
        }
    }
}
