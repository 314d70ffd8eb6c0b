package assay.reports.run;

import java.util.Objects;

/// The accuracy on the samples that share one value of a facet, such as category `law`.
public record Slice(String value, Accuracy accuracy) {
  public Slice {
    Objects.requireNonNull(value);
    Objects.requireNonNull(accuracy);
  }
}
