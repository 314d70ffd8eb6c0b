/// What runs say about the recipes of their models: cost, experts, ends of training data, families.
///
/// Start with [Axes#of]. Facts on models come from the registry, the runs' manifests and the user's
/// [AxisOptions]; what none of them states is left out by name. This package does not know how
/// figures are shown.
package assay.reports.axes;
