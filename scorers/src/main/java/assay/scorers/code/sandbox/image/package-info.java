/// A container image made of this machine's own interpreter and compilers, for engines that reach
/// no registry. The entry point is [ImageImport].
package assay.scorers.code.sandbox.image;
