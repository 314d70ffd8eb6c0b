package assay.scorers.code.sandbox;

import java.util.Map;

/// A place in which untrusted programs run without reach of the machine.
///
/// May be called from several threads at once; calls beyond its capacity wait. See the package's
/// documentation for what it does and does not protect against.
public interface Sandbox extends AutoCloseable {

  /// Runs a program once and returns how it ended.
  ///
  /// @throws SandboxFault when the sandbox could not run it; that says nothing about the program
  Execution run(ExecutionRequest request) throws SandboxFault;

  /// Compiles a program with the sandbox's own compiler, under the same restrictions as programs.
  ///
  /// @throws SandboxFault when the sandbox has no working compiler of that language
  Compilation compile(CompileRequest request) throws SandboxFault;

  /// Returns the compilers that the sandbox has, with their versions in words; starts a worker if
  /// none runs yet.
  Map<Language, String> compilers() throws SandboxFault;

  /// Starts a program and asks it one test after another.
  ///
  /// @throws SandboxFault when the sandbox could not run it; that says nothing about the program
  <R> R converse(SessionRequest request, Conversation<R> conversation) throws SandboxFault;

  /// Returns this sandbox as one that runs a program only while no other one runs in it, so that
  /// what it measures is not the others' doing. The view is not to be closed.
  Sandbox alone();

  /// Returns one line for manifests and reports: backend, interpreter, what is enforced.
  String description();

  /// Ends all processes of the sandbox.
  @Override
  void close();
}
