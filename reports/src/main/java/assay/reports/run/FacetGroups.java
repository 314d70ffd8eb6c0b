package assay.reports.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Things grouped by the values of one facet, in natural order. Days are grouped by month, and the
/// facet is then called `month`.
///
/// @param facet its name
/// @param groups by value; things without the facet are in none
public record FacetGroups<T>(String facet, Map<String, List<T>> groups) {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");
  private static final int MONTH_LENGTH = 7;

  public FacetGroups {
    groups = Collections.unmodifiableMap(groups);
  }

  /// Returns one grouping for each facet with at least two values, in the order in which facets
  /// appear.
  public static <T> List<FacetGroups<T>> all(
      List<T> things, Function<T, Map<String, String>> facetsOf) {
    Set<String> facets = new LinkedHashSet<>();
    things.forEach(thing -> facets.addAll(facetsOf.apply(thing).keySet()));
    return facets.stream()
        .map(facet -> of(things, facet, thing -> facetsOf.apply(thing).get(facet)))
        .filter(grouped -> grouped.groups().size() > 1)
        .toList();
  }

  /// Returns whether each group lies within one group of another facet, as the same groups under
  /// another name do, and finer ones.
  boolean within(FacetGroups<T> other) {
    IdentityHashMap<T, String> places = new IdentityHashMap<>();
    other.groups().forEach((value, group) -> group.forEach(each -> places.put(each, value)));
    return groups.values().stream()
        .allMatch(
            group ->
                group.stream().allMatch(places::containsKey)
                    && group.stream().map(places::get).distinct().count() == 1);
  }

  private static <T> FacetGroups<T> of(List<T> things, String facet, Function<T, String> valueOf) {
    List<T> having = things.stream().filter(thing -> valueOf.apply(thing) != null).toList();
    boolean days = having.stream().allMatch(thing -> DAY.matcher(valueOf.apply(thing)).matches());
    Map<String, List<T>> groups = new TreeMap<>(new NaturalOrder());
    for (T thing : having) {
      String value = valueOf.apply(thing);
      groups
          .computeIfAbsent(
              days ? value.substring(0, MONTH_LENGTH) : value, key -> new ArrayList<>())
          .add(thing);
    }
    return new FacetGroups<>(days ? "month" : facet, groups);
  }
}
