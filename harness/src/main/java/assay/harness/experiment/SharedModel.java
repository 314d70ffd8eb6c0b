package assay.harness.experiment;

import assay.harness.model.ModelChoice;
import assay.harness.run.Model;
import java.io.IOException;
import java.util.Optional;

/// One open model for several experiments in a row: it stays open as long as they want the same.
public final class SharedModel implements AutoCloseable {
  private Optional<Opened> current = Optional.empty();

  private record Opened(ModelChoice choice, Model model) {}

  /// Returns the model, opening it if the one before was another.
  public Model of(ModelChoice choice) throws IOException {
    if (current.isEmpty() || !current.get().choice().equals(choice)) {
      forget();
      current = Optional.of(new Opened(choice, choice.open()));
    }
    return current.get().model();
  }

  /// Closes the model, so that the next experiment opens one anew.
  public void forget() {
    current.ifPresent(opened -> opened.model().close());
    current = Optional.empty();
  }

  @Override
  public void close() {
    forget();
  }
}
