package assay.reports.run;

import assay.results.Usage;
import java.util.OptionalInt;

/// Adds up tokens, one attempt after the other. Mutable; one thread.
final class UsageTally {
  private final Count prompts = new Count();
  private final Count completions = new Count();
  private final Count thoughts = new Count();
  private final Count cached = new Count();

  private static final class Count {
    private long tokens;
    private long counted;

    void add(OptionalInt number) {
      tokens += number.orElse(0);
      counted += number.isPresent() ? 1 : 0;
    }
  }

  void add(Usage usage) {
    prompts.add(usage.prompt());
    completions.add(usage.completion());
    thoughts.add(usage.reasoning());
    cached.add(usage.cached());
  }

  TokenUse use() {
    return new TokenUse(
        prompts.tokens,
        prompts.counted,
        completions.tokens,
        completions.counted,
        thoughts.tokens,
        thoughts.counted,
        cached.tokens,
        cached.counted);
  }
}
