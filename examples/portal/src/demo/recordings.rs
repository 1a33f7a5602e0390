//! Recordings of the sample company: what two people might sound like through a wall, made of tones.

use std::io;
use std::path::Path;

use chrono::NaiveDateTime;
use switchhook_portal_core::call_log::Cdr;
use switchhook_portal_core::recording::RecordingFile;

use crate::files;
use crate::store::{NewRecording, Store, StoreError};

/// Seconds of the calls that are recorded: short ones, since the demo is to be ready in a moment.
const LENGTHS: std::ops::RangeInclusive<u64> = 8..=90;

/// How many there are at most.
const MOST: usize = 36;

/// Samples in a second, of eight bits each.
const RATE: u32 = 8000;

/// One of these has lost its file, and one is held.
const LOST: usize = 2;
const HELD: usize = 4;

/// Chooses some of the calls that the queue brought together, and says in their records which file they are in, as the
/// dialplan would.
pub fn name(records: &mut [Cdr], local: impl Fn(&Cdr) -> NaiveDateTime) {
    let mut chosen: Vec<&mut Cdr> = records
        .iter_mut()
        .filter(|cdr| cdr.queue().is_some() && cdr.has_talk() && LENGTHS.contains(&cdr.billable.as_secs()))
        .collect();
    let step = chosen.len().div_ceil(MOST).max(1);
    for cdr in chosen.iter_mut().rev().step_by(step) {
        cdr.user_field = format!("{}/{}.wav", local(cdr).format("%Y/%m/%d"), cdr.unique_id);
    }
}

/// Writes the files, and notes them as the portal does when it hears of them.
pub async fn make(store: &Store, folder: &Path, records: &[Cdr]) -> Result<(), StoreError> {
    let named = records.iter().rev().filter(|cdr| !cdr.user_field.is_empty());
    for (index, cdr) in named.enumerate() {
        let Ok(file) = cdr.user_field.parse::<RecordingFile>() else {
            continue;
        };
        if index != LOST {
            let sound = conversation(cdr.sequence, cdr.billable.as_secs());
            if let Err(error) = write(&folder.join(file.as_str()), &sound) {
                return Err(StoreError::Sql(error.into()));
            }
        }
        let new = NewRecording {
            file,
            unique_id: cdr.unique_id.clone(),
            linked_id: cdr.linked_id.clone(),
            recorded: cdr.start.timestamp(),
        };
        let id = store.note_recording(&new, cdr.end.timestamp()).await?;
        if index == HELD {
            store.hold_recording(id, "Réclamation 2026-77").await?;
        }
    }
    Ok(())
}

fn write(path: &Path, sound: &[u8]) -> io::Result<()> {
    std::fs::create_dir_all(files::folder_of(path))?;
    std::fs::write(path, sound)
}

/// A WAV file in which two voices take turns, the same for the same number.
pub fn conversation(number: u64, seconds: u64) -> Vec<u8> {
    let length = usize::try_from(seconds).unwrap_or(0) * RATE as usize;
    let voices = [voice(105.0), voice(190.0)];
    let mut sound = header(length);
    let end = sound.len() + length;
    let mut chance = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut draw = |below: u64| {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        usize::try_from(chance % below).unwrap_or(0)
    };
    let mut speaker = 0;
    while sound.len() < end {
        for _ in 0..6 + draw(14) {
            let syllable = &voices[speaker][draw(SYLLABLES as u64)];
            sound.extend_from_slice(syllable);
            sound.extend(std::iter::repeat_n(QUIET, draw(500)));
        }
        sound.extend(std::iter::repeat_n(QUIET, 1500 + draw(3000)));
        speaker = 1 - speaker;
    }
    sound.truncate(end);
    sound
}

/// Half of 256: no sound.
const QUIET: u8 = 128;

const SYLLABLES: usize = 12;

/// The syllables of a voice of this pitch: harmonics, some of them louder as the mouth would make them, swelling and fading.
fn voice(pitch: f64) -> Vec<Vec<u8>> {
    (0..SYLLABLES)
        .map(|index| {
            let length = 900 + index * 90;
            let (low, high) = (300.0 + 50.0 * index as f64, 900.0 + 140.0 * index as f64);
            (0..length)
                .map(|at| {
                    let (time, part) = (at as f64 / f64::from(RATE), at as f64 / length as f64);
                    let swell = (std::f64::consts::PI * part).sin();
                    let sung: f64 = (1..16)
                        .map(|harmonic| {
                            let frequency = pitch * f64::from(harmonic) * (1.0 + 0.04 * (1.0 - part));
                            let near = |formant: f64| 1.0 / (1.0 + ((frequency - formant) / 120.0).powi(2));
                            (near(low) + 0.6 * near(high)) * (std::f64::consts::TAU * frequency * time).sin()
                        })
                        .sum();
                    // Between -1 and 1 into a byte.
                    (f64::from(QUIET) + 90.0 * swell * (sung / 2.0).tanh()) as u8
                })
                .collect()
        })
        .collect()
}

fn header(samples: usize) -> Vec<u8> {
    let length = u32::try_from(samples).unwrap_or(u32::MAX - 36);
    let mut header = b"RIFF".to_vec();
    header.extend((length + 36).to_le_bytes());
    header.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    header.extend(RATE.to_le_bytes());
    // Bytes in a second, bytes and bits of a sample.
    header.extend(RATE.to_le_bytes());
    header.extend(b"\x01\0\x08\0data");
    header.extend(length.to_le_bytes());
    header
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use switchhook_portal_core::recording::wav_length;

    use super::*;

    #[test]
    fn a_conversation_is_as_long_as_its_call_and_can_be_heard() {
        let sound = conversation(7, 20);
        assert_eq!(
            wav_length(&sound[..100], sound.len() as u64),
            Some(Duration::from_secs(20))
        );
        assert_eq!(sound, conversation(7, 20));
        assert_ne!(sound, conversation(8, 20));
        let loud = sound[44..]
            .iter()
            .filter(|sample| sample.abs_diff(QUIET) > 30)
            .count();
        assert!(loud > sound.len() / 10, "{loud} of {}", sound.len());
    }
}
