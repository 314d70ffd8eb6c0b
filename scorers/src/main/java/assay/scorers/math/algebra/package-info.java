/// Mathematical values as trees, and whether two of them are the same.
///
/// [Expression] is the tree; [Scalars] compares single values: exactly where it can, else by
/// identity testing modulo primes or in high precision. It knows no notation and no grader; the
/// packages that read answers build the trees. Every loop spends from a [Budget], and nothing
/// depends on the clock.
package assay.scorers.math.algebra;
