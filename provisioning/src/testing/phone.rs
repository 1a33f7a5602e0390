//! The phone itself: its values, and what it makes of a file.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::grandstream::{self as file, Content, Limits, PNumber, binary, encrypted, read_any};
use crate::{MacAddr, Secret};

use super::account::{self, Registration};
use super::habits::{Habits, Order, PagesGeneration};
use super::key::{self, PhoneKey};
use super::round::{Fault, Form, Round};
use super::{agent, names, notify, tls};

/// A phone that is not there: it asks, reads, obeys and answers as the real ones do.
///
/// It keeps to loopback addresses; see [`Phone::anywhere`].
///
/// ```
/// use switchhook_provisioning::{Device, Line, Model, testing::Phone};
///
/// let mut phone = Phone::new("GRP2614", "c0:74:ad:11:22:33".parse()?, "1.0.13.44")?;
/// assert_eq!(phone.user_agent(), "Grandstream Model HW GRP2614 SW 1.0.13.44 DevId c074ad112233");
/// assert_eq!(phone.file_names(), ["cfgc074ad112233", "cfgc074ad112233.xml", "cfggrp2614.xml", "cfg.xml"]);
/// assert!(phone.account(1).is_none());
///
/// let device = Device::new(Model::GRP2614, phone.mac())
///     .line(Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s").display_name("Ana"));
/// phone.read_xml(device.render()?.xml().as_bytes())?;
/// let account = phone.account(1).expect("the file has it");
/// assert_eq!((account.user.as_str(), account.display_name.as_str()), ("u4711", "Ana"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Phone {
    pub(super) name: String,
    pub(super) habits: Habits,
    pub(super) mac: MacAddr,
    pub(super) firmware: String,
    printed_password: String,
    stored: BTreeMap<u32, String>,
    /// What is still in force of values that wait for a restart.
    in_force: BTreeMap<u32, String>,
    built_in: Vec<CertificateDer<'static>>,
    pub(super) hosts: BTreeMap<String, SocketAddr>,
    pub(super) anywhere: bool,
    pub(super) dhcp: Option<String>,
    pub(super) clock: Option<u64>,
    pub(super) faults: VecDeque<Fault>,
    /// Counts what must differ from one use to the next: the phone has no randomness.
    uses: u64,
    pub(super) uptime: Duration,
    pub(super) history: Vec<Round>,
    pub(super) challenges: notify::Challenges,
    /// Where and how it asked last.
    pub(super) asked_by: Option<Vec<String>>,
}

impl Phone {
    /// A phone as it comes from the factory, by the name that it announces (`GRP2601W`, `HT802V2`) and its firmware.
    ///
    /// # Errors
    ///
    /// For a model whose ways are not known here: cameras, and other makers' devices.
    pub fn new(model: &str, mac: MacAddr, firmware: &str) -> Result<Self, NotSimulated> {
        let habits = Habits::of(model).ok_or_else(|| NotSimulated {
            model: crate::mac::shown(model),
        })?;
        let mut phone = Self {
            name: model.to_owned(),
            habits,
            mac,
            firmware: firmware.to_owned(),
            printed_password: "admin".to_owned(),
            stored: BTreeMap::new(),
            in_force: BTreeMap::new(),
            built_in: Vec::new(),
            hosts: BTreeMap::new(),
            anywhere: false,
            dhcp: None,
            clock: None,
            faults: VecDeque::new(),
            uses: 0,
            uptime: Duration::ZERO,
            history: Vec::new(),
            challenges: notify::Challenges::default(),
            asked_by: None,
        };
        phone.factory_reset();
        Ok(phone)
    }

    /// The administrator's password on its label; by default `admin`.
    #[must_use]
    pub fn printed_password(mut self, password: &str) -> Self {
        password.clone_into(&mut self.printed_password);
        self.factory_reset();
        self
    }

