/// Data files as rows, and rows as samples.
///
/// The entry points are [RowFile], which opens one Parquet, JSON Lines, JSON or CSV file as a
/// stream of [Row]s that know their place, and [RowDataset], which makes samples of them.
/// Everything is read as a stream: memory depends on the longest row, never on the file. Nothing
/// here knows a benchmark.
package assay.tasks.format;
