package assay.scorers.code.sandbox;

/// Why a program is no longer running.
public sealed interface Ending {

  /// It ended by itself.
  ///
  /// @param status its exit status; 0 says that no error reached the interpreter
  record Exited(int status) implements Ending {}

  /// A signal ended it that did not come from the sandbox.
  record Signalled(int signal) implements Ending {}

  /// The sandbox ended it because it used more than it may.
  record LimitReached(Limit limit) implements Ending {}

  /// It imports a module that the benchmark's own environment has and this sandbox's Python lacks,
  /// so its failure says nothing about the program.
  record ModuleMissing(String module) implements Ending {}

  /// It was ended because it wrote into the pipe that holds its answers something that is none.
  record Meddled() implements Ending {}

  /// What a program can use too much of.
  enum Limit {
    TIME,
    MEMORY,
    OUTPUT,
    FILES
  }
}
