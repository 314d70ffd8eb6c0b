package assay.engine.tokenizer;

import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A `tokenizer.model` file of SentencePiece: a protocol buffer with the pieces, how they were
/// trained, and how a text is normalised. Byte-pair encoding without normalisation is read, as
/// Llama 2 and Mistral have it.
///
/// Source: Kudo and Richardson 2018, "SentencePiece"; its `sentencepiece_model.proto`.
final class SentencePieceFile {
  private static final int BPE = 2;

  // Fields of ModelProto.
  private static final int PIECES = 1;
  private static final int TRAINER = 2;
  private static final int NORMALIZER = 3;

  private final Path file;
  private final List<String> texts = new ArrayList<>();
  private final List<TokenKind> kinds = new ArrayList<>();
  private final List<Float> scores = new ArrayList<>();
  private long modelType = 1;
  private long unknown;
  private long bos = 1;
  private long eos = 2;
  private long dummyPrefix = 1;
  private long removeSpaces = 1;
  private long escapeSpaces = 1;
  private long spaceBehind;
  private int charsMapBytes;

  private SentencePieceFile(Path file) {
    this.file = file;
  }

  /// Reads a file.
  ///
  /// @throws MalformedModelException if it is damaged, or of another kind
  static SentencePieceFile read(Path path) throws IOException {
    SentencePieceFile file = new SentencePieceFile(path);
    try {
      file.message(ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN));
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      throw file.fault("this is no model of SentencePiece", "a protocol buffer", "other bytes");
    }
    file.requireReadable();
    return file;
  }

  /// A value of one field: a number, or the bytes of what has a length.
  private record Value(long number, ByteBuffer bytes) {}

  @FunctionalInterface
  private interface Fields {
    void field(int number, Value value);
  }

  private void message(ByteBuffer bytes) {
    fields(
        bytes,
        (number, value) -> {
          switch (number) {
            case PIECES -> piece(value.bytes());
            case TRAINER -> fields(value.bytes(), this::trainer);
            case NORMALIZER -> fields(value.bytes(), this::normalizer);
            default -> {} // notes on denormalisation and self-tests
          }
        });
  }

  private void piece(ByteBuffer bytes) {
    texts.add("");
    scores.add(0f);
    kinds.add(TokenKind.NORMAL);
    fields(
        bytes,
        (number, value) -> {
          switch (number) {
            case 1 -> texts.set(texts.size() - 1, text(value));
            case 2 -> scores.set(scores.size() - 1, Float.intBitsToFloat((int) value.number()));
            case 3 -> kinds.set(kinds.size() - 1, TokenKind.of((int) value.number()));
            default -> {}
          }
        });
  }

  private void trainer(int number, Value value) {
    switch (number) {
      case 3 -> modelType = value.number();
      case 24 -> spaceBehind = value.number();
      case 40 -> unknown = value.number();
      case 41 -> bos = value.number();
      case 42 -> eos = value.number();
      default -> {}
    }
  }

  private void normalizer(int number, Value value) {
    switch (number) {
      case 2 -> charsMapBytes = value.bytes().remaining();
      case 3 -> dummyPrefix = value.number();
      case 4 -> removeSpaces = value.number();
      case 5 -> escapeSpaces = value.number();
      default -> {}
    }
  }

  private void requireReadable() {
    if (modelType != BPE) {
      throw fault("this kind of SentencePiece model is not supported", "BPE (2)", "" + modelType);
    }
    if (charsMapBytes > 0 || removeSpaces != 0 || escapeSpaces != 1 || spaceBehind != 0) {
      throw fault(
          "this normalisation of texts is not supported",
          "none but U+2581 for spaces",
          "%d bytes of rules, remove_extra_whitespaces %d, escape_whitespaces %d, suffixes %d"
              .formatted(charsMapBytes, removeSpaces, escapeSpaces, spaceBehind));
    }
  }

  private MalformedModelException fault(String what, String expected, String found) {
    return new MalformedModelException(
        new FilePlace(file, "$", OptionalLong.empty()),
        what,
        expected,
        found,
        "Fetch the folder again, or use one with tokenizer.json");
  }

  /// Reads the fields of a message: varints, numbers of four or eight bytes, and bytes with their
  /// length.
  ///
  /// Source: Protocol Buffers, "Encoding".
  private static void fields(ByteBuffer bytes, Fields fields) {
    while (bytes.hasRemaining()) {
      long tag = varint(bytes);
      ByteBuffer none = bytes.slice(bytes.position(), 0);
      Value value =
          switch ((int) tag & 7) {
            case 0 -> new Value(varint(bytes), none);
            case 1 -> new Value(bytes.getLong(), none);
            case 2 -> new Value(0, take(bytes, varint(bytes)));
            case 5 -> new Value(bytes.getInt(), none);
            default -> throw new IllegalArgumentException("no wire type");
          };
      fields.field((int) (tag >>> 3), value);
    }
  }

  private static ByteBuffer take(ByteBuffer bytes, long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer taken = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) length);
    return taken;
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }

  private static String text(Value value) {
    return StandardCharsets.UTF_8.decode(value.bytes()).toString();
  }

  /// Returns the texts of the pieces.
  List<String> texts() {
    return List.copyOf(texts);
  }

  /// Returns their kinds.
  List<TokenKind> kinds() {
    return List.copyOf(kinds);
  }

  /// Returns their scores.
  List<Float> scores() {
    return List.copyOf(scores);
  }

  /// Returns the id of the unknown token, of the begin or of the end of a text; below 0 for none.
  int unknown() {
    return (int) unknown;
  }

  int bos() {
    return (int) bos;
  }

  int eos() {
    return (int) eos;
  }

  /// Returns whether a text is read as if a space stood before it.
  boolean addsPrefix() {
    return dummyPrefix != 0;
  }
}
