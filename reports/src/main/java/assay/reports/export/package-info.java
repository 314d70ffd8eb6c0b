/// A run's figures in the forms of other programs, and all of it as tables.
///
/// Start with [LmEvalExport#of], [ModelIndexExport#of] or [ParquetExport#write]. What a foreign
/// form has no place for, such as attempts that were not measured, stands beside its own fields and
/// is never left out.
package assay.reports.export;
