use std::path::Path;

use serde::Deserialize;

use crate::error::{Result, RigError};

/// One line of `Master.csv`. Fields bear Asterisk's names; times are as written, in the machine's zone.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CdrRow {
    /// Account code of the caller's channel.
    pub accountcode: String,
    /// The caller's number.
    pub src: String,
    /// What was dialled.
    pub dst: String,
    /// The context it was dialled in.
    pub dcontext: String,
    /// The caller's name and number: `"Alice Martin" <100>`.
    pub clid: String,
    /// The caller's channel.
    pub channel: String,
    /// The called channel; empty if none was made.
    pub dstchannel: String,
    /// The last application that ran.
    pub lastapp: String,
    /// Its arguments.
    pub lastdata: String,
    /// `YYYY-MM-DD HH:MM:SS`.
    pub start: String,
    /// Likewise; empty if nobody answered.
    pub answer: String,
    /// Likewise.
    pub end: String,
    /// Seconds from start to end.
    pub duration: u64,
    /// Seconds from answer to end.
    pub billsec: u64,
    /// `ANSWERED`, `NO ANSWER`, `BUSY`, `FAILED` or `CONGESTION`.
    pub disposition: String,
    /// `DOCUMENTATION` and so on.
    pub amaflags: String,
    /// The channel's `UniqueId`.
    pub uniqueid: String,
    /// Free text of the dialplan; here the name of the recording.
    pub userfield: String,
    /// Account code of the other channel.
    pub peeraccount: String,
    /// The `UniqueId` of the call's first channel: the same in all records of one call.
    pub linkedid: String,
    /// Orders the records of one call.
    pub sequence: u64,
}

/// Reads the file; a missing one holds no record yet.
pub(crate) fn read(path: &Path) -> Result<Vec<CdrRow>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let bad = |e: csv::Error| RigError::Cdr {
        path: path.to_owned(),
        reason: e.to_string(),
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(path)
        .map_err(bad)?;
    reader.deserialize().map(|row| row.map_err(bad)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_by_the_names_of_its_columns() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Master.csv");
        let line = "\"\",\"100\",\"101\",\"stdexten\",\"\"\"Alice Martin\"\" <100>\",\"PJSIP/100-00000000\",\
                    \"PJSIP/101-00000001\",\"Dial\",\"PJSIP/101,25,kKtT\",\"2026-11-22 01:00:00\",,\
                    \"2026-11-22 01:00:05\",5,0,\"NO ANSWER\",\"DOCUMENTATION\",\"1763773200.0\",\"\",\"\",\
                    \"1763773200.0\",7\n";
        std::fs::write(&path, line).unwrap();
        let rows = read(&path).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (rows[0].clid.as_str(), rows[0].answer.as_str()),
            ("\"Alice Martin\" <100>", "")
        );
        assert_eq!(
            (rows[0].duration, rows[0].disposition.as_str(), rows[0].sequence),
            (5, "NO ANSWER", 7)
        );
    }

    #[test]
    fn a_broken_line_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Master.csv");
        std::fs::write(&path, "only,four,columns,here\n").unwrap();
        assert!(
            read(&path).unwrap_err().to_string().contains("line: 1"),
            "{:?}",
            read(&path)
        );
        assert!(read(&folder.path().join("none.csv")).unwrap().is_empty());
    }
}
