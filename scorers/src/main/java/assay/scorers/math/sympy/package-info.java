/// What sympy's parsers read, quirks included, and whether two readings are the same.
///
/// Published graders hand answers to `parse_latex` and `parse_expr`. [LatexReader] and
/// [PythonReader] build from the same text the tree that those would build (`\pi` is a letter,
/// `x(x+1)` a function, what follows the first complete expression is ignored), without evaluating
/// anything; [Simplification] stands for `simplify(a - b) == 0`.
package assay.scorers.math.sympy;
