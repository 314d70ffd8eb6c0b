/// Tables and files of figures, whose columns exist once.
///
/// Start with [Column]: what people read above it, what files call it, its unit, what it means, and
/// the cell of a row. A [Table] is shown ([HtmlTables], [MarkdownTables], [LatexTables],
/// [TextTables]), a [DataFile] is read by programs ([CsvFiles], [JsonRows]); both are made of the
/// same columns. This package knows no runs.
package assay.reports.table;
