/// The explicit list of scorers, by name: [Scorers].
///
/// A package of its own, because it knows every kind of scorer and every kind knows
/// [assay.scorers.Scorer].
package assay.scorers.catalog;
