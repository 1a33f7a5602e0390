//! Files that Asterisk finds: a page to fax, messages in a mailbox.

/// A blank page of a hundred lines: TIFF with Group 3 compression, as fax programs want it.
pub(super) fn fax_page() -> Vec<u8> {
    const WIDTH: u32 = 1728;
    const LINES: u32 = 100;
    // End of line, a white run of 1728, a white run of none.
    let line = "000000000001".to_owned() + "010011011" + "00110101";
    let bits = line.repeat(LINES as usize);
    let data: Vec<u8> = bits
        .as_bytes()
        .chunks(8)
        .map(|byte| (0..8).fold(0, |sum, n| sum << 1 | u8::from(byte.get(n) == Some(&b'1'))))
        .collect();
    let fields: [(u16, u16, u32); 12] = [
        (256, 4, WIDTH),
        (257, 4, LINES),
        (258, 3, 1),
        // Compression: CCITT Group 3.
        (259, 3, 3),
        // White is zero.
        (262, 3, 0),
        (266, 3, 1),
        (273, 4, 8),
        (277, 3, 1),
        (278, 4, LINES),
        (279, 4, u32::try_from(data.len()).unwrap_or(u32::MAX)),
        // Resolutions follow the table of fields.
        (282, 5, 0),
        (283, 5, 8),
    ];
    let table = 8 + data.len().next_multiple_of(2);
    let after = u32::try_from(table + 2 + fields.len() * 12 + 4).unwrap_or(u32::MAX);
    let mut file = b"II*\0".to_vec();
    file.extend(u32::try_from(table).unwrap_or(u32::MAX).to_le_bytes());
    file.extend(data);
    file.resize(table, 0);
    file.extend(12_u16.to_le_bytes());
    for (tag, kind, value) in fields {
        let value = if kind == 5 { after + value } else { value };
        file.extend(tag.to_le_bytes());
        file.extend(kind.to_le_bytes());
        file.extend(1_u32.to_le_bytes());
        file.extend(value.to_le_bytes());
    }
    file.extend(0_u32.to_le_bytes());
    for part in [204_u32, 1, 98, 1] {
        file.extend(part.to_le_bytes());
    }
    file
}

/// What stands beside the sound of a voicemail message.
pub(super) fn message(number: u8) -> String {
    format!(
        "[message]\norigmailbox=103\ncontext=internal\nexten=103\nrdnis=unknown\npriority=1\n\
         callerchan=PJSIP/101-00000001\ncallerid=\"Bruno Petit\" <101>\n\
         origdate=Sun Nov 22 07:00:0{number} AM UTC 2026\norigtime={}\ncategory=\nmsg_id=1795330800-0000000{number}\n\
         flag=\nduration=1\n",
        1_795_330_800 + u32::from(number)
    )
}

/// A second of silence as WAV.
pub(super) fn silence() -> Vec<u8> {
    const RATE: u32 = 8000;
    let mut file = b"RIFF".to_vec();
    file.extend((36 + RATE * 2).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(RATE.to_le_bytes());
    file.extend((RATE * 2).to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend((RATE * 2).to_le_bytes());
    file.resize(44 + RATE as usize * 2, 0);
    file
}
