/// The threads that compute.
///
/// Entry point: [assay.engine.execute.Team] has every worker run a whole piece of work and meet the
/// others where results are needed.
///
/// This package knows threads and counts. It must not know models.
package assay.engine.execute;
