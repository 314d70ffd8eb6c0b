/// Runs that differ on purpose: what a plan varies, what each level changes, how two axes act
/// together.
///
/// Start with [VariantStudy#of]. [Coordinates] names the axes along which manifests may differ;
/// this package does not know plans themselves, nor how figures are shown.
package assay.reports.variants;
