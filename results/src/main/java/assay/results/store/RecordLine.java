package assay.results.store;

import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import assay.results.text.JsonBytes;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32C;

/// One line of `records.jsonl` or `experts.jsonl`: `{"crc32c":"<8 hex digits>","record":{...}}`.
///
/// The checksum (CRC-32C, RFC 3720 appendix B.4) covers the bytes of the record object, so a line
/// can be checked without parsing it.
final class RecordLine {
  private static final int CRC_DIGITS = 8;
  private static final String BEFORE = "{\"crc32c\":\"";
  private static final String AFTER = "\",\"record\":";
  private static final String WITHOUT_CRC = BEFORE + "0".repeat(CRC_DIGITS) + AFTER;
  private static final String END = "}\n";
  private static final byte[] BEFORE_CRC = BEFORE.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AFTER_CRC = AFTER.getBytes(StandardCharsets.US_ASCII);
  private static final int BODY_START = BEFORE_CRC.length + CRC_DIGITS + AFTER_CRC.length;

  private RecordLine() {}

  /// Returns the line's bytes, its newline included.
  static byte[] encode(SampleRecord record) {
    return framed(json -> RecordCodec.write(json, record));
  }

  /// Returns a line that holds the object, its newline included.
  static byte[] frame(ObjectNode object) {
    return framed(json -> json.writeTree(object));
  }

  /// The checksum takes its place when what it is of has been written.
  private static byte[] framed(JsonBytes.Content body) {
    byte[] line =
        JsonBytes.of(
            json -> {
              json.writeRaw(WITHOUT_CRC);
              body.write(json);
              json.writeRaw(END);
            });
    String crc = checksum(line, BODY_START, line.length - END.length() - BODY_START);
    System.arraycopy(
        crc.getBytes(StandardCharsets.US_ASCII), 0, line, BEFORE_CRC.length, CRC_DIGITS);
    return line;
  }

  /// Returns what is wrong with a line (its newline excluded), or empty when it is intact.
  static Optional<String> damage(byte[] line) {
    if (line.length <= BODY_START || !framed(line)) {
      return Optional.of("not a record line");
    }
    String stated = new String(line, BEFORE_CRC.length, CRC_DIGITS, StandardCharsets.US_ASCII);
    String found = checksum(line, BODY_START, line.length - 1 - BODY_START);
    return stated.equals(found)
        ? Optional.empty()
        : Optional.of("checksum is " + stated + ", the content has " + found);
  }

  private static boolean framed(byte[] line) {
    return startsWith(line, 0, BEFORE_CRC)
        && startsWith(line, BEFORE_CRC.length + CRC_DIGITS, AFTER_CRC)
        && line[line.length - 1] == '}';
  }

  private static boolean startsWith(byte[] line, int offset, byte[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (line[offset + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /// Returns the record of an intact line (its newline excluded).
  ///
  /// @throws Fields.FieldException if the content is not a record of this format
  static SampleRecord decode(byte[] line) {
    return decode(line, RecordCodec::read);
  }

  /// Returns the record of an intact line (its newline excluded) without its longest texts; see
  /// [RecordSkim].
  ///
  /// @throws Fields.FieldException if the content is not a record of this format
  static SampleRecord skim(byte[] line) {
    try (JsonParser json = JsonText.parser(line, BODY_START, line.length - 1 - BODY_START)) {
      return RecordSkim.read(json);
    } catch (JsonProcessingException e) {
      throw new Fields.FieldException("the content is not JSON: " + e.getOriginalMessage());
    } catch (IOException | IllegalArgumentException e) {
      throw new Fields.FieldException(e.getMessage());
    }
  }

  /// Returns what a codec reads from an intact line (its newline excluded).
  ///
  /// @throws Fields.FieldException if the content is not what the codec reads
  static <T> T decode(byte[] line, Function<JsonNode, T> codec) {
    ByteBuffer body = ByteBuffer.wrap(line, BODY_START, line.length - 1 - BODY_START);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(body).toString();
      return codec.apply(JsonText.parse(text));
    } catch (CharacterCodingException e) {
      throw new Fields.FieldException("the content is not UTF-8");
    } catch (JsonProcessingException e) {
      throw new Fields.FieldException("the content is not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new Fields.FieldException(e.getMessage());
    }
  }

  /// Returns the attempt of an intact line (its newline excluded). What stands behind it is not
  /// read where the fields are in the order in which they are written.
  ///
  /// @throws Fields.FieldException if the content is not a record of this format
  static AttemptKey key(byte[] line) {
    try (JsonParser json = JsonText.parser(line, BODY_START, line.length - 1 - BODY_START)) {
      int attempt = -1;
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME && !json.currentName().equals("sample")) {
        boolean found = json.currentName().equals("attempt");
        json.nextToken();
        attempt = found ? json.getIntValue() : attempt;
        json.skipChildren();
      }
      if (attempt >= 0
          && json.nextToken() == JsonToken.START_OBJECT
          && json.nextToken() == JsonToken.FIELD_NAME
          && json.currentName().equals("id")
          && json.nextToken() == JsonToken.VALUE_STRING) {
        return new AttemptKey(json.getText(), attempt);
      }
    } catch (IOException e) {
      throw new Fields.FieldException("the content is not JSON: " + e.getMessage());
    }
    return decode(line).key();
  }

  private static String checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
