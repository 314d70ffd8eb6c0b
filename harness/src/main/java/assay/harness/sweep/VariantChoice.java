package assay.harness.sweep;

import assay.harness.run.Similar;
import assay.harness.run.UsageException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which variants a command takes.
///
/// @param only names or patterns with `*`; empty for all
/// @param skip names or patterns of those that are left out
public record VariantChoice(List<String> only, List<String> skip) {
  public VariantChoice {
    only = List.copyOf(only);
    skip = List.copyOf(skip);
  }

  /// Refuses patterns that fit no variant.
  ///
  /// @throws UsageException with the first one
  public void requireKnown(List<String> names) {
    only.forEach(pattern -> requireKnown("--only", pattern, names));
    skip.forEach(pattern -> requireKnown("--skip", pattern, names));
    if (names.stream().noneMatch(this::takes)) {
      throw new UsageException("--only and --skip leave no variant");
    }
  }

  private static void requireKnown(String option, String pattern, List<String> names) {
    if (names.stream().noneMatch(name -> fits(pattern, name))) {
      throw new UsageException(
          "%s %s: no variant is called so%s; --dry-run lists them"
              .formatted(option, pattern, Similar.hint(pattern, names)));
    }
  }

  /// Returns whether a variant is run.
  public boolean takes(String name) {
    return (only.isEmpty() || only.stream().anyMatch(pattern -> fits(pattern, name)))
        && skip.stream().noneMatch(pattern -> fits(pattern, name));
  }

  private static boolean fits(String pattern, String name) {
    String regex =
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return name.matches(regex);
  }
}
