package assay.scorers.code;

import assay.scorers.code.sandbox.Language;
import java.util.Optional;

/// What became of the question which language a program is written in.
sealed interface LanguageChoice {

  /// It is written in this one.
  record Chosen(Language language) implements LanguageChoice {}

  /// The model was to say it and did not, or said one that is not judged: its mistake.
  record Missing(String detail) implements LanguageChoice {}

  /// What the recording says contradicts what the scorer was told.
  record Unknown(String detail) implements LanguageChoice {}

  /// Returns what the rule comes to.
  ///
  /// @param declared what the recording of the program says
  /// @param tag the word behind the program's opening fence, or empty
  static LanguageChoice of(LanguageRule rule, Optional<Language> declared, String tag) {
    return switch (rule) {
      case LanguageRule.Unstated _ -> new Chosen(declared.orElse(Language.PYTHON));
      case LanguageRule.Stated(Language stated) when declared.orElse(stated) == stated ->
          new Chosen(stated);
      case LanguageRule.Stated(Language stated) ->
          new Unknown(
              "the recording says %s and the scorer is for %s"
                  .formatted(declared.orElseThrow().title(), stated.title()));
      case LanguageRule.ByFence _ when declared.isPresent() -> new Chosen(declared.get());
      case LanguageRule.ByFence _ when tag.isEmpty() ->
          new Missing("the program's block does not name its language, as in ```cpp");
      case LanguageRule.ByFence _ ->
          Language.declaredBy(tag)
              .<LanguageChoice>map(Chosen::new)
              .orElseGet(
                  () ->
                      new Missing(
                          "the program's block is marked %s; judged are python, cpp and java"
                              .formatted(tag)));
    };
  }
}
