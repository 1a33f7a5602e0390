//! Phones found in a network.
//!
//! | Way | Tells | Works |
//! |---|---|---|
//! | [`scan`] | who is there, and by the address whose make it is | in the own network; across routers without the hardware address |
//! | [`probe`] | model, firmware and hardware address, before any login where the pages tell it | where a phone's pages can be reached |
//! | [`Responder`] | the same, and sends the phone to its configuration | when a phone starts with P1414=1, as it does from its box |
//! | [`registered`] | the same, from what the PBX knows of a registration | for phones that work already |
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use switchhook_provisioning::discover::{Range, ScanOptions, probe, scan};
//! use switchhook_provisioning::push::Options;
//!
//! let range: Range = "192.0.2.0/24".parse()?;
//! for found in scan(&range, &ScanOptions::new()).await.found {
//!     if found.is_of_maker() {
//!         println!("{} {:?}: {:?}", found.address, found.mac, probe(found.address.into(), &Options::new()).await);
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Scan only networks that are yours: a scan looks like an attack, and a range has at most [`Range::MOST`] addresses.
//!
//! # Other places to look
//!
//! The lease log of the DHCP server and the neighbour table of the switch (LLDP: model, firmware, address, port) know
//! phones too; some models answer to mDNS, in a form that nobody has written down.
//!
//! # What waits for a phone
//!
//! That phones take an answer to their plug-and-play question from another port than 5060 (only so can the responder stand
//! beside a PBX on one machine), and how long the models wait for it.

mod contact;
mod neighbours;
mod ping;
mod probe;
mod range;
mod responder;
mod scan;
mod serve;

pub use contact::{Registered, lan_address, registered};
pub use neighbours::{Neighbour, neighbours, parse_neighbours};
pub use probe::{Probe, probe};
pub use range::{ParseRangeError, Range};
pub use responder::{Inventory, Reaction, Responder, Silence, Transmit};
pub use scan::{Found, Scan, ScanOptions, Sign, scan};
pub use serve::{Listener, listen};
