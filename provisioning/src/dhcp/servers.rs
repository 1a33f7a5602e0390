//! The plan in each server's own words.

use std::fmt::Write as _;

use super::plan::{Plan, Prefix, Reach, Site};

/// For ISC's `dhcpd.conf`: everything for all networks, or blocks that belong into the `subnet` of each site.
///
/// ISC ended its work on `dhcpd` in 2022; it still runs in many places.
///
/// ```
/// use switchhook_provisioning::dhcp::{self, Plan};
/// let text = dhcp::isc(&Plan::new("https://prov.example.net/b/f3Zk9Q")?.makers([[0xc0, 0x74, 0xad]]));
/// assert_eq!(text, "\
/// class \"grandstream\" {
///   match if substring(hardware, 1, 3) = c0:74:ad;
///   option tftp-server-name \"https://prov.example.net/b/f3Zk9Q\";
/// }
/// ");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn isc(plan: &Plan) -> String {
    let test = plan
        .makers
        .iter()
        .map(|maker| format!("substring(hardware, 1, 3) = {}", Prefix(maker, ":")))
        .collect::<Vec<_>>()
        .join("\n        or ");
    let mut text = String::new();
    if plan.option_160 {
        text.push_str("option grandstream-url code 160 = text;\n\n");
    }
    let options = |indent: &str, url: &str| {
        let mut lines = format!("{indent}option tftp-server-name \"{url}\";\n");
        if plan.option_160 {
            let _ = writeln!(lines, "{indent}option grandstream-url \"{url}\";");
        }
        lines
    };
    match &plan.reach {
        Reach::Everywhere(url) => {
            let _ = write!(
                text,
                "class \"grandstream\" {{\n  match if {test};\n{}}}\n",
                options("  ", url)
            );
        }
        Reach::Sites(sites) => {
            for site in sites {
                let _ = write!(
                    text,
                    "# {}: put what is inside into your own declaration of this subnet.\n\
                     subnet {} netmask {} {{\n  if {test} {{\n{}  }}\n}}\n",
                    site.name,
                    site.network.0,
                    site.mask(),
                    options("    ", &site.url)
                );
            }
        }
    }
    text
}

/// For Kea's `kea-dhcp4.conf`: a configuration with only what belongs to phones, to be merged into yours.
///
/// Each site is a class, which its subnet asks for by `require-client-classes`. Kea from 2.7.4 on calls that
/// `evaluate-additional-classes`, and the class's `only-if-required` `only-in-additional-list`.
///
/// ```
/// use switchhook_provisioning::dhcp::{self, Plan};
/// let text = dhcp::kea(&Plan::new("https://prov.example.net/b/f3Zk9Q")?);
/// assert!(text.contains("substring(pkt4.mac, 0, 3) == 0x000b82 or"));
/// assert!(text.contains(r#"{ "name": "tftp-server-name", "data": "https://prov.example.net/b/f3Zk9Q" }"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn kea(plan: &Plan) -> String {
    let test = plan
        .makers
        .iter()
        .map(|maker| format!("substring(pkt4.mac, 0, 3) == 0x{}", Prefix(maker, "")))
        .collect::<Vec<_>>()
        .join(" or ");
    let class = |name: &str, url: &str, required: bool| {
        let mut options = format!(r#"        {{ "name": "tftp-server-name", "data": "{url}" }}"#);
        if plan.option_160 {
            let _ = write!(
                options,
                ",\n        {{ \"name\": \"grandstream-url\", \"code\": 160, \"data\": \"{url}\" }}"
            );
        }
        let required = if required {
            "      \"only-if-required\": true,\n"
        } else {
            ""
        };
        format!(
            "    {{\n      \"name\": \"{name}\",\n      \"test\": \"{test}\",\n{required}      \"option-data\": [\n{options}\n      ]\n    }}"
        )
    };
    let mut members = Vec::new();
    if plan.option_160 {
        members.push(
            "  \"option-def\": [\n    { \"name\": \"grandstream-url\", \"code\": 160, \"type\": \"string\" }\n  ]"
                .to_owned(),
        );
    }
    let classes: Vec<_> = match &plan.reach {
        Reach::Everywhere(url) => vec![class("grandstream", url, false)],
        Reach::Sites(sites) => sites
            .iter()
            .map(|site| class(&tag(site), &site.url, true))
            .collect(),
    };
    members.push(format!("  \"client-classes\": [\n{}\n  ]", classes.join(",\n")));
    let subnets: Vec<_> = plan
        .sites()
        .iter()
        .enumerate()
        .map(|(index, site)| {
            let (first, length) = site.network;
            format!(
                "    {{ \"id\": {}, \"subnet\": \"{first}/{length}\", \"require-client-classes\": [\"{}\"] }}",
                index + 1,
                tag(site)
            )
        })
        .collect();
    if !subnets.is_empty() {
        members.push(format!("  \"subnet4\": [\n{}\n  ]", subnets.join(",\n")));
    }
    format!("{{ \"Dhcp4\": {{\n{}\n}} }}\n", members.join(",\n"))
}

