//! What is checked in is what the tables make.

use switchhook_provisioning_catalogue::{files, folder, generated, target};

#[test]
fn the_generated_files_are_up_to_date() {
    let files = files(&folder()).expect("the tables");
    let differences = generated::differences(&target(), &files).expect("readable");
    assert!(
        differences.is_empty(),
        "{}\nrun `cargo run -p switchhook-provisioning-catalogue -- generate` and commit what it writes",
        differences.join("\n")
    );
}
