package assay.scorers.code.sandbox;

import java.util.List;

/// A program that waits for its next test.
public interface ProgramSession {

  /// Returns what came of loading the program.
  SessionReply loaded();

  /// Runs the next test and returns what came of it.
  ///
  /// @param input the test's input, of which the program has seen nothing before
  /// @throws SandboxFault when the sandbox lost the program; that says nothing about it
  SessionReply test(String input) throws SandboxFault;

  /// Returns the modules of the benchmark's environment that this sandbox's Python does not have.
  List<String> missingModules();
}
