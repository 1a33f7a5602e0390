//! Phones looked for on loopback: scans, and plug and play.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "phones and responders on loopback: sockets and tasks are their work"
)]

mod pnp;
mod responder;
mod scan;

/// A captured question, with another place to answer to.
fn question(contact: &str, call_id: &str) -> String {
    include_str!("../../testdata/pnp/grp2612w.txt")
        .replace(
            "Contact: <sip:192.0.2.40:5080>",
            &format!("Contact: <sip:{contact}>"),
        )
        .replace("1831528547-5080-1@192.0.2.40", call_id)
}
