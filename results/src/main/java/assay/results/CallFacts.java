package assay.results;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// What a server says of one call to it, and how the call went.
///
/// @param model that answered, as the server calls it; empty where it does not say
/// @param id of the request, for the server's own logs; empty where it does not say
/// @param finish why the completion ended, in the server's word; empty where it does not say
/// @param tries how often the call was made, at least 1
/// @param firstToken from sending to the first text, where the reply was streamed
/// @param keyHidden whether the text held the key of the endpoint, which was blotted out
public record CallFacts(
    String model,
    String id,
    String finish,
    int tries,
    Optional<Duration> firstToken,
    boolean keyHidden) {
  public CallFacts {
    Objects.requireNonNull(model);
    Objects.requireNonNull(id);
    Objects.requireNonNull(finish);
    Require.atLeast(1, tries, "tries");
    Objects.requireNonNull(firstToken);
  }

  /// Returns these facts of a call that took more tries.
  public CallFacts after(int all) {
    return new CallFacts(model, id, finish, all, firstToken, keyHidden);
  }
}
