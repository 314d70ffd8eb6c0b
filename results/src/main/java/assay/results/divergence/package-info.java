/// How far the distributions of one model's next tokens are from another's, as it was measured:
/// plain data and its file.
///
/// Entry point: [assay.results.divergence.Divergence]. This package must not know how the figures
/// come about.
package assay.results.divergence;
