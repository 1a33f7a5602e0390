//! Makes the npm package `switchhook` from the compiled bindings.
//!
//! ```text
//! cargo build -p switchhook-wasm --profile wasm --target wasm32-unknown-unknown
//! cargo run -p switchhook-wasm-pack -- target/wasm32-unknown-unknown/wasm/switchhook_wasm.wasm target/npm
//! ```

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use wasm_bindgen_cli_support::Bindgen;

/// What stands in the package besides the compiled module; all of it beside this program.
const FILES: [(&str, &str); 7] = [
    ("npm/node.mjs", "node.mjs"),
    ("npm/package.json", "package.json"),
    ("README.md", "README.md"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("npm/node.d.mts", "node.d.mts"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [module, package] = arguments.as_slice() else {
        return Err("give two paths: the compiled module, and the folder of the package to make".into());
    };
    if package.exists() {
        fs::remove_dir_all(package)?;
    }
    fs::create_dir_all(package)?;

    // For browsers and bundlers a module, for Node's `require` a script; both load the same file.
    let scratch = package.join("scratch");
    // A page finds the module beside its script.
    bindgen(module)?
        .web(true)?
        .omit_default_module_path(false)
        .generate(package)?;
    bindgen(module)?.nodejs(true)?.generate(&scratch)?;
    if fs::read(package.join("switchhook_bg.wasm"))? != fs::read(scratch.join("switchhook_bg.wasm"))? {
        return Err("wasm-bindgen makes two different modules now; pack each with its own script".into());
    }
    fs::rename(scratch.join("switchhook.js"), package.join("switchhook.cjs"))?;
    fs::rename(scratch.join("switchhook.d.ts"), package.join("switchhook.d.cts"))?;
    fs::remove_dir_all(scratch)?;

    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (from, to) in FILES {
        let text = fs::read_to_string(here.join(from)).map_err(|error| format!("{from}: {error}"))?;
        // One version for all of Switchhook, which Cargo knows.
        fs::write(
            package.join(to),
            text.replace("{version}", env!("CARGO_PKG_VERSION")),
        )?;
    }
    Ok(())
}

fn bindgen(module: &Path) -> Result<Bindgen, Box<dyn Error>> {
    if !module.exists() {
        return Err(format!("{}: no such file; build switchhook-wasm first", module.display()).into());
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("switchhook").typescript(true);
    // Names of functions are for debuggers, and a sixth of the size.
    bindgen.remove_name_section(true).remove_producers_section(true);
    Ok(bindgen)
}
