//! What is checked in is what the tables make.

use switchhook_ami_catalogue::{actions, ami_folder, events, generated};

#[test]
fn the_generated_files_are_up_to_date() {
    let mut files = events::generate().expect("the table of events");
    files.extend(actions::generate().expect("the table of actions"));
    let differences = generated::differences(&ami_folder().join("src"), &files).expect("readable");
    let lines: Vec<String> = differences.iter().map(ToString::to_string).collect();
    assert!(
        lines.is_empty(),
        "{}\nrun `cargo run -p switchhook-ami-catalogue -- generate` and commit what it writes",
        lines.join("\n")
    );
}
