package assay.reports.difficulty;

import assay.reports.run.RunRecords;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/// How often each question of a suite was answered rightly, by model family.
///
/// Families, not runs, are averaged: five sizes of one model know alike. Who uses it for a model
/// leaves that model's own family out.
///
/// @param suite whose questions they are
/// @param runs what it was made of
/// @param questions by id
public record Difficulty(String suite, List<Source> runs, Map<String, Question> questions) {
  public Difficulty {
    Objects.requireNonNull(suite);
    runs = List.copyOf(runs);
    questions = Collections.unmodifiableMap(new LinkedHashMap<>(questions));
  }

  /// A run that it was made of.
  ///
  /// @param model its model
  /// @param family the model's family
  /// @param scorer whose verdicts were counted
  /// @param questions how many it had measured
  public record Source(String model, String family, String scorer, int questions) {}

  /// Runs of one family at one question.
  ///
  /// @param right sum over runs of the share of right attempts
  /// @param runs that measured it
  public record Tally(double right, int runs) {
    Tally plus(double share) {
      return new Tally(right + share, runs + 1);
    }
  }

  /// One question.
  ///
  /// @param target its reference answer, by which a change of the question is noticed
  /// @param families what each made of it
  public record Question(String target, Map<String, Tally> families) {
    public Question {
      families = Collections.unmodifiableMap(new TreeMap<>(families));
    }

    /// Returns the mean over some families of their share of right answers; empty where none of
    /// them has it.
    OptionalDouble share(Collection<String> of) {
      return families.entrySet().stream()
          .filter(family -> of.contains(family.getKey()))
          .mapToDouble(family -> family.getValue().right() / family.getValue().runs())
          .average();
    }
  }

  /// Makes it of runs of one suite, by their protocol's own scorers.
  ///
  /// Where runs have other reference answers for a question, those of the first that has it count.
  ///
  /// @throws IllegalArgumentException if the runs are of several suites
  public static Difficulty of(List<RunRecords> runs) {
    DifficultyCount count = new DifficultyCount(runs.getFirst());
    runs.forEach(count::add);
    return count.done();
  }

  /// Returns the families in alphabetical order.
  public List<String> families() {
    return runs.stream().map(Source::family).distinct().sorted().toList();
  }

  /// Returns how much of the spread of a model's right answers the others' explain, in the mean
  /// over the families of the file without the model's own; empty with fewer than two of them.
  ///
  /// @param model whose own family is left out
  public OptionalDouble rSquared(String model) {
    Set<String> own = ModelMaker.all(model, families());
    List<String> known = families().stream().filter(family -> !own.contains(family)).toList();
    if (known.size() < 2) {
      return OptionalDouble.empty();
    }
    return known.stream()
        .mapToDouble(
            one -> {
              List<String> others = known.stream().filter(each -> !each.equals(one)).toList();
              return rSquared(shares(List.of(one)), shares(others));
            })
        .average();
  }

  private static double rSquared(Map<String, Double> found, Map<String, Double> known) {
    List<String> ids = found.keySet().stream().filter(known::containsKey).toList();
    double x = ids.stream().mapToDouble(known::get).average().orElse(0);
    double y = ids.stream().mapToDouble(found::get).average().orElse(0);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (String id : ids) {
      xx += (known.get(id) - x) * (known.get(id) - x);
      yy += (found.get(id) - y) * (found.get(id) - y);
      xy += (known.get(id) - x) * (found.get(id) - y);
    }
    return xx > 0 && yy > 0 ? xy * xy / xx / yy : 0;
  }

  /// Returns how often some families answered the questions rightly, by id; without questions that
  /// none of them has.
  Map<String, Double> shares(Collection<String> of) {
    Map<String, Double> shares = new LinkedHashMap<>();
    questions.forEach(
        (id, question) -> question.share(of).ifPresent(share -> shares.put(id, share)));
    return shares;
  }
}
