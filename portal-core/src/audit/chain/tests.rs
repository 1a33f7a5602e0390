use proptest::prelude::*;

use super::*;

/// A line that owns its text.
#[derive(Clone, Debug, PartialEq)]
struct Kept {
    number: i64,
    at: i64,
    person: Option<i64>,
    texts: [String; 6],
    stored: Option<Fingerprint>,
}

impl Kept {
    fn line(&self) -> Line<'_> {
        let [login, address, action, object, result, detail] = &self.texts;
        Line {
            number: self.number,
            at: self.at,
            person: self.person,
            login,
            address,
            action,
            object,
            result,
            detail,
        }
    }
}

fn any_trail() -> impl Strategy<Value = Vec<Kept>> {
    let text = prop::sample::select(vec!["", "a", "ab", "b", "é", "1", "person 2", "user → user"]);
    let texts = prop::array::uniform6(text.prop_map(str::to_owned));
    let line = (0i64..3, prop::option::of(0i64..3), texts);
    prop::collection::vec(line, 2..8).prop_map(|lines| {
        let mut place = Place::START;
        lines
            .into_iter()
            .enumerate()
            .map(|(nth, (at, person, texts))| {
                let mut kept = Kept {
                    number: i64::try_from(nth).unwrap() + 1,
                    at,
                    person,
                    texts,
                    stored: None,
                };
                place = place.after(&kept.line());
                kept.stored = Some(place.fingerprint);
                kept
            })
            .collect()
    })
}

fn end(trail: &[Kept]) -> Place {
    trail.last().map_or(Place::START, |last| Place {
        number: last.number,
        fingerprint: last.stored.unwrap(),
    })
}

fn verify(from: Place, trail: &[Kept], noted: Place) -> Vec<Broken> {
    let mut verifier = Verifier::from(from);
    for kept in trail {
        verifier.follow(&kept.line(), kept.stored);
    }
    verifier.end(Some(noted))
}

#[test]
fn the_fingerprint_is_the_documented_one() {
    // Made with: python3 -c 'import hashlib; f = lambda b: len(b).to_bytes(8, "big") + b; print(hashlib.sha256(
    // b"".join(map(f, [b"switchhook audit 1", bytes(32), b"1", b"1800000000", b"", b"ana", b"::1", b"log-in",
    // b"session", b"done", b""]))).hexdigest())'
    let line = Line {
        number: 1,
        at: 1_800_000_000,
        person: None,
        login: "ana",
        address: "::1",
        action: "log-in",
        object: "session",
        result: "done",
        detail: "",
    };
    assert_eq!(
        Place::START.after(&line).fingerprint.to_string(),
        "08aff69c1d7aca7edb76894f63f4cb3438f5b93a86ee69c31f949b4243b73d77"
    );
}

#[test]
fn texts_that_are_no_fingerprints_are_refused() {
    for text in ["", "00", &"g".repeat(64), &"é".repeat(32), &"0".repeat(65)] {
        assert_eq!(text.parse::<Fingerprint>(), Err(NotAFingerprint), "{text:?}");
    }
}

proptest! {
    #[test]
    fn an_untouched_trail_is_whole_from_every_place_in_it(trail in any_trail(), deleted in 0usize..8) {
        let deleted = deleted.min(trail.len());
        let from = end(&trail[..deleted]);
        prop_assert_eq!(verify(from, &trail[deleted..], end(&trail)), []);
    }

    #[test]
    fn a_changed_line_is_named_and_no_other(
        trail in any_trail(), which in any::<prop::sample::Index>(), field in 0usize..8,
    ) {
        let mut changed = trail.clone();
        let line = &mut changed[which.index(trail.len())];
        let (number, after) = (line.number, line.number - 1);
        match field {
            0 => line.at += 1,
            1 => line.person = if line.person.is_none() { Some(7) } else { None },
            field => line.texts[field - 2].push('x'),
        }
        prop_assert_eq!(verify(Place::START, &changed, end(&trail)), [Broken::Line { number, after }]);
    }

    /// Moving a character from one field to the next changes the fingerprint.
    #[test]
    fn the_border_between_fields_counts(trail in any_trail(), field in 0usize..5) {
        let mut changed = trail.clone();
        let texts = &mut changed[0].texts;
        texts[field].push_str("xy");
        let straight = Place::START.after(&changed[0].line());
        let texts = &mut changed[0].texts;
        texts[field].pop();
        texts[field + 1].insert(0, 'y');
        prop_assert_ne!(straight, Place::START.after(&changed[0].line()));
    }

    #[test]
    fn a_line_taken_out_shows_at_the_next_one_or_at_the_end(
        trail in any_trail(), which in any::<prop::sample::Index>(),
    ) {
        let mut shorter = trail.clone();
        let index = which.index(trail.len());
        let gone = shorter.remove(index);
        let found = verify(Place::START, &shorter, end(&trail));
        if index == trail.len() - 1 {
            prop_assert_eq!(found, [Broken::End { found: gone.number - 1, noted: gone.number }]);
        } else {
            prop_assert_eq!(found, [Broken::Line { number: gone.number + 1, after: gone.number - 1 }]);
        }
    }

    #[test]
    fn lines_that_change_places_and_lines_without_a_fingerprint_are_found(trail in any_trail()) {
        let mut swapped = trail.clone();
        swapped.swap(0, 1);
        prop_assert!(!verify(Place::START, &swapped, end(&trail)).is_empty());

        let mut bare = trail.clone();
        bare[0].stored = None;
        prop_assert_eq!(verify(Place::START, &bare, end(&trail)), [Broken::Without { number: 1 }]);
    }
}
