package assay.harness.endpoint;

import assay.harness.run.RunFailedException;
import java.util.OptionalInt;

/// The context window that an endpoint lists for a model.
public final class ListedContext {
  private ListedContext() {}

  /// Asks for the most tokens that prompt and answer may have together; empty where the endpoint
  /// does not say it.
  ///
  /// @throws RunFailedException if nothing answers there
  public static OptionalInt of(EndpointAddress address, EndpointOptions options) {
    try (Connections connections = new Connections(Dialing.byTheSystem(address.base()))) {
      return new ModelListing(connections, address, options)
          .model()
          .map(ModelListing.ListedModel::context)
          .orElse(OptionalInt.empty());
    }
  }
}
