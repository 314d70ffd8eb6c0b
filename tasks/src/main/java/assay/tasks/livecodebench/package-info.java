/// LiveCodeBench: programming problems by date, with the tests that decide them.
///
/// The entry point is [LiveCodeBench]. Nothing here runs a program.
package assay.tasks.livecodebench;
