package assay.engine.kernels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A codebook of ggml's IQ types: the short rows of whole numbers that its indexes stand for.
///
/// Source: ggml, `ggml-common.h`, as `tools/weights/make-codebooks.py` writes them.
final class Codebook {
  private static final String RESOURCE = "codebooks.txt";

  private final int width;
  private final byte[] numbers; // [entries, width]

  private Codebook(int width, byte[] numbers) {
    this.width = width;
    this.numbers = numbers;
  }

  /// Reads a codebook by its name there.
  static Codebook named(String name) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Codebook.class.getResourceAsStream(RESOURCE), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(name + " ")) {
          return read(line.split(" ", -1), lines);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalArgumentException("there is no codebook " + name);
  }

  private static Codebook read(String[] header, BufferedReader lines) throws IOException {
    int width = Integer.parseInt(header[2]);
    byte[] numbers = new byte[Integer.parseInt(header[1]) * width];
    int count = 0;
    while (count < numbers.length) {
      for (char digit : lines.readLine().toCharArray()) {
        numbers[count++] = Byte.parseByte(header[3 + Character.digit(digit, Character.MAX_RADIX)]);
      }
    }
    return new Codebook(width, numbers);
  }

  /// Copies the numbers of an entry.
  void copy(int entry, byte[] to, int offset) {
    System.arraycopy(numbers, entry * width, to, offset, width);
  }

  /// Copies the numbers of an entry, those negative whose bits are set, the lowest for the first.
  void copy(int entry, int signs, byte[] to, int offset) {
    for (int i = 0; i < width; i++) {
      byte number = numbers[entry * width + i];
      to[offset + i] = (byte) (((signs >> i) & 1) == 0 ? number : -number);
    }
  }
}
