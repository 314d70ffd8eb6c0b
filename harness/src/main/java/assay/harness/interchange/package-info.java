/// Results of other evaluation programs, read as runs of this one and written for them.
///
/// Start at [assay.harness.interchange.ForeignLog]: one class a format reads a log into records,
/// each with the verdicts that the log states; [assay.harness.interchange.ImportedRun] stores them
/// as a run.
package assay.harness.interchange;
