/// From stored runs to what reports need of them.
///
/// [assay.harness.stored.Reports] for whole reports, [assay.harness.stored.Outcomes] for
/// comparisons.
package assay.harness.stored;