/// For `dnsmasq.conf` or a file in `dnsmasq.d`.
///
/// Sites are told apart by the network that the address is given from: their tag is that of the `dhcp-range`, so a site's
/// line needs your `dhcp-range=set:grandstream-lyon,…`.
///
/// ```
/// use switchhook_provisioning::dhcp::{self, Plan, Site};
/// let site = Site::new("lyon", "192.0.2.0/25", "https://prov.example.net/b/f3Zk9Q")?;
/// let text = dhcp::dnsmasq(&Plan::for_sites([site])?.makers([[0xc0, 0x74, 0xad]]));
/// let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
/// assert_eq!(lines, [
///     "dhcp-mac=set:grandstream,c0:74:ad:*:*:*",
///     "dhcp-option=tag:grandstream,tag:grandstream-lyon,66,\"https://prov.example.net/b/f3Zk9Q\"",
/// ]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn dnsmasq(plan: &Plan) -> String {
    let mut text = String::new();
    for maker in &plan.makers {
        let _ = writeln!(text, "dhcp-mac=set:grandstream,{}:*:*:*", Prefix(maker, ":"));
    }
    let options = |tags: &str, url: &str| {
        codes(plan)
            .iter()
            .map(|code| format!("dhcp-option={tags},{code},\"{url}\"\n"))
            .collect::<String>()
    };
    match &plan.reach {
        Reach::Everywhere(url) => text.push_str(&options("tag:grandstream", url)),
        Reach::Sites(sites) => {
            for site in sites {
                let _ = writeln!(
                    text,
                    "# {}: begin its range with this tag, as in dhcp-range=set:{},{},static,{}",
                    site.name,
                    tag(site),
                    site.network.0,
                    site.mask()
                );
                text.push_str(&options(&format!("tag:grandstream,tag:{}", tag(site)), &site.url));
            }
        }
    }
    text
}

/// For RouterOS: commands for its terminal.
///
/// RouterOS does not choose options by the address of a client, so the option goes to everybody in the networks of the
/// sites; without sites, to every network that the router's DHCP server has. Give it a voice VLAN of its own.
///
/// ```
/// use switchhook_provisioning::dhcp::{self, Plan, Site};
/// let site = Site::new("lyon", "192.0.2.0/25", "https://prov.example.net/b/f3Zk9Q")?;
/// assert_eq!(dhcp::mikrotik(&Plan::for_sites([site])?), "\
/// /ip dhcp-server option
/// add name=grandstream-lyon-66 code=66 value=\"s'https://prov.example.net/b/f3Zk9Q'\"
/// /ip dhcp-server option sets
/// add name=grandstream-lyon options=grandstream-lyon-66
/// /ip dhcp-server network
/// set [find where address=192.0.2.0/25] dhcp-option-set=grandstream-lyon
/// ");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn mikrotik(plan: &Plan) -> String {
    let networks: Vec<(String, String, String)> = match &plan.reach {
        Reach::Everywhere(url) => vec![("grandstream".to_owned(), url.clone(), "find".to_owned())],
        Reach::Sites(sites) => sites
            .iter()
            .map(|site| {
                let (first, length) = site.network;
                (
                    tag(site),
                    site.url.clone(),
                    format!("find where address={first}/{length}"),
                )
            })
            .collect(),
    };
    let mut text = "/ip dhcp-server option\n".to_owned();
    for (name, url, _) in &networks {
        for code in codes(plan) {
            let _ = writeln!(text, "add name={name}-{code} code={code} value=\"s'{url}'\"");
        }
    }
    text.push_str("/ip dhcp-server option sets\n");
    for (name, ..) in &networks {
        let options: Vec<_> = codes(plan).iter().map(|code| format!("{name}-{code}")).collect();
        let _ = writeln!(text, "add name={name} options={}", options.join(","));
    }
    text.push_str("/ip dhcp-server network\n");
    for (name, _, which) in &networks {
        let _ = writeln!(text, "set [{which}] dhcp-option-set={name}");
    }
    text
}

/// What a site's phones are called in a server's configuration.
fn tag(site: &Site) -> String {
    format!("grandstream-{}", site.name)
}

/// The options that hold the URL.
fn codes(plan: &Plan) -> &'static [u8] {
    if plan.option_160 { &[66, 160] } else { &[66] }
}
