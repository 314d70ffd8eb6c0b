/// MATH-500: competition mathematics with answers in LaTeX.
///
/// The entry point is [Math500]. Nothing here knows how two answers are compared.
package assay.tasks.math500;
