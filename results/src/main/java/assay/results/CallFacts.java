package assay.results;

import java.util.Objects;
import java.util.Optional;

/// What is known of one call to a model: what its server says of it, and how it went.
///
/// @param model that answered, as the server calls it; empty where it does not say
/// @param id of the request, for the server's own logs; empty where it does not say
/// @param finish why the completion ended, in the server's word; empty where it does not say
/// @param tries how often the call was made, at least 1
/// @param stream when its text came, where the reply was streamed
/// @param cost of the call, where prices are known; of a kept completion, that of the call that
///   made it
/// @param cached whether the completion was kept from an earlier call
/// @param keyHidden whether the text held the key of the endpoint, which was blotted out
public record CallFacts(
    String model,
    String id,
    String finish,
    int tries,
    Optional<StreamTimes> stream,
    Optional<Cost> cost,
    boolean cached,
    boolean keyHidden) {
  /// A call of which nothing is known.
  public static final CallFacts UNKNOWN =
      new CallFacts("", "", "", 1, Optional.empty(), Optional.empty(), false, false);

  public CallFacts {
    Objects.requireNonNull(model);
    Objects.requireNonNull(id);
    Objects.requireNonNull(finish);
    Require.atLeast(1, tries, "tries");
    Objects.requireNonNull(stream);
    Objects.requireNonNull(cost);
  }

  /// Returns these facts of a call that took more tries.
  public CallFacts after(int all) {
    return new CallFacts(model, id, finish, all, stream, cost, cached, keyHidden);
  }

  /// Returns these facts of whatever call it was.
  public CallFacts withoutId() {
    return new CallFacts(model, "", finish, tries, stream, cost, cached, keyHidden);
  }

  /// Returns these facts of a completion that was kept from an earlier call.
  public CallFacts fromCache() {
    return new CallFacts(model, id, finish, tries, stream, cost, true, keyHidden);
  }

  /// Returns these facts of a call whose price is known.
  public CallFacts costing(Cost known) {
    return new CallFacts(model, id, finish, tries, stream, Optional.of(known), cached, keyHidden);
  }
}
