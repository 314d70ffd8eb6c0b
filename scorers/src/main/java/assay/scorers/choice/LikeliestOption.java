package assay.scorers.choice;

import assay.results.ContinuationLikelihoods;
import assay.results.ContinuationLikelihoods.Option;
import assay.results.Sample.Choices;
import assay.results.Score;
import assay.scorers.PairGrader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The option that the model finds likeliest, of a protocol that asks for likelihoods
/// ([ContinuationLikelihoods]): the first of those that are equally likely.
///
/// Longer options are less likely only because they are longer, so two variants divide the
/// log-likelihood by the option's length, without the blank before it.
///
/// Source: EleutherAI, lm-evaluation-harness 0.4.13, `lm_eval/api/task.py`,
/// `ConfigurableTask.process_results` of `multiple_choice`.
///
/// @param name of the scorer
/// @param length by which a log-likelihood is divided
public record LikeliestOption(String name, Length length) implements PairGrader {

  /// What a log-likelihood is divided by.
  public enum Length {
    /// By nothing (`acc`).
    NONE,
    /// By the characters of the option, of which Python counts code points (`acc_norm`).
    CHARACTERS,
    /// By its bytes in UTF-8 (`acc_bytes`).
    BYTES;

    private double of(Option option) {
      String text = option.continuation();
      String own = text.startsWith(" ") ? text.substring(1) : text;
      return switch (this) {
        case NONE -> 1;
        case CHARACTERS -> own.codePointCount(0, own.length());
        case BYTES -> own.getBytes(StandardCharsets.UTF_8).length;
      };
    }
  }

  @Override
  public Score gradeAnswer(String target, String answer) {
    String letter = answer.strip();
    return letter.equals(target)
        ? new Score.Correct(letter, "likeliest")
        : new Score.Wrong(letter, "likeliest", "");
  }

  @Override
  public Score gradeCompletion(String target, String completion) {
    return ContinuationLikelihoods.of(completion)
        .map(likelihoods -> gradeAnswer(target, letter(likelihoods.options())))
        .orElseGet(() -> new Score.NoAnswer("the completion holds no likelihoods of options"));
  }

  private String letter(List<Option> options) {
    int best = 0;
    for (int i = 1; i < options.size(); i++) {
      if (value(options.get(i)) > value(options.get(best))) {
        best = i;
      }
    }
    return Choices.letter(best);
  }

  private double value(Option option) {
    return option.loglikelihood() / length.of(option);
  }
}
