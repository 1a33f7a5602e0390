/// The pairs of `/family/key` and value in what `database show` prints, whichever Asterisk printed it: bare lines between
/// `Privilege: Command` and `--END COMMAND--` (before 14), or lines that each begin with `Output: `.
///
/// For Asterisk without the action `DBGetTree` (16.28, 18.14, 19.6, 20) where somebody lets a person read the command line.
/// Every line is read by what it holds: none is left out for its place. A line that is no entry is left out.
///
/// ```
/// use switchhook_portal_core::astdb::read_show;
///
/// let text = "Response: Success\nMessage: Command output follows\nOutput: /CFIM/ab12cd34   : 106\nOutput: 1 results found.\n";
/// assert_eq!(read_show(text).collect::<Vec<_>>(), [("/CFIM/ab12cd34", "106")]);
/// ```
pub fn read_show(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| {
        let line = line.trim_end_matches('\r');
        let line = line.strip_prefix("Output: ").unwrap_or(line);
        if !line.starts_with('/') {
            return None;
        }
        // A key is padded to 50 columns, then follows `: ` and the value; an empty value may have lost its blank.
        let (path, value) = line
            .split_once(" : ")
            .or_else(|| Some((line.strip_suffix(" :")?, "")))?;
        Some((path.trim_end(), value.trim()))
    })
}
