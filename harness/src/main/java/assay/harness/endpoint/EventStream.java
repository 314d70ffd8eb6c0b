package assay.harness.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// Cuts the bytes of an event stream into the data of its events, as they come. Not thread-safe.
///
/// An event whose id came before is dropped: a proxy that reconnects may send it twice.
///
/// Source: the HTML standard, "Server-sent events", 9.2.6.
final class EventStream {
  private final Consumer<String> events;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder data = new StringBuilder();
  private final Set<String> ids = new HashSet<>();
  private String id = "";
  private boolean afterReturn;

  /// Creates the parser.
  ///
  /// @param events is given the data of each event
  EventStream(Consumer<String> events) {
    this.events = events;
  }

  /// Takes bytes, cut anywhere.
  void accept(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n' && afterReturn) {
        afterReturn = false;
      } else if (next == '\n' || next == '\r') {
        afterReturn = next == '\r';
        endLine();
      } else {
        afterReturn = false;
        line.write(next);
      }
    }
  }

  /// Takes the end: what a server did not close with an empty line counts too.
  void end() {
    endLine();
    dispatch();
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (text.isEmpty()) {
      dispatch();
      return;
    }
    int colon = text.indexOf(':');
    String field = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    switch (field.startsWith("\uFEFF") ? field.substring(1) : field) {
      case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
      case "id" -> id = value;
      default -> {}
    }
  }

  private void dispatch() {
    if (!data.isEmpty() && (id.isEmpty() || ids.add(id))) {
      events.accept(data.toString());
    }
    data.setLength(0);
    id = "";
  }
}
