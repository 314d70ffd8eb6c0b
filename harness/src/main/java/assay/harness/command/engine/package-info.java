/// `assay engine ...`: the bundled engine's parts, one command each, for checking them against
/// others.
///
/// Start with [EngineCommand].
package assay.harness.command.engine;
