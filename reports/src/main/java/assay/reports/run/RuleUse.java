package assay.reports.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// How often one rule of a scorer decided, and how often the answer was right then.
public record RuleUse(String rule, long decided, long correct) {
  public RuleUse {
    Objects.requireNonNull(rule);
  }

  /// Returns the rules of one scorer, by name.
  static List<RuleUse> all(List<ScoredAttempt> attempts, String scorer) {
    Map<String, long[]> rules = new TreeMap<>();
    for (ScoredAttempt attempt : attempts) {
      switch (attempt.verdict(scorer)) {
        case Verdict.Correct correct -> tally(rules, correct.rule(), 1);
        case Verdict.Wrong wrong -> tally(rules, wrong.rule(), 0);
        case Verdict.NoAnswer none -> {}
        case Verdict.NotMeasured unmeasured -> {}
      }
    }
    List<RuleUse> uses = new ArrayList<>();
    rules.forEach((rule, tally) -> uses.add(new RuleUse(rule, tally[0], tally[1])));
    return List.copyOf(uses);
  }

  private static void tally(Map<String, long[]> rules, String rule, int correct) {
    long[] tally = rules.computeIfAbsent(rule, name -> new long[2]);
    tally[0]++;
    tally[1] += correct;
  }
}
