//! Every conversation in `testdata` is framed without a complaint, and comes out byte for byte.
#![allow(clippy::disallowed_methods, reason = "reads the transcripts")]

use std::path::Path;

use switchhook_ami::wire::{Frame, Framer, Kind, Limits, MessageBuf};

/// The bytes of both directions.
struct Transcript {
    name: String,
    server: Vec<u8>,
    client: Vec<u8>,
}

fn transcripts() -> Vec<Transcript> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder is part of the crate")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    files.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Transcript {
    let name = path.file_name().expect("a file").to_string_lossy().into_owned();
    let text = std::fs::read(path).expect("readable");
    let mut transcript = Transcript {
        name,
        server: Vec::new(),
        client: Vec::new(),
    };
    for (number, line) in text.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let (direction, rest) = match line {
            [b'#', ..] => continue,
            [b'S', b':', b' ', rest @ ..] | [b'S', b':', rest @ ..] => (&mut transcript.server, rest),
            [b'C', b':', b' ', rest @ ..] | [b'C', b':', rest @ ..] => (&mut transcript.client, rest),
            _ => panic!(
                "{}: line {} begins with neither `S: `, `C: ` nor `#`",
                transcript.name,
                number + 1
            ),
        };
        direction.extend_from_slice(rest);
    }
    transcript
}

/// The banner line, if there is one, and the messages; panics on anything given up.
fn parse(mut framer: Framer, name: &str, stream: &[u8], size: usize) -> (Option<String>, Vec<MessageBuf>) {
    let (mut banner, mut messages) = (None, Vec::new());
    for chunk in stream.chunks(size) {
        framer.push(chunk);
        while let Some(frame) = framer.next() {
            match frame {
                Frame::Banner(line) => banner = Some(line.to_string()),
                Frame::Message(message) => messages.push(message.to_owned()),
                other => panic!("{name}: {other:?}"),
            }
        }
    }
    assert_eq!(framer.buffered(), 0, "{name} ends within a message");
    (banner, messages)
}

/// Checks that `stream` is these messages and nothing else but stray empty lines.
fn assert_covers(name: &str, mut stream: &[u8], messages: &[MessageBuf]) {
    for message in messages {
        while let Some(rest) = stream
            .strip_prefix(b"\r\n")
            .or_else(|| stream.strip_prefix(b"\n"))
        {
            stream = rest;
        }
        stream = stream
            .strip_prefix(message.as_bytes())
            .unwrap_or_else(|| panic!("{name}: {message:?} is not what was sent"));
    }
    assert!(
        stream.iter().all(|byte| matches!(byte, b'\r' | b'\n')),
        "{name}: something is left over"
    );
}

/// Writes `message` again from its headers, where it is written as usual: `Name: value` and CR LF throughout.
fn encode_again(message: &MessageBuf) -> Option<MessageBuf> {
    let usual = message
        .headers()
        .all(|header| header.line().len() == header.name_bytes().len() + 2 + header.value_bytes().len());
    let ends = message
        .as_bytes()
        .split(|byte| *byte == b'\n')
        .all(|line| line.is_empty() || line.ends_with(b"\r"));
    (usual && ends && message.body().is_none()).then(|| {
        MessageBuf::build(|headers| {
            for header in message.headers() {
                headers.header(&header.name(), header.value_bytes());
            }
        })
        .expect("it was on the wire")
    })
}

#[test]
fn every_transcript_is_framed_and_encoded_byte_for_byte() {
    let transcripts = transcripts();
    assert!(!transcripts.is_empty());
    let (mut all, mut again) = (0, 0);
    for Transcript { name, server, client } in &transcripts {
        let (banner, said) = parse(Framer::new(Limits::default()), name, server, server.len());
        let banner = banner.unwrap_or_else(|| panic!("{name} begins without a banner"));
        let rest = server.strip_prefix(format!("{banner}\r\n").as_bytes());
        assert_covers(name, rest.unwrap_or_else(|| panic!("{name}: {banner:?}")), &said);
        assert!(
            said.iter().all(|message| message.kind() != Kind::Action),
            "{name}"
        );

        let (_, asked) = parse(
            Framer::without_banner(Limits::default()),
            name,
            client,
            client.len().max(1),
        );
        assert_covers(name, client, &asked);
        assert!(
            asked.iter().all(|message| message.kind() == Kind::Action),
            "{name}"
        );

        for message in said.iter().chain(&asked) {
            all += 1;
            if let Some(encoded) = encode_again(message) {
                assert_eq!(encoded.as_bytes(), message.as_bytes(), "{name}: {message:?}");
                again += 1;
            }
        }
        // A view never loses its message.
        for message in &said {
            assert_eq!(message.event().message(), message.as_message(), "{name}");
        }
    }
    assert!(
        again * 2 > all,
        "most messages are written as usual: {again} of {all}"
    );
}

#[test]
fn every_transcript_reads_the_same_byte_by_byte() {
    for Transcript { name, server, .. } in transcripts() {
        let whole = parse(Framer::new(Limits::default()), &name, &server, server.len());
        for size in [1, 7, 1460] {
            assert_eq!(
                parse(Framer::new(Limits::default()), &name, &server, size),
                whole,
                "{name} by {size}"
            );
        }
    }
}
