// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn agent_logoff() {
    let least = AgentLogoff::new("some text");
    let full = AgentLogoff::new("some text").soft(true);
    assert_encodes(&least, "AgentLogoff", "agent", &["Agent: some text"]);
    assert_encodes(&full, "AgentLogoff", "agent", &["Agent: some text", "Soft: true"]);
    assert_simple(&least);
}

#[test]
fn agents() {
    let least = Agents;
    let full = Agents;
    assert_encodes(&least, "Agents", "agent", &[]);
    assert_encodes(&full, "Agents", "agent", &[]);
    assert_lists(&least, &["Agents"], "AgentsComplete", false);
}
