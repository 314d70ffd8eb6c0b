/// What a run will take and tell, said before anything is spent.
///
/// Start with [RunForecast]. Nothing here writes to a run's folder; what a pilot asks may be kept
/// by the model's cache, from which the run then takes it.
package assay.harness.plan;
