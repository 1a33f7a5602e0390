//! The rig against the real thing. `cargo test -p switchhook-rig --test live -- --ignored`
use std::time::Duration;
use switchhook_rig::*;

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn smoke() {
    let v: Version = std::env::var("V").unwrap_or("22".into()).parse().unwrap();
    let pbx = Instance::start(v).unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let bruno = pbx
        .phone(
            "101",
            &Behaviour::answer()
                .ring_for(Duration::from_millis(500))
                .hang_up_after(Duration::from_secs(1)),
        )
        .unwrap();
    let mut call = alice.calls("101").unwrap();
    call.answered(Duration::from_secs(5)).unwrap();
    bruno.ended(1, Duration::from_secs(5)).unwrap();
    let rows = wait_for("cdr", Duration::from_secs(5), || {
        pbx.master_csv().ok().filter(|r| !r.is_empty())
    })
    .unwrap();
    let mut call = alice.calls_as("202", &Behaviour::answer().digits("12#")).unwrap();
    call.answered(Duration::from_secs(5)).unwrap();
    call.ended(Duration::from_secs(5)).unwrap();
    let mut call = alice
        .calls_as("200", &Behaviour::answer().hang_up_after(Duration::from_secs(1)))
        .unwrap();
    call.answered(Duration::from_secs(5)).unwrap();
    call.ended(Duration::from_secs(5)).unwrap();
}
