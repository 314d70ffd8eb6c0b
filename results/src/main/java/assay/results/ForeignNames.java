package assay.results;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Under which names other programs, and the registry of published scores, know a suite and what
/// belongs to it.
///
/// @param tasks names of the tasks of lm-evaluation-harness and inspect_evals that ask the suite,
///   in lower case, without an organisation, with `_` for `-`
/// @param alike a regular expression of further such names, where a program has many, such as one
///   for each category
/// @param published names that the registry has for the suite
/// @param partOf names that the registry has for a larger suite, which is measured on this one
/// @param extractors names that the registry has for what scorers do
public record ForeignNames(
    List<String> tasks,
    Optional<String> alike,
    List<String> published,
    List<String> partOf,
    List<Extractor> extractors) {

  public ForeignNames {
    tasks = List.copyOf(tasks);
    Objects.requireNonNull(alike);
    published = List.copyOf(published);
    partOf = List.copyOf(partOf);
    extractors = List.copyOf(extractors);
  }

  /// A scorer under the registry's name for what it does.
  ///
  /// @param name such as `rules 1-3`
  /// @param scorer such as `choice/official`
  /// @param guesses whether a random option stands in where no answer was found
  public record Extractor(String name, String scorer, boolean guesses) {
    public Extractor {
      Require.text(name, "extractor");
      Require.text(scorer, "scorer");
    }
  }

  /// Returns the names of a suite that everybody calls alike.
  public static ForeignNames of(String suite) {
    return new ForeignNames(
        List.of(suite.replace('-', '_')), Optional.empty(), List.of(suite), List.of(), List.of());
  }

  /// Returns whether another program's task of this name asks the suite.
  ///
  /// @param task in lower case, without an organisation, with `_` for `-`
  public boolean isTask(String task) {
    return tasks.contains(task) || alike.filter(task::matches).isPresent();
  }

  /// Returns whether the registry's figures under this name are measured on the suite.
  public boolean isPublishedAs(String registrySuite) {
    return published.contains(registrySuite) || partOf.contains(registrySuite);
  }

  /// Returns the scorer that does what the registry calls by this name.
  public Optional<Extractor> extractor(String name) {
    return extractors.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /// Returns the registry's name of what a scorer does, or the scorer's own where it has none.
  public String extractorOf(String scorer, boolean guesses) {
    return extractors.stream()
        .filter(each -> each.scorer().equals(scorer) && each.guesses() == guesses)
        .findFirst()
        .map(Extractor::name)
        .orElse(scorer);
  }
}
