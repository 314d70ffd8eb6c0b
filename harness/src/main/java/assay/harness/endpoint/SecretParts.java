package assay.harness.endpoint;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Tells whether a part of a secret stands in a text. It is soon done with a text that has none, as
/// nearly all: every completion of a run is looked through, and a key has hundreds of parts.
///
/// Of eight characters that stand in a text, the four from the next place that is a multiple of
/// five are among them. So each fifth place is looked at, whether its four stand in the secret at
/// all; that is told by a bit for their hash, and only where it is set are the parts compared. To
/// skip what no match can lie in is the idea of Boyer and Moore (1977). Immutable.
final class SecretParts {
  private static final int GRAM = 4;
  private static final int BITS = 16;

  /// An odd number near 2^32 divided by the golden ratio (Knuth, The Art of Computer Programming,
  /// volume 3, section 6.4).
  private static final int SPREAD = 0x9E3779B1;

  private final int size;
  private final Set<String> parts;
  private final BitSet grams = new BitSet(1 << BITS);

  /// Takes what the secret may look like.
  ///
  /// @param forms those that are shorter than a part have none
  /// @param size how many characters make a part, at least 4
  SecretParts(List<String> forms, int size) {
    this.size = size;
    this.parts = forms.stream().flatMap(form -> windows(form, size)).collect(Collectors.toSet());
    parts.stream().flatMap(part -> windows(part, GRAM)).forEach(gram -> grams.set(place(gram, 0)));
  }

  private static Stream<String> windows(String text, int size) {
    return IntStream.rangeClosed(0, text.length() - size)
        .mapToObj(from -> text.substring(from, from + size));
  }

  /// Returns whether one of them stands in the text.
  boolean standIn(String text) {
    int last = parts.isEmpty() ? -1 : text.length() - GRAM;
    for (int at = 0; at <= last; at += size - GRAM + 1) {
      if (grams.get(place(text, at)) && standAround(text, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean standAround(String text, int gram) {
    int first = Math.max(0, gram + GRAM - size);
    int last = Math.min(gram, text.length() - size);
    return IntStream.rangeClosed(first, last)
        .anyMatch(at -> parts.contains(text.substring(at, at + size)));
  }

  private static int place(String text, int at) {
    int hash = 0;
    for (int i = at; i < at + GRAM; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return (hash * SPREAD) >>> (Integer.SIZE - BITS);
  }
}
