/// Tables as Parquet files. Start with [ParquetTable]; a table is flat, and is written as its rows
/// come.
///
/// No library that writes Parquet comes without a Hadoop tree or a native database
/// (`decisions/0028`), and what a flat table needs of the format is little: one encoding, one
/// compression, and a footer.
package assay.reports.parquet;
