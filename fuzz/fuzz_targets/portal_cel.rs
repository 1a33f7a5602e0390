//! See `TARGETS` in the library.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| switchhook_fuzz::portal::cel(bytes));
