package assay.scorers.code.sandbox;

/// What is to be asked of a program, one test after another.
///
/// May be held a second time from its start, with a fresh process, when the sandbox was lost in the
/// middle of the first.
///
/// @param <R> what it finds out
@FunctionalInterface
public interface Conversation<R> {

  /// Asks the program and returns what was found out.
  R hold(ProgramSession program) throws SandboxFault;
}
