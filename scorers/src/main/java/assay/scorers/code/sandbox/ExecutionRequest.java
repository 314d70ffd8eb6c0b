package assay.scorers.code.sandbox;

import java.util.List;
import java.util.Objects;

/// One Python program to be run once.
///
/// Nothing here may hold an expected output: all of it becomes readable to the program.
///
/// @param code the program's text
/// @param entry how the program is driven
/// @param limits what it may use
public record ExecutionRequest(String code, Entry entry, ExecutionLimits limits) {

  public ExecutionRequest {
    Objects.requireNonNull(code);
    Objects.requireNonNull(entry);
    Objects.requireNonNull(limits);
  }

  /// How a program is driven.
  public sealed interface Entry {}

  /// The program runs as `__main__` and reads its standard input.
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
