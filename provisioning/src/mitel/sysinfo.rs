//! What a phone's page says it is.

/// What `sysinfo.html` tells, after a login.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SystemInfo {
    /// The model: `6757i`.
    pub platform: String,
    /// Its firmware: `3.2.2.1136`.
    pub firmware: Option<String>,
    /// Its hardware address.
    pub mac: Option<crate::MacAddr>,
}

impl SystemInfo {
    /// Reads the page: the cells behind those that say `Platform`, `Firmware Version` and `MAC Address`. `None` if there is no
    /// platform, as on the page of something else.
    #[must_use]
    pub fn read(page: &str) -> Option<Self> {
        let cells = cells(page);
        let after = |label: &str| {
            let at = cells
                .iter()
                .position(|cell| cell.trim_end_matches(':').eq_ignore_ascii_case(label))?;
            cells
                .get(at + 1)
                .filter(|text| !text.is_empty() && text.len() <= 40)
        };
        let platform = after("Platform")?;
        let firmware = after("Firmware Version");
        let plain = |text: &&String| text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
        Some(Self {
            // Some say who made them, too.
            platform: platform
                .split_whitespace()
                .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
                .unwrap_or(platform)
                .to_owned(),
            firmware: firmware.filter(plain).cloned(),
            mac: after("MAC Address").and_then(|text| text.parse().ok()),
        })
    }
}

/// The texts of a page's cells: what stands between the beginning of one and whatever element ends it.
fn cells(page: &str) -> Vec<String> {
    const MOST: usize = 2_000;
    let mut cells: Vec<String> = Vec::new();
    let mut inside = false;
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        if inside && let Some(cell) = cells.last_mut() {
            cell.push_str(&rest[..start]);
        }
        rest = &rest[start + 1..];
        let end = rest.find('>').unwrap_or(rest.len());
        let name: String = rest[..end]
            .chars()
            .take_while(|found| *found == '/' || found.is_ascii_alphanumeric())
            .collect();
        match name.to_ascii_lowercase().as_str() {
            "td" | "th" if cells.len() < MOST => {
                inside = true;
                cells.push(String::new());
            }
            "td" | "th" | "/td" | "/th" | "tr" | "/tr" | "table" | "/table" | "script" | "style" => {
                inside = false;
            }
            _ => {}
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    for cell in &mut cells {
        let plain = cell.replace("&nbsp;", " ").replace("&amp;", "&");
        *cell = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_cells_behind_the_labels_count_whatever_stands_around_them() {
        for page in [
            "<table><tr><td>Platform</td><td>6757i</td></tr><tr><td>Firmware Version</td><td>3.2.2.1136</td></tr>\
             <tr><td>MAC Address</td><td>00-08-5D-11-22-33</td></tr></table>",
            "<TABLE><TR><TD class=a><B>Platform:</B>\n<TD>Mitel 6757i<TR><TD>Firmware&nbsp;Version<TD>3.2.2.1136\
             <TR><TD>MAC Address:<TD>00:08:5D:11:22:33</TABLE>",
        ] {
            let info = SystemInfo::read(page).expect(page);
            assert_eq!(
                (info.platform.as_str(), info.firmware.as_deref()),
                ("6757i", Some("3.2.2.1136")),
                "{page}"
            );
            assert_eq!(info.mac, "00085d112233".parse().ok(), "{page}");
        }
    }

    #[test]
    fn other_pages_tell_nothing() {
        for page in [
            "",
            "<td>Platform",
            "<td>Platform</td><td></td>",
            "<p>Platform</p><p>6757i</p>",
            "<",
        ] {
            assert_eq!(SystemInfo::read(page), None, "{page}");
        }
    }

    proptest! {
        #[test]
        fn no_page_is_too_strange(page in "(<|>|td|/td|tr|Platform|[a-zé ]|&nbsp;){0,60}") {
            let _ = SystemInfo::read(&page);
        }
    }
}
