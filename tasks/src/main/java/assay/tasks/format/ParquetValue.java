package assay.tasks.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqStruct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAccessor;
import java.util.function.Supplier;

/// A Parquet value as the JSON value of the same meaning, so that a row reads alike in any format.
final class ParquetValue {
  private ParquetValue() {}

  /// Returns the value as JSON.
  ///
  /// @param value what the library decoded
  /// @param raw the stored bytes of a text, because the library replaces what is not UTF-8
  static JsonNode node(Object value, Supplier<Object> raw) throws IOException {
    return switch (value) {
      case null -> NullNode.getInstance();
      case String text -> TextNode.valueOf(raw.get() instanceof byte[] utf8 ? decode(utf8) : text);
      case Integer number -> LongNode.valueOf(number);
      case Long number -> LongNode.valueOf(number);
      case Float number -> DoubleNode.valueOf(number);
      case Double number -> DoubleNode.valueOf(number);
      case Boolean truth -> BooleanNode.valueOf(truth);
      case TemporalAccessor time -> TextNode.valueOf(time.toString());
      case PqList list -> array(list);
      case PqStruct struct -> object(struct);
      default ->
          throw new IOException(
              "a value of type %s has no meaning here".formatted(value.getClass().getSimpleName()));
    };
  }

  private static ArrayNode array(PqList list) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < list.size(); i++) {
      int index = i;
      array.add(node(list.get(index), () -> list.getRaw(index)));
    }
    return array;
  }

  private static ObjectNode object(PqStruct struct) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < struct.getFieldCount(); i++) {
      String name = struct.getFieldName(i);
      object.set(name, node(struct.getValue(name), () -> struct.getRawValue(name)));
    }
    return object;
  }

  private static String decode(byte[] utf8) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
  }
}
