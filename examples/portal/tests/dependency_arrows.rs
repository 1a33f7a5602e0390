//! Who may depend on whom (ARCHITECTURE.md), kept by a test.

use std::process::Command;

use serde_json::Value;

const LOWER: [&str; 5] = ["ami", "agi", "callfile", "rating", "provisioning"];

/// Crates that bring a runtime, sockets, a clock or randomness: never in a core, only behind a feature.
const DRIVERS: [&str; 9] = [
    "tokio",
    "async-std",
    "axum",
    "hyper",
    "sqlx",
    "rustls",
    "getrandom",
    "rand",
    "notify",
];

struct Dependency {
    name: String,
    optional: bool,
    default_features: bool,
}

/// The normal dependencies that a package declares.
fn dependencies(short_name: &str) -> Vec<Dependency> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let name = format!("switchhook-{short_name}");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages
        .iter()
        .find(|p| p["name"] == name.as_str())
        .unwrap_or_else(|| panic!("no package {name}"));
    package["dependencies"]
        .as_array()
        .expect("dependencies")
        .iter()
        .filter(|d| d["kind"].is_null())
        .map(|d| Dependency {
            name: d["name"].as_str().expect("name").to_owned(),
            optional: d["optional"].as_bool().expect("optional"),
            default_features: d["uses_default_features"]
                .as_bool()
                .expect("uses_default_features"),
        })
        .collect()
}

#[test]
fn the_lower_crates_do_not_know_each_other() {
    for crate_name in LOWER {
        for dependency in dependencies(crate_name) {
            let async_agi = crate_name == "agi" && dependency.name == "switchhook-ami" && dependency.optional;
            assert!(
                !dependency.name.starts_with("switchhook-") || async_agi,
                "{crate_name} depends on {}",
                dependency.name
            );
        }
    }
}

#[test]
fn portal_core_reaches_the_engines_only_through_features() {
    for dependency in dependencies("portal-core") {
        if let Some(short) = dependency.name.strip_prefix("switchhook-") {
            assert!(
                ["rating", "callfile", "provisioning", "ami"].contains(&short),
                "portal-core depends on {short}"
            );
            assert!(
                dependency.optional,
                "portal-core needs {short} always: put it behind a feature"
            );
            assert!(
                !dependency.default_features,
                "portal-core takes the driver of {short}: switch its default features off"
            );
        }
    }
}

#[test]
fn cores_need_no_runtime() {
    for crate_name in LOWER.into_iter().chain(["portal-core"]) {
        for dependency in dependencies(crate_name) {
            assert!(
                dependency.optional || !DRIVERS.contains(&dependency.name.as_str()),
                "{crate_name} always needs {}: put it behind a feature",
                dependency.name
            );
        }
    }
}
