/// Finds the first backend that passes its self-test. The entry point is [SandboxSelector]; where
/// none passes, it says why and nothing is run.
package assay.scorers.code.sandbox.selection;
