package assay.scorers.code.sandbox;

import java.time.Duration;
import java.util.Objects;

/// What came back from a program after it was loaded, or after one of its tests.
public sealed interface SessionReply {

  /// The program is still there.
  ///
  /// @param text its answer as JSON, in the form that `official.py` describes. Written by the
  ///   program's own process: it may say anything, but can claim no more than an output.
  /// @param wallTime from the moment at which the input was sent
  /// @param cpuTime processor time used meanwhile
  record Answered(String text, Duration wallTime, Duration cpuTime) implements SessionReply {
    public Answered {
      Objects.requireNonNull(text);
      Objects.requireNonNull(wallTime);
      Objects.requireNonNull(cpuTime);
    }
  }

  /// The program ended, or was ended, without an answer.
  record Ended(Execution execution) implements SessionReply {
    public Ended {
      Objects.requireNonNull(execution);
    }
  }
}
