package assay.results;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// How long a call to a server might take before it was given up: what was late is not measured.
///
/// @param reply from sending to the end of the reply
/// @param answer all tries of a call and the waits between them; empty in older manifests
/// @param firstToken from sending to the first text, where replies were streamed
/// @param idle between two events of a stream, likewise
public record CallLimits(
    Duration reply,
    Optional<Duration> answer,
    Optional<Duration> firstToken,
    Optional<Duration> idle) {
  public CallLimits {
    Objects.requireNonNull(reply);
    Objects.requireNonNull(answer);
    Objects.requireNonNull(firstToken);
    Objects.requireNonNull(idle);
  }

  /// Returns the limits in words.
  public String words() {
    List<String> words = new ArrayList<>();
    words.add("reply " + seconds(reply));
    answer.ifPresent(time -> words.add("with all tries " + seconds(time)));
    firstToken.ifPresent(time -> words.add("first token " + seconds(time)));
    idle.ifPresent(time -> words.add("silence " + seconds(time)));
    return String.join(", ", words);
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
