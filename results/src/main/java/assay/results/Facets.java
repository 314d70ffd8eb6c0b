package assay.results;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/// What a sample is grouped by, as a map in display order: a handful of texts, of which there is
/// one object for all samples that share it. Immutable.
public final class Facets extends AbstractMap<String, String> {
  /// Name of the facet that has the tokens of the context for which a sample was made.
  public static final String CONTEXT = "context";

  private static final Facets NONE = new Facets(new String[0]);

  /// Each name, and its value behind it.
  private final String[] texts;

  private Facets(String[] texts) {
    this.texts = texts;
  }

  /// Returns the same facets in the same order, of which nothing changes any more.
  public static Facets of(Map<String, String> values) {
    if (values instanceof Facets same) {
      return same;
    }
    if (values.isEmpty()) {
      return NONE;
    }
    String[] texts = new String[2 * values.size()];
    int next = 0;
    for (Entry<String, String> each : values.entrySet()) {
      texts[next++] = Objects.requireNonNull(each.getKey());
      texts[next++] = Objects.requireNonNull(each.getValue());
    }
    return new Facets(texts);
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
  public void forEach(BiConsumer<? super String, ? super String> action) {
    for (int i = 0; i < texts.length; i += 2) {
      action.accept(texts[i], texts[i + 1]);
    }
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
