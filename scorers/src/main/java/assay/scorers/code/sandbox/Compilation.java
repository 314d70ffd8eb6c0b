package assay.scorers.code.sandbox;

import java.time.Duration;
import java.util.Objects;

/// What came of compiling a program.
public sealed interface Compilation {

  /// Returns how long the compiler ran.
  Duration wallTime();

  /// Returns the processor time of the compiler and everything that it started.
  Duration cpuTime();

  /// The program is ready to be run.
  record Done(Program.Compiled program, Duration wallTime, Duration cpuTime)
      implements Compilation {
    public Done {
      Objects.requireNonNull(program);
    }
  }

  /// The compiler refused it or did not come to an end, which is the program's doing: the same
  /// compiler has compiled another program in the same place.
  ///
  /// @param ending how the compiler ended
  /// @param messages the beginning of what it said
  record Refused(Ending ending, String messages, Duration wallTime, Duration cpuTime)
      implements Compilation {
    public Refused {
      Objects.requireNonNull(ending);
      Objects.requireNonNull(messages);
    }
  }
}
