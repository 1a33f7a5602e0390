//! SIP plug and play: a phone asks the whole network who configures it.
//!
//! A phone that starts with P1414=1, as it does from its box, sends a SUBSCRIBE for `ua-profile` to
//! [`GROUP`], up to five times. Whoever knows it answers 200 and then sends a NOTIFY with the URL of a *folder*;
//! the phone fetches its files from there. Other makers' phones ask in the same way.
//!
//! [`Subscribe::parse`] reads such a request, [`Subscribe::ok`] and [`Subscribe::notify`] write the two answers. They are
//! bytes and nothing else; feature `discover` has the responder that decides whom to answer and moves the bytes.
//!
//! ```
//! use switchhook_provisioning::pnp::{Folder, Subscribe};
//! let request = concat!(
//!     "SUBSCRIBE sip:MAC%3AC074AD112233@224.0.1.75 SIP/2.0\r\n",
//!     "Via: SIP/2.0/UDP 192.0.2.40:5080;branch=z9hG4bK1;rport\r\n",
//!     "From: <sip:MAC%3AC074AD112233@224.0.1.75>;tag=42\r\n",
//!     "To: <sip:MAC%3AC074AD112233@224.0.1.75>\r\n",
//!     "Call-ID: 1-5080-1@192.0.2.40\r\n",
//!     "CSeq: 20000 SUBSCRIBE\r\n",
//!     "Contact: <sip:192.0.2.40:5080>\r\n",
//!     "Event: ua-profile;profile-type=\"device\";vendor=\"Grandstream\";model=\"GRP2612W\";version=\"1.0.5.67\"\r\n",
//!     "Accept: application/url\r\n",
//!     "Expires: 0\r\n",
//!     "Content-Length: 0\r\n\r\n",
//! );
//! let asked = Subscribe::parse(request.as_bytes())?;
//! assert_eq!(asked.mac().to_string(), "c0:74:ad:11:22:33");
//! assert_eq!((asked.vendor(), asked.model(), asked.firmware()), ("Grandstream", "GRP2612W", "1.0.5.67"));
//!
//! let folder = Folder::new("https://prov.example.net/b/f3Zk9Q/")?;
//! let notify = asked.notify(&folder, "192.0.2.1:5060".parse()?, "a1");
//! assert!(notify.ends_with("\r\n\r\nhttps://prov.example.net/b/f3Zk9Q/\r\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it is worth
//!
//! Every machine in the network can answer first, and nothing proves who did. Use it in a voice VLAN that only phones are
//! in, give out `https` addresses (phones check the certificate against their maker's list), let the folder's token be
//! one that dies with its first use, and have the first configuration set P1414=0.

mod answer;
mod grammar;
mod subscribe;

use std::net::{Ipv4Addr, SocketAddrV4};

pub use answer::{Folder, FolderError};
pub use subscribe::{MAX_BYTES, ParseError, Subscribe};

/// Where phones ask: the multicast group of SIP.
pub const GROUP: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(224, 0, 1, 75), 5060);
