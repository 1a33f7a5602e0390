//! Texts as sounds: an installed program speaks them, and they become what Asterisk plays.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::config::SpeechPlan;

/// Why a text was not spoken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SpeechError {
    #[error(
        "cannot start {program:?}: {source}; install it (Debian: apt install espeak-ng), or correct speech.command"
    )]
    NotStarted { program: String, source: io::Error },
    #[error("{program:?} took more than {seconds} s; give it more in speech.seconds")]
    Slow { program: String, seconds: u32 },
    #[error("{program:?} ended with {status}; try speech.command by hand")]
    Failed {
        program: String,
        status: std::process::ExitStatus,
    },
    #[error("{program:?} wrote no WAV file that can be used: {problem}; let it write 16-bit PCM")]
    Sound { program: String, problem: &'static str },
    #[error("cannot write to {}: {source}; make the folder with this user as its owner", path.display())]
    Folder { path: PathBuf, source: io::Error },
}

/// Speaks a text; gives the sound as Asterisk names it. Blocks.
pub(crate) fn speak(plan: &SpeechPlan, name: &str, text: &str) -> Result<String, SpeechError> {
    let folder = plan.local_folder();
    let raw = folder.join(format!(".{name}.part.wav"));
    let done = run(plan, &raw, text).and_then(|()| {
        let wave = fs::read(&raw).map_err(folder_error(&raw))?;
        let program = || plan.command.first().cloned().unwrap_or_default();
        let sound = telephone(&wave).map_err(|problem| SpeechError::Sound {
            program: program(),
            problem,
        })?;
        let path = folder.join(format!("{name}.wav"));
        fs::write(&path, sound).map_err(folder_error(&path))
    });
    // It may not be there at all.
    let _ = fs::remove_file(&raw);
    done?;
    Ok(plan.folder.join(name).display().to_string())
}

/// Says whether texts can be spoken, by speaking one.
pub(crate) fn check(plan: &SpeechPlan) -> Result<(), SpeechError> {
    speak(plan, "check", "Test.")?;
    remove(plan, "check");
    Ok(())
}

/// Of an alarm that is forgotten.
pub(crate) fn remove(plan: &SpeechPlan, name: &str) {
    let path = plan.local_folder().join(format!("{name}.wav"));
    // Nobody depends on it: at worst it takes room.
    let _ = fs::remove_file(path);
}

fn folder_error(path: &Path) -> impl FnOnce(io::Error) -> SpeechError {
    let path = path.to_owned();
    move |source| SpeechError::Folder { path, source }
}

fn run(plan: &SpeechPlan, file: &Path, text: &str) -> Result<(), SpeechError> {
    let program = plan.command.first().cloned().unwrap_or_default();
    let arguments = plan.command.iter().skip(1);
    // No shell, and the text is no argument: it may begin with a dash, and others see arguments.
    let mut process = Command::new(&program)
        .args(arguments.map(|word| word.replace("{file}", &file.display().to_string())))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|source| SpeechError::NotStarted {
            program: program.clone(),
            source,
        })?;
    if let Some(mut input) = process.stdin.take() {
        // Less than a pipe holds. A program that does not read it says so by its status or its file.
        let _ = input.write_all(format!("{text}\n").as_bytes());
    }
    let begun = Instant::now();
    loop {
        match process.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(SpeechError::Failed { program, status }),
            Ok(None) if begun.elapsed() < Duration::from_secs(plan.seconds.into()) => {
                std::thread::sleep(Duration::from_millis(20));
            }
            _ => {
                let _ = process.kill();
                let _ = process.wait();
                let seconds = plan.seconds;
                return Err(SpeechError::Slow { program, seconds });
            }
        }
    }
}

/// What Asterisk's format `wav` is.
const RATE: u32 = 8000;
/// Ten minutes at 48,000 samples a second.
const MAX_BYTES: usize = 60_000_000;

/// A WAV file of 16-bit PCM as one of 8000 samples a second with one channel.
fn telephone(wave: &[u8]) -> Result<Vec<u8>, &'static str> {
    if wave.len() > MAX_BYTES {
        return Err("it is too long");
    }
    if wave.get(..4) != Some(b"RIFF") || wave.get(8..12) != Some(b"WAVE") {
        return Err("it has no RIFF header");
    }
    let (mut format, mut rest) = (None, &wave[12..]);
    let data = loop {
        let (Some(name), Some(size)) = (rest.get(..4), rest.get(4..8)) else {
            return Err("it has no data");
        };
        let size = u32::from_le_bytes([size[0], size[1], size[2], size[3]]) as usize;
        let body = &rest[8..];
        // Programs that write as they speak do not know the size yet.
        let body_end = size.min(body.len());
        match name {
            b"fmt " => format = body.get(..16),
            b"data" => break &body[..body_end],
            _ => {}
        }
        rest = body.get(body_end + size % 2..).unwrap_or_default();
    };
    let format = format.ok_or("it does not say its format")?;
    let word = |at: usize| u16::from_le_bytes([format[at], format[at + 1]]);
    let (kind, channels, bits) = (word(0), usize::from(word(2)), word(14));
    let rate = u32::from_le_bytes([format[4], format[5], format[6], format[7]]);
    // 0xfffe is the extended form of the same.
    if !matches!(kind, 1 | 0xfffe) || bits != 16 || !(1..=2).contains(&channels) {
        return Err("it is not 16-bit PCM");
    }
    if !(RATE..=192_000).contains(&rate) {
        return Err("it has less than 8000 samples a second");
    }
    let samples: Vec<i64> = data
        .chunks_exact(2 * channels)
        .map(|frame| i64::from(i16::from_le_bytes([frame[0], frame[1]])))
        .collect();
    if samples.is_empty() {
        return Err("it is silent");
    }
    let count = samples.len() * RATE as usize / rate as usize;
    let mut out = header(u32::try_from(2 * count).map_err(|_| "it is too long")?);
    for index in 0..count {
        // The mean of the samples that fall into this one: enough against what a telephone cannot carry.
        let from = index * rate as usize / RATE as usize;
        let to = ((index + 1) * rate as usize / RATE as usize).clamp(from + 1, samples.len().max(from + 1));
        let window = samples.get(from..to).unwrap_or(&samples[from..=from]);
        let mean = window.iter().sum::<i64>() / window.len() as i64;
        let mean = i16::try_from(mean).unwrap_or_default();
        out.extend_from_slice(&mean.to_le_bytes());
    }
    Ok(out)
}

