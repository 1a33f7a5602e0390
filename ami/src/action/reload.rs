use super::{Action, Reply, ReplyError};
use crate::wire::HeaderWriter;

/// Makes Asterisk read its configuration again. Needs write class config or system.
///
/// ```
/// use switchhook_ami::action::{Reload, Request};
/// assert!(Request::new(&Reload::module("res_pjsip.so")).is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct Reload {
    module: Option<String>,
}

impl Reload {
    /// Everything.
    pub fn all() -> Self {
        Self { module: None }
    }

    /// One module, such as `res_pjsip.so`, or a core part such as `manager`.
    pub fn module(name: impl Into<String>) -> Self {
        Self {
            module: Some(name.into()),
        }
    }
}

impl Action for Reload {
    type Response = ();

    fn name(&self) -> &str {
        "Reload"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.optional("Module", self.module.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        reply.accepted()
    }
}

#[cfg(test)]
mod tests {
    use super::Reload;
    use crate::action::testing::encoded;

    #[test]
    fn a_reload_of_everything_names_no_module() {
        assert_eq!(
            encoded(&Reload::all()).unwrap(),
            "Action: Reload\nActionID: 1\n\n"
        );
        assert_eq!(
            encoded(&Reload::module("x")).unwrap(),
            "Action: Reload\nActionID: 1\nModule: x\n\n"
        );
    }
}
