package assay.results;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a sample is grouped by, as a map in display order: a handful of texts, of which there is
/// one object for all samples that share it. Immutable.
public final class Facets extends AbstractMap<String, String> {
  /// Name of the facet that has the tokens of the context for which a sample was made.
  public static final String CONTEXT = "context";

  /// Each name, and its value behind it.
  private final String[] texts;

  private Facets(Map<String, String> values) {
    this.texts =
        values.entrySet().stream()
            .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
            .map(Objects::requireNonNull)
            .toArray(String[]::new);
  }

  /// Returns the same facets in the same order, of which nothing changes any more.
  public static Facets of(Map<String, String> values) {
    return values instanceof Facets same ? same : new Facets(values);
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  @Override
  public String get(Object name) {
    for (int i = 0; i < texts.length; i += 2) {
      if (texts[i].equals(name)) {
        return texts[i + 1];
      }
    }
    return null;
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, String>> iterator() {
        return IntStream.range(0, size())
            .mapToObj(i -> Map.entry(texts[2 * i], texts[2 * i + 1]))
            .iterator();
      }

      @Override
      public int size() {
        return texts.length / 2;
      }
    };
  }
}