fn header(data: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(44 + data as usize);
    out.extend_from_slice(b"RIFF");
    out.extend_from_slice(&(36 + data).to_le_bytes());
    out.extend_from_slice(b"WAVEfmt ");
    for part in [16, 1 | 1 << 16, RATE, 2 * RATE, 2 | 16 << 16] {
        out.extend_from_slice(&u32::to_le_bytes(part));
    }
    out.extend_from_slice(b"data");
    out.extend_from_slice(&data.to_le_bytes());
    out
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{SpeechError, check, speak, telephone};
    use crate::config::SpeechPlan;

    /// A second of a constant, at 22,050 samples a second, as espeak-ng writes: it does not know the size before.
    fn spoken(channels: u16, bits: u16) -> Vec<u8> {
        let mut wave = b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0\x01\0".to_vec();
        wave.extend(channels.to_le_bytes());
        wave.extend(22_050u32.to_le_bytes());
        wave.extend((22_050 * 2u32).to_le_bytes());
        wave.extend([2, 0]);
        wave.extend(bits.to_le_bytes());
        wave.extend(b"LIST\x03\0\0\0abc\0data\xff\xff\xff\x7f");
        for _ in 0..22_050 * u32::from(channels) {
            wave.extend(1234i16.to_le_bytes());
        }
        wave
    }

    #[test]
    fn a_second_stays_a_second() {
        for channels in [1, 2] {
            let sound = telephone(&spoken(channels, 16)).unwrap();
            assert_eq!(sound.len(), 44 + 16_000);
            assert_eq!(&sound[24..28], 8000u32.to_le_bytes());
            assert_eq!(&sound[20..24], [1, 0, 1, 0]);
            assert!(
                sound[44..]
                    .chunks(2)
                    .all(|sample| sample == 1234i16.to_le_bytes())
            );
            // What is made is what is taken, unchanged.
            assert_eq!(telephone(&sound).unwrap(), sound);
        }
    }

    #[test]
    fn what_is_no_wave_is_refused_wherever_it_is_cut() {
        assert_eq!(telephone(&spoken(1, 8)), Err("it is not 16-bit PCM"));
        assert_eq!(telephone(b"ID3"), Err("it has no RIFF header"));
        let wave = spoken(1, 16);
        for length in 0..70 {
            // Not more is asked than that it says something, and does not panic.
            assert!(telephone(&wave[..length]).is_err() || length > 57, "{length}");
        }
    }

    fn plan(folder: &Path, script: &str, seconds: u32) -> SpeechPlan {
        let command = ["sh", "-c", script, "sh", "{file}"];
        SpeechPlan {
            command: command.map(str::to_owned).to_vec(),
            folder: "/sounds/alarm-call".into(),
            local_folder: Some(folder.to_owned()),
            seconds,
        }
    }

    #[test]
    fn a_program_gets_the_text_and_its_sound_is_converted() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("spoken"), spoken(1, 16)).unwrap();
        let said = folder.path().join("said");
        let script = format!(
            "cat > {} && cp {} \"$1\"",
            said.display(),
            folder.path().join("spoken").display()
        );
        let plan = plan(folder.path(), &script, 10);
        let sound = speak(&plan, "7", "-rf disk full; $(reboot)").unwrap();
        assert_eq!(sound, "/sounds/alarm-call/7");
        assert_eq!(fs::read_to_string(&said).unwrap(), "-rf disk full; $(reboot)\n");
        assert_eq!(fs::read(folder.path().join("7.wav")).unwrap().len(), 44 + 16_000);
        check(&plan).unwrap();
        // Only what is played stays.
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_program_that_cannot_speak_is_told_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        for (script, expected) in [
            ("exit 3", "ended with exit status: 3; try speech.command by hand"),
            (
                "echo no > \"$1\"",
                "wrote no WAV file that can be used: it has no RIFF header",
            ),
            ("sleep 20", "took more than 1 s"),
        ] {
            let error = check(&plan(folder.path(), script, 1)).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
        let mut plan = plan(folder.path(), "", 1);
        plan.command[0] = "/nonexistent/espeak-ng".into();
        assert!(matches!(check(&plan), Err(SpeechError::NotStarted { .. })));
    }
}
