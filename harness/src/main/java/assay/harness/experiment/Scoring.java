package assay.harness.experiment;

import assay.harness.model.RecordedModel;
import assay.harness.run.Model;
import assay.harness.run.ScorerSet;
import assay.harness.run.ScorerSet.Given;
import assay.harness.run.ScorerSet.ProgramSettings;
import assay.harness.run.UsageException;
import assay.scorers.code.sandbox.Language;
import assay.tasks.Protocol;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// By what a run is judged.
///
/// @param besideProtocol whether the protocol's own scorers come first
/// @param names of scorers, further ones or all
/// @param language what programs are written in, or `fence`; empty for what a recording says, else
///   Python
/// @param programs how they are run
public record Scoring(
    boolean besideProtocol,
    List<String> names,
    Optional<String> language,
    ProgramSettings programs) {
  public Scoring {
    names = List.copyOf(names);
    Objects.requireNonNull(language);
    Objects.requireNonNull(programs);
  }

  /// Judges by the protocol's own scorers and further ones.
  public static Scoring beside(List<String> further, ProgramSettings programs) {
    return new Scoring(true, further, Optional.empty(), programs);
  }

  /// Judges by these scorers and no other.
  public static Scoring by(List<String> names, ProgramSettings programs) {
    return new Scoring(false, names, Optional.empty(), programs);
  }

  /// Opens the scorers for completions that exist already.
  ///
  /// @throws UsageException if a name is unknown
  ScorerSet open(Completions completions) {
    return ScorerSet.open(said(names), programs, completions.given());
  }

  /// Opens the scorers for what a model answers.
  ///
  /// @throws UsageException if a name is unknown, or what is said of the language contradicts the
  ///   recording
  ScorerSet open(Protocol protocol, Model model) {
    List<String> all =
        besideProtocol
            ? Stream.concat(protocol.scorers().stream(), names.stream()).toList()
            : names;
    if (!(model instanceof RecordedModel recorded)) {
      return ScorerSet.open(said(all), programs, Given.COMPLETIONS);
    }
    return ScorerSet.open(
        inLanguage(all, recorded.languages()),
        programs,
        recorded.bareCode() ? Given.PROGRAMS : Given.COMPLETIONS);
  }

  private List<String> said(List<String> all) {
    return language.map(word -> ScorerSet.inLanguage(all, word)).orElse(all);
  }

  /// A recording may say what its programs are written in; a run has one language, as its scorers'
  /// names are part of its manifest.
  private List<String> inLanguage(List<String> all, Set<Language> declared) {
    // Names that a run before had hold their language already.
    if (declared.isEmpty() || !besideProtocol) {
      return said(all);
    }
    if (declared.size() > 1) {
      throw new UsageException(
          "the recording has programs in %s; score them with assay score, or in files of one language"
              .formatted(declared));
    }
    Language only = declared.iterator().next();
    if (language.isPresent() && !Language.declaredBy(language.get()).equals(Optional.of(only))) {
      throw new UsageException(
          "--language %s: the recording's field language says %s".formatted(language.get(), only));
    }
    return all.stream().anyMatch(name -> name.startsWith("code/"))
        ? ScorerSet.inLanguage(all, only.label())
        : all;
  }
}
