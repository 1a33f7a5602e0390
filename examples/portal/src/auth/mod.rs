//! Who is asking: passwords, sessions, the form check and the limits on guessing.

pub mod origin;
pub mod password;
pub mod throttle;
