package assay.results.text;

import java.io.IOException;
import java.io.Writer;

/// Escapes what it is given. The first half of a pair, and a carriage return, wait for what follows
/// them. Not thread-safe.
final class EscapingWriter extends Writer {
  private final Escapes escapes;
  private final Writer out;
  private String waiting = "";

  EscapingWriter(Escapes escapes, Writer out) {
    this.escapes = escapes;
    this.out = out;
  }

  @Override
  public void write(char[] units, int offset, int length) throws IOException {
    if (length == 0) {
      return;
    }
    String text = waiting + new String(units, offset, length);
    char last = text.charAt(text.length() - 1);
    boolean open = Character.isHighSurrogate(last) || last == '\r';
    int end = open ? text.length() - 1 : text.length();
    waiting = text.substring(end);
    out.write(escapes.apply(text.substring(0, end)));
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.write(escapes.apply(waiting));
    waiting = "";
    out.close();
  }
}
