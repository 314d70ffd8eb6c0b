/// How any string, also one that UTF-8 cannot hold, is written, shown and digested.
///
/// A Java string may have half a surrogate pair (Python writes `"\ud83d"` for an emoji that was cut
/// at the token limit), NUL, escape sequences of terminals, and characters that change how others
/// are shown. All of them are kept. Where they go:
///
/// | to | what is escaped | how |
/// |---|---|---|
/// | JSON files and requests | half pairs | `\ud83d`: reads back as it was |
/// | the page's data, standard output and error | every hidden character | `\ud83d`, so that JSON reads back as it was |
/// | CSV | half pairs, and controls but tab and line breaks | `<U+D83D>` |
/// | YAML, names of scorers | half pairs; the library escapes controls | `<U+D83D>` |
/// | HTML, Markdown, LaTeX, XML, SVG, PNG, tables on a terminal | every hidden character | `<U+D83D>` |
/// | SHA-256 | half pairs | the three bytes that UTF-8 would have for them |
///
/// Start at [assay.results.text.Escapes]. Must not know: what a text means.
package assay.results.text;
