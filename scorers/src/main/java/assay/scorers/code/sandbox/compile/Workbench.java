package assay.scorers.code.sandbox.compile;

import assay.scorers.code.sandbox.Compilation;
import assay.scorers.code.sandbox.CompileRequest;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.SandboxFault;
import java.util.Map;

/// Where programs are compiled and run as they are, without a question about the compiler.
public interface Workbench {
  /// Returns the compilers that are there, with their versions in words.
  Map<Language, String> compilers() throws SandboxFault;

  /// Compiles a program.
  ///
  /// @param source how it is named and started
  /// @param seats how many of the bench's workers are kept from other work meanwhile
  Compilation compile(CompileRequest request, NamedSource source, int seats) throws SandboxFault;

  /// Runs a program.
  Execution run(ExecutionRequest request) throws SandboxFault;

  /// How a compiler and a virtual machine call a program.
  ///
  /// @param file the name that the source file gets
  /// @param entry the class by which the program will be started, or empty
  record NamedSource(String file, String entry) {}
}