    /// What it gets by DHCP as its server (option 66): a URL, or as old phones want it a host. It holds while P145 is on.
    #[must_use]
    pub fn dhcp(mut self, server: &str) -> Self {
        self.dhcp = Some(server.to_owned());
        self
    }

    /// Where a name of a server leads: the phone's DNS.
    #[must_use]
    pub fn host(mut self, name: &str, address: SocketAddr) -> Self {
        self.hosts.insert(name.to_ascii_lowercase(), address);
        self
    }

    /// A certificate authority (PEM) that is built into its firmware.
    ///
    /// # Errors
    ///
    /// When the text is no certificate.
    pub fn built_in_authority(mut self, pem: &str) -> Result<Self, rustls::pki_types::pem::Error> {
        for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            self.built_in.push(certificate?);
        }
        Ok(self)
    }

    /// Lets it connect to addresses beyond loopback.
    #[must_use]
    pub fn anywhere(mut self) -> Self {
        self.anywhere = true;
        self
    }

    /// Sets its clock wrong, in seconds since 1970: what a phone does with certificates before it knows the time.
    pub fn set_clock(&mut self, seconds: Option<u64>) {
        self.clock = seconds;
    }

    /// Something that goes wrong at the next request that has nothing else going wrong.
    pub fn fault(&mut self, fault: Fault) {
        self.faults.push_back(fault);
    }

    /// Lets time pass, for its lock-out.
    pub fn wait(&mut self, time: Duration) {
        self.uptime += time;
    }

    /// All values as they came from the factory. What it downloaded is gone; DHCP answers as before.
    pub fn factory_reset(&mut self) {
        let protocol = if self.habits.old_codes { "0" } else { "2" };
        let notify = if self.habits.obeys_any_notify { "1" } else { "0" };
        self.in_force.clear();
        self.stored = [
            (2, self.printed_password.as_str()),
            (196, "123"),
            (145, "1"),
            (212, protocol),
            (237, "fm.grandstream.com/gs"),
            (1414, "1"),
            (4428, notify),
            (8463, "0"),
            (22030, "0"),
        ]
        .into_iter()
        .map(|(number, text)| (number, text.to_owned()))
        .collect();
    }

    /// Its hardware address.
    #[must_use]
    pub fn mac(&self) -> MacAddr {
        self.mac
    }

    /// The model that it announces.
    #[must_use]
    pub fn model(&self) -> &str {
        &self.name
    }

    /// The firmware that it announces.
    #[must_use]
    pub fn firmware(&self) -> &str {
        &self.firmware
    }

    /// What an upgrade does to it: it announces another version.
    pub fn set_firmware(&mut self, firmware: &str) {
        firmware.clone_into(&mut self.firmware);
    }

    /// The `User-Agent` of its HTTP requests.
    #[must_use]
    pub fn user_agent(&self) -> String {
        agent::http(self.habits.agent, &self.name, &self.firmware, self.mac)
    }

    /// How many accounts (accounts, ports or handsets) it has.
    #[must_use]
    pub fn account_count(&self) -> u8 {
        self.habits.accounts
    }

    /// How many keys it has beside its display, on all pages.
    #[must_use]
    pub fn key_count(&self) -> u8 {
        self.habits.keys
    }

    /// Which generation of pages it has.
    #[must_use]
    pub fn pages(&self) -> PagesGeneration {
        self.habits.pages
    }

    /// The value with this number that is in force; empty when it has none.
    #[must_use]
    pub fn value(&self, number: PNumber) -> &str {
        self.text(number.get())
    }

    /// The value that it keeps in its memory: another one than in force when it waits for a restart.
    #[must_use]
    pub fn stored(&self, number: PNumber) -> &str {
        self.stored.get(&number.get()).map_or("", String::as_str)
    }

    /// All values that it keeps in its memory, by number.
    pub fn values(&self) -> impl Iterator<Item = (PNumber, &str)> {
        let values = self.stored.iter();
        values.map(|(number, text)| (PNumber::new(*number), text.as_str()))
    }

    /// Whether something that it got waits for a restart.
    #[must_use]
    pub fn waits_for_restart(&self) -> bool {
        !self.in_force.is_empty()
    }

    /// What account `n` (from 1: account, port or handset) registers with; `None` when it does not register.
    #[must_use]
    pub fn account(&self, n: u8) -> Option<Registration> {
        account::registration(&self.habits, n, |number| self.text(number))
    }

    /// All accounts that register.
    #[must_use]
    pub fn accounts(&self) -> Vec<Registration> {
        (1..=self.habits.accounts)
            .filter_map(|n| self.account(n))
            .collect()
    }

    /// All keys that do something.
    #[must_use]
    pub fn keys(&self) -> Vec<PhoneKey> {
        key::keys(&self.habits, |number| self.text(number))
    }

    /// Every request that it made, the latest round last.
    #[must_use]
    pub fn history(&self) -> &[Round] {
        &self.history
    }

    /// The names under which it asks for its configuration, in their order, with prefix and postfix.
    #[must_use]
    pub fn file_names(&self) -> Vec<String> {
        let mac = format!("{:x}", self.mac);
        let mut names = Vec::new();
        let by_address = format!("cfg{mac}.xml");
        match self.habits.order {
            Order::Binary => names.push(format!("cfg{mac}")),
            Order::XmlFirst => names.extend([by_address, format!("cfg{mac}")]),
            Order::BinaryFirst => names.extend([format!("cfg{mac}"), by_address]),
            Order::Xml => names.push(by_address),
        }
        if matches!(self.habits.order, Order::BinaryFirst | Order::Xml) {
            if self.habits.model_file {
                let model = self.name.to_ascii_lowercase();
                let model = model.strip_suffix("v2").unwrap_or(&model);
                names.push(format!("cfg{model}.xml"));
            }
            names.push("cfg.xml".to_owned());
        }
        for name in &mut names {
            *name = format!("{}{name}{}", self.text(234), self.text(235));
        }
        names
    }

    /// Reads a binary file as the phone does, and does what it says.
    ///
    /// # Errors
    ///
    /// When the phone refuses the file. Nothing of it is applied then.
    pub fn read_binary(&mut self, file: &[u8]) -> Result<Vec<PNumber>, Refused> {
        let read = binary::read(file, &Limits::default()).map_err(|error| Refused(error.to_string()))?;
        if read.mac != self.mac {
            return Err(Refused("the file is for another address".to_owned()));
        }
        Ok(self.apply(read.values.iter()))
    }

    /// Reads an XML file as the phone does, encrypted or not, and does what it says.
    ///
    /// # Errors
    ///
    /// When the phone refuses the file. Nothing of it is applied then.
    pub fn read_xml(&mut self, file: &[u8]) -> Result<Vec<PNumber>, Refused> {
        let limits = Limits::default();
        let plain;
        let file = if file.starts_with(&encrypted::MAGIC) {
            let password = Secret::new(self.text(1359));
            if password.expose().is_empty() {
                return Err(Refused("the file is encrypted and P1359 is empty".to_owned()));
            }
            plain = encrypted::read(file, &password, encrypted::Digest::Md5, &limits)
                .map_err(|error| Refused(error.to_string()))?;
            plain.as_bytes()
        } else {
            file
        };
        let read = read_any(file, None, &limits).map_err(|error| Refused(error.to_string()))?;
        if !matches!(read.form, file::Form::Xml | file::Form::Alias) {
            return Err(Refused("the file is no XML".to_owned()));
        }
        if read.mac.is_some_and(|mac| mac != self.mac) {
            return Err(Refused("the file is for another address".to_owned()));
        }
        match &read.content {
            Content::Numbers(values) => Ok(self.apply(values.iter())),
            Content::Names(values) if self.habits.aliases => {
                let values = names::numbered(&self.habits, values);
                Ok(self.apply(values.iter().map(|(number, text)| (*number, text.as_str()))))
            }
            Content::Names(_) => Err(Refused("the model reads numbers only".to_owned())),
        }
    }

    pub(super) fn form_of(file: &[u8]) -> Form {
        if file.starts_with(&encrypted::MAGIC) {
            Form::Encrypted
        } else {
            Form::Xml
        }
    }

    /// Takes values over. A number left out stays, an empty one is cleared. Returns what is otherwise than before.
    pub(super) fn apply<'a>(&mut self, values: impl Iterator<Item = (PNumber, &'a str)>) -> Vec<PNumber> {
        values
            .filter(|(number, text)| self.set(*number, text))
            .map(|(number, _)| number)
            .collect()
    }

    /// Sets one value; whether it is another one than before.
    pub(super) fn set(&mut self, number: PNumber, text: &str) -> bool {
        let old = self.stored(number).to_owned();
        if old == text {
            return false;
        }
        if self.needs_restart(number.get()) {
            self.in_force.entry(number.get()).or_insert(old);
        }
        if text.is_empty() {
            self.stored.remove(&number.get());
        } else {
            self.stored.insert(number.get(), text.to_owned());
        }
        // Back to what is in force: nothing waits.
        if self.in_force.get(&number.get()).is_some_and(|old| old == text) {
            self.in_force.remove(&number.get());
        }
        true
    }

    /// A restart without a network: what waited for it is in force now.
    pub fn restart(&mut self) {
        self.in_force.clear();
    }

    fn needs_restart(&self, number: u32) -> bool {
        match number {
            // Addresses, VLAN, 802.1X, the certificates' rules, the pages' port and scheme.
            8..=28 | 51 | 82 | 83 | 87 | 92..=95 | 229 | 230 | 269 | 900 | 901 | 1650 | 7901..=7903 => true,
            8433..=8440 | 8463 | 8502 | 22030 | 22293 | 22294 => true,
            // Where and how it asks for its next file holds at once on every model.
            212 | 234 | 235 | 237 | 1359..=1361 => false,
            _ => self.habits.restarts_for_all,
        }
    }

    pub(super) fn text(&self, number: u32) -> &str {
        self.in_force
            .get(&number)
            .or_else(|| self.stored.get(&number))
            .map_or("", String::as_str)
    }

    /// The oldest have no TLS.
    pub(super) fn speaks_tls(&self) -> bool {
        !self.habits.old_codes
    }

    /// Something that it has not said before.
    pub(super) fn fresh(&mut self) -> String {
        use md5::Digest as _;
        self.uses += 1;
        super::digest::hex(&md5::Md5::digest(format!("{:x} {}", self.mac, self.uses)))
    }

    /// Whom it trusts when it connects, by P8463, P22030, P8502 and the certificates in P8433 and after.
    pub(super) fn trust(&self) -> tls::Trust {
        let own =
            (8433..=8438).flat_map(|number| CertificateDer::pem_slice_iter(self.text(number).as_bytes()));
        // What is no certificate is not trusted.
        let own = own.flatten();
        let roots = match self.text(8502) {
            "1" => own.collect(),
            "2" => self.built_in.iter().cloned().chain(own).collect(),
            _ => self.built_in.clone(),
        };
        tls::Trust {
            check: self.text(8463) == "1",
            host_name: self.text(22030) == "1",
            roots,
            clock: self.clock,
            only_tls12: self.text(22294) == "12",
        }
    }
}

/// No value is shown: among them are passwords.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Phone")
            .field("model", &self.name)
            .field("mac", &self.mac)
            .field("firmware", &self.firmware)
            .field("values", &self.stored.len())
            .finish_non_exhaustive()
    }
}

/// A model whose ways are not known here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{model:?} is not simulated; take a telephone or an adapter, such as GRP2614 or HT802")]
pub struct NotSimulated {
    /// What was asked for, shortened when long.
    pub model: String,
}

/// Why the phone refuses a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub(super) String);
