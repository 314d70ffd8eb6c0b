/// The parts of a report, before they take a form.
///
/// Start with [Sections#of]. A [Section] is one thing that a report says, made of typed [Part]s;
/// its figures are [assay.reports.table.DataFile]s of the same columns as its tables. Pages,
/// Markdown, LaTeX, CSV, JSON and pictures are made from this list elsewhere, so this package knows
/// none of them.
package assay.reports.section;
