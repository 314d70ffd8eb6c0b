package assay.harness.serve.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The headers of a request; names are not told apart by case.
public final class HttpHeaders {
  private final Map<String, List<String>> values = new TreeMap<>();

  HttpHeaders() {}

  void add(String name, String value) {
    values.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(value);
  }

  /// Returns all values of a header in order.
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
  }

  /// Returns the first value of a header.
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /// Returns whether a list of words, such as that of `Connection`, has a word.
  boolean lists(String name, String word) {
    return all(name).stream()
        .flatMap(line -> List.of(line.split(",", -1)).stream())
        .anyMatch(each -> each.strip().equalsIgnoreCase(word));
  }
}
