package assay.harness.serve.openai;

import assay.results.ReasoningMarkers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Tells thoughts from the answer as a text comes, without their markers. What may be the beginning
/// of a marker is held back, so that the parts do not depend on how the text was cut.
///
/// Mutable; one serves one continuation.
final class ThoughtSplitter {
  /// What gpt-oss closes one message and opens the next with; neither is said.
  private static final String NEXT_MESSAGE = "<|end|><|start|>assistant";

  private static final String FINAL = ReasoningMarkers.HARMONY.closing();

  private Optional<ReasoningMarkers> inside;
  private String held = "";

  /// @param opened the markers of thoughts that the prompt has opened
  ThoughtSplitter(Optional<ReasoningMarkers> opened) {
    inside = opened;
  }

  /// A part of a text.
  ///
  /// @param thought whether it belongs to the thoughts
  record Part(boolean thought, String text) {}

  /// Takes more text, and returns the parts that are sure now, in order.
  List<Part> append(String text) {
    held += text;
    List<Part> parts = new ArrayList<>();
    boolean more = true;
    while (more) {
      more = inside.isPresent() ? close(inside.get(), parts) : open(parts);
    }
    String sure = held.substring(0, held.length() - beginningOfMarker());
    add(parts, sure);
    held = held.substring(sure.length());
    return parts;
  }

  /// Returns what was held back, at the text's end.
  List<Part> finish() {
    List<Part> parts = new ArrayList<>();
    add(parts, held);
    held = "";
    return parts;
  }

  private void add(List<Part> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Part(inside.isPresent(), text));
    }
  }

  private boolean close(ReasoningMarkers markers, List<Part> parts) {
    int at = held.indexOf(markers.closing());
    if (at < 0) {
      return false;
    }
    String thoughts = held.substring(0, at);
    boolean message = markers.closing().equals(FINAL) && thoughts.endsWith(NEXT_MESSAGE);
    int end = message ? at - NEXT_MESSAGE.length() : at;
    add(parts, thoughts.substring(0, end));
    held = held.substring(at + markers.closing().length());
    inside = Optional.empty();
    return true;
  }

  private boolean open(List<Part> parts) {
    int first = held.length();
    Optional<ReasoningMarkers> opened = Optional.empty();
    for (ReasoningMarkers markers : ReasoningMarkers.values()) {
      int at = held.indexOf(markers.opening());
      if (at >= 0 && at < first) {
        first = at;
        opened = Optional.of(markers);
      }
    }
    int answer = held.indexOf(FINAL);
    if (answer >= 0 && answer < first) { // a message without thoughts before it
      add(parts, held.substring(0, answer));
      held = held.substring(answer + FINAL.length());
      return true;
    }
    if (opened.isEmpty()) {
      return false;
    }
    add(parts, held.substring(0, first));
    held = held.substring(first + opened.get().opening().length());
    inside = opened;
    return true;
  }

  /// Returns the length of the longest end that is the beginning of a marker.
  private int beginningOfMarker() {
    List<String> markers = new ArrayList<>();
    if (inside.isPresent()) {
      markers.add(inside.get().closing());
      markers.add(NEXT_MESSAGE + FINAL);
    } else {
      Arrays.stream(ReasoningMarkers.values()).map(ReasoningMarkers::opening).forEach(markers::add);
      markers.add(FINAL);
    }
    int longest = 0;
    for (String marker : markers) {
      for (int length = Math.min(marker.length() - 1, held.length()); length > longest; length--) {
        if (held.endsWith(marker.substring(0, length))) {
          longest = length;
        }
      }
    }
    return longest;
  }
}
