/// Judges model-written programs by their tests. The entry point is [CodeScorer].
///
/// Programs run only inside a [assay.scorers.code.sandbox.Sandbox]; its package says what that does
/// and does not protect against. The expected outputs stay on this side: what a program printed or
/// returned is compared here. This package knows no dataset and no prompt.
package assay.scorers.code;
