/// Programs in compiled languages: how a Java source is named and started, and whether a refusal is
/// the program's fault or the compiler's ([Compilers]). Where compilers run is behind [Workbench].
package assay.scorers.code.sandbox.compile;
