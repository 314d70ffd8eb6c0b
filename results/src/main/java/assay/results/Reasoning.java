package assay.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a completion thinks, and whether it came to an answer.
///
/// @param spans the thoughts in order, with their markers; empty for a completion without any
/// @param finished whether the last thoughts were closed; if not, there is no answer
public record Reasoning(List<Span> spans, boolean finished) {
  /// No thoughts: all of the text is the answer.
  public static final Reasoning NONE = new Reasoning(List.of(), true);

  /// A part of a text, in UTF-16 code units.
  ///
  /// @param start of its first, from 0
  /// @param end behind its last
  public record Span(int start, int end) {
    public Span {
      if (start < 0 || end < start) {
        throw new IllegalArgumentException("no span of a text: %d to %d".formatted(start, end));
      }
    }
  }

  /// Copies the list.
  public Reasoning {
    spans = List.copyOf(spans);
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i).start() < spans.get(i - 1).end()) {
        throw new IllegalArgumentException("spans of thoughts overlap: " + spans);
      }
    }
    if (spans.isEmpty() && !finished) {
      throw new IllegalArgumentException("thoughts that are not finished have a span");
    }
  }

  /// Finds the thoughts of a completion of which only the text is known. A closing marker that
  /// nothing opened ends thoughts that the prompt has opened, as the templates of many reasoning
  /// models do.
  public static Reasoning of(String text) {
    Optional<Marker> first = next(text, 0);
    if (first.isEmpty()) {
      return NONE;
    }
    return first.get().closes()
        ? inside(text, first.get().markers())
        : from(text, first.get().start(), new ArrayList<>());
  }

  /// Finds the thoughts of a completion that begins inside of thoughts, which its prompt opened.
  public static Reasoning inside(String text, ReasoningMarkers opened) {
    List<Span> spans = new ArrayList<>();
    int end = text.indexOf(opened.closing());
    if (end < 0) {
      return new Reasoning(List.of(new Span(0, text.length())), false);
    }
    spans.add(new Span(0, end + opened.closing().length()));
    return from(text, end + opened.closing().length(), spans);
  }

  /// Adds the thoughts that open from a place on. Inside of thoughts, an opening marker is text,
  /// and outside a closing one.
  private static Reasoning from(String text, int start, List<Span> spans) {
    int place = start;
    for (Optional<Marker> marker = next(text, place);
        marker.isPresent();
        marker = next(text, place)) {
      Marker found = marker.get();
      if (found.closes()) {
        place = found.end();
      } else {
        String closing = found.markers().closing();
        int end = text.indexOf(closing, found.end());
        if (end < 0) {
          spans.add(new Span(found.start(), text.length()));
          return new Reasoning(spans, false);
        }
        place = end + closing.length();
        spans.add(new Span(found.start(), place));
      }
    }
    return new Reasoning(spans, true);
  }

  private record Marker(ReasoningMarkers markers, boolean closes, int start) {
    int end() {
      return start + (closes ? markers.closing() : markers.opening()).length();
    }
  }

  /// Returns the first marker from a place on.
  private static Optional<Marker> next(String text, int place) {
    for (int at = place; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit == '<' || unit == '[' || unit == '◁') { // as each of them begins
        for (ReasoningMarkers markers : ReasoningMarkers.values()) {
          if (text.startsWith(markers.opening(), at)) {
            return Optional.of(new Marker(markers, false, at));
          }
          if (text.startsWith(markers.closing(), at)) {
            return Optional.of(new Marker(markers, true, at));
          }
        }
      }
    }
    return Optional.empty();
  }

  /// Returns the text without the thoughts; empty if they were not finished, as what stands before
  /// them is no answer either.
  public Optional<String> answer(String text) {
    if (!finished) {
      return Optional.empty();
    }
    StringBuilder answer = new StringBuilder();
    int place = 0;
    for (Span span : spans) {
      answer.append(text, place, span.start());
      place = span.end();
    }
    return Optional.of(answer.append(text, place, text.length()).toString());
  }

  /// Returns where a part of [#answer] stands in the text, thoughts in its midst included.
  public Span inText(Span answer) {
    int start = inText(answer.start(), false);
    return new Span(start, answer.start() == answer.end() ? start : inText(answer.end(), true));
  }

  /// @param end whether the index is that after a part, which stays before thoughts that follow it
  private int inText(int index, boolean end) {
    int removed = 0;
    for (Span span : spans) {
      int before = span.start() - removed;
      if (end ? index <= before : index < before) {
        break;
      }
      removed += span.end() - span.start();
    }
    return index + removed;
  }

  /// Returns the thoughts with their markers.
  public List<String> thoughts(String text) {
    return spans.stream().map(span -> text.substring(span.start(), span.end())).toList();
  }
}
