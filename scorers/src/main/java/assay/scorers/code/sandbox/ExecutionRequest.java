package assay.scorers.code.sandbox;

import java.util.List;
import java.util.Objects;

/// One program to be run once.
///
/// Nothing here may hold an expected output: all of it becomes readable to the program.
///
/// @param program what is run
/// @param entry how the program is driven
/// @param limits what it may use
public record ExecutionRequest(Program program, Entry entry, ExecutionLimits limits) {

  public ExecutionRequest {
    Objects.requireNonNull(program);
    Objects.requireNonNull(entry);
    Objects.requireNonNull(limits);
    if (program instanceof Program.Compiled && entry instanceof Call) {
      throw new IllegalArgumentException("functions are called in Python programs only");
    }
  }

  /// Returns a request to run a Python program.
  public ExecutionRequest(String code, Entry entry, ExecutionLimits limits) {
    this(new Program.Python(code), entry, limits);
  }

  /// How a program is driven.
  public sealed interface Entry {}

  /// The program runs as a whole, a Python one as `__main__`, and reads its standard input.
  public record Script(String stdin) implements Entry {
    public Script {
      Objects.requireNonNull(stdin);
    }
  }

  /// The program is loaded as a module, then one of its functions is called: the method of a fresh
  /// `Solution()` where such a class has it, else the module's own.
  ///
  /// @param function the function's name
  /// @param arguments one JSON text for each positional argument
  public record Call(String function, List<String> arguments) implements Entry {
    public Call {
      Objects.requireNonNull(function);
      arguments = List.copyOf(arguments);
    }
  }
}
