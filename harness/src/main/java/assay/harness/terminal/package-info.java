/// What every command has in common at the terminal: version, errors and their exit status, and the
/// line that continues what was stopped.
///
/// Start with [assay.harness.terminal.ErrorHandling].
package assay.harness.terminal;
