package assay.results;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A subset that was drawn at random from groups of like samples, in proportion to their sizes. As
/// numbers of samples are whole, groups are drawn at slightly different rates; a sample stands for
/// as many as its group has over as many as were drawn of it.
///
/// Source: W. G. Cochran, "Sampling Techniques", 3rd edition, Wiley 1977, chapter 5.
///
/// @param facet by which samples are grouped
/// @param seed that fixes which samples of a group are drawn
/// @param strata the groups; together all samples from which was drawn
public record Draw(String facet, long seed, List<Stratum> strata) {
  public Draw {
    Objects.requireNonNull(facet);
    strata = List.copyOf(strata);
  }

  /// One group.
  ///
  /// @param value of the facet
  /// @param size how many samples the data has of it
  /// @param drawn ids of those that are asked, at least one
  public record Stratum(String value, int size, List<String> drawn) {
    public Stratum {
      Objects.requireNonNull(value);
      drawn = List.copyOf(drawn);
      if (drawn.isEmpty() || drawn.size() > size) {
        throw new IllegalArgumentException(
            "%d samples cannot be drawn of the %d in %s".formatted(drawn.size(), size, value));
      }
    }

    /// Returns how many samples one that was drawn stands for.
    public double weight() {
      return (double) size / drawn.size();
    }

    /// Returns which share of the group was drawn, above 0.
    public double rate() {
      return (double) drawn.size() / size;
    }
  }

  /// Returns how many samples there are to draw from.
  public int size() {
    return strata.stream().mapToInt(Stratum::size).sum();
  }

  /// Returns how many samples were drawn.
  public int drawn() {
    return strata.stream().mapToInt(stratum -> stratum.drawn().size()).sum();
  }

  /// Returns the group of each sample that was drawn, by id.
  public Map<String, Stratum> strataById() {
    Map<String, Stratum> byId = new HashMap<>();
    strata.forEach(stratum -> stratum.drawn().forEach(id -> byId.put(id, stratum)));
    return byId;
  }

  /// Returns how much each sample that was drawn counts, by id: its weight over the mean weight,
  /// exactly 1 where all are drawn at one rate.
  public Map<String, Double> weights() {
    Map<String, Double> weights = new LinkedHashMap<>();
    Stratum first = strata.getFirst();
    boolean same =
        strata.stream()
            .allMatch(
                each ->
                    (long) each.size() * first.drawn().size()
                        == (long) first.size() * each.drawn().size());
    double mean = (double) size() / drawn();
    strata.forEach(
        stratum ->
            stratum.drawn().forEach(id -> weights.put(id, same ? 1 : stratum.weight() / mean)));
    return Collections.unmodifiableMap(weights);
  }

  /// Returns the draw in words, such as `200 drawn of 12032 by category, seed 0`.
  public String words() {
    return "%d drawn of %d by %s, seed %d".formatted(drawn(), size(), facet, seed);
  }
}
