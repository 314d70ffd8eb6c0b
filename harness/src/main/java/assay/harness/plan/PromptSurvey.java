package assay.harness.plan;

import assay.harness.run.Model;
import assay.harness.run.RunPlan;
import assay.results.Message;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.PromptTooLongException;
import assay.tasks.TokenCounter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The prompts of a run, each made once and looked at.
///
/// @param samples how many there are
/// @param bytes of all prompts in UTF-8, one attempt a sample
/// @param tokens of all prompts, one attempt a sample
/// @param longest tokens of the longest
/// @param counted whether the model's own tokenizer counted, rather than [#BYTES_A_TOKEN]
/// @param unfit ids of samples that fit neither the protocol's budget nor the context
/// @param first the first prompt; empty if none fits
/// @param findings on prompts and data
public record PromptSurvey(
    int samples,
    long bytes,
    long tokens,
    int longest,
    boolean counted,
    List<String> unfit,
    Optional<Prompt> first,
    List<PlanFinding> findings) {
  /// What is taken for a token where no tokenizer is here: English text has about so many bytes.
  public static final int BYTES_A_TOKEN = 4;

  public PromptSurvey {
    unfit = List.copyOf(unfit);
    findings = List.copyOf(findings);
  }

  /// Looks at every prompt of a plan.
  ///
  /// @param context positions that the model has, where that is known
  /// @param bytesAToken as a pilot tells them, by which is seen what fits where no tokenizer counts
  static PromptSurvey of(
      RunPlan plan, Model model, OptionalInt context, OptionalDouble bytesAToken) {
    Looking looking = new Looking(plan, model.tokenCounter(), context, bytesAToken);
    try (Stream<Sample> samples = plan.samples()) {
      samples.forEach(looking::look);
    }
    return looking.done();
  }

  /// Returns how tokens are estimated where no tokenizer counts, in words.
  ///
  /// @param bytesAToken as a pilot tells them
  static String estimate(OptionalDouble bytesAToken) {
    return bytesAToken.isPresent()
        ? "estimated from the pilot's replies"
        : "estimated: a token for every %d bytes".formatted(BYTES_A_TOKEN);
  }

  static String text(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Text raw -> raw.text();
      case Prompt.Continuations asked -> asked.text();
      case Prompt.Chat chat ->
          chat.messages().stream().map(Message::content).collect(Collectors.joining("\n"));
      case Prompt.Unrecorded _ -> "";
    };
  }

  /// Returns what an endpoint is sent for a prompt, of continuations with each of them.
  static int bytes(Prompt prompt) {
    return prompt instanceof Prompt.Continuations asked
        ? asked.continuations().stream().mapToInt(each -> bytes(asked.text() + each)).sum()
        : bytes(text(prompt));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The counts while they grow.
  private static final class Looking {
    private final RunPlan plan;
    private final Optional<TokenCounter> counter;
    private final OptionalInt context;
    private final OptionalDouble bytesAToken;
    private final List<String> unfit = new ArrayList<>();
    private final List<String> shortened = new ArrayList<>();
    private final List<String> leaking = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();
    private Optional<Prompt> first = Optional.empty();
    private int cut;
    private int samples;
    private long bytes;
    private long tokens;
    private int longest;

    Looking(
        RunPlan plan,
        Optional<TokenCounter> counter,
        OptionalInt context,
        OptionalDouble bytesAToken) {
      this.plan = plan;
      this.counter = counter;
      this.context = context;
      this.bytesAToken = bytesAToken;
    }

    void look(Sample sample) {
      samples++;
      Prompt prompt;
      try {
        prompt = plan.task().protocol().render(sample, counter);
      } catch (PromptTooLongException _) {
        unfit.add(sample.id());
        return;
      }
      String text = text(prompt);
      int size = bytes(prompt);
      int count = counter.map(each -> each.count(prompt)).orElse(Math.ceilDiv(size, BYTES_A_TOKEN));
      long room =
          context.orElse(Integer.MAX_VALUE)
              - (counter.isPresent() || bytesAToken.isEmpty()
                  ? count
                  : (long) Math.ceil(size / bytesAToken.getAsDouble()));
      if (room <= 0) {
        unfit.add(sample.id());
        return;
      }
      first = first.or(() -> Optional.of(prompt));
      bytes += size;
      tokens += count;
      longest = Math.max(longest, count);
      cut += room < plan.settingsFor(sample).maxTokens() ? 1 : 0;
      if (counter.isPresent() && plan.task().protocol().padding().isEmpty()) {
        String whole = text(plan.task().protocol().render(sample, Optional.empty()));
        if (whole.length() > text.length()) {
          shortened.add(sample.id());
        }
      }
      if (OptionBlanks.leak(sample, text)) {
        leaking.add(sample.id());
      }
      if (plan.settings().stop().stream().anyMatch(sample.target()::contains)) {
        stopped.add(sample.id());
      }
    }

    PromptSurvey done() {
      Optional<String> estimate =
          counter.isPresent() ? Optional.empty() : Optional.of(estimate(bytesAToken));
      PromptFindings findings = new PromptFindings(plan.settings(), context, estimate, samples);
      findings.unfit(unfit);
      findings.cut(cut);
      findings.shortened(shortened);
      findings.leaking(leaking);
      findings.stopped(stopped);
      return new PromptSurvey(
          samples, bytes, tokens, longest, counter.isPresent(), unfit, first, findings.all());
    }
  }
}
