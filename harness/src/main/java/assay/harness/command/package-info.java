/// One class for each subcommand: it parses its options and calls a plain method.
///
/// Start with [AssayCommand].
package assay.harness.command;
