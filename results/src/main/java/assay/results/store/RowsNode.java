package assay.results.store;

import assay.results.PackedRows;
import assay.results.RunManifest.Row;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.util.List;

/// The rows of a manifest as one node of its tree, which is the same in a file as an array of
/// objects: as trees of their own, those of twelve thousand samples take five megabytes.
record RowsNode(List<Row> rows) implements JsonSerializable {
  private static final String ID = "id";
  private static final String DIGEST = "sha256";

  /// Returns the rows as a node.
  static JsonNode of(List<Row> rows) {
    return JsonNodeFactory.instance.pojoNode(new RowsNode(rows));
  }

  /// Reads the rows that an array holds, which is what the parser is at.
  ///
  /// @throws Fields.FieldException if an element is no row
  static JsonNode read(JsonParser json) throws IOException {
    PackedRows.Packing rows = new PackedRows.Packing();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      rows.add(row(new Fields(JsonText.subtree(json), "dataset.rows")));
    }
    return of(rows.rows());
  }

  /// Returns the rows of a data set, be they a node of this kind or an array.
  ///
  /// @throws Fields.FieldException if they are neither, or an element is no row
  static List<Row> rows(Fields dataset) {
    return dataset.node("rows") instanceof POJONode node && node.getPojo() instanceof RowsNode known
        ? known.rows()
        : dataset.objects("rows", RowsNode::row);
  }

  private static Row row(Fields row) {
    return new Row(row.text(ID), row.text(DIGEST));
  }

  @Override
  public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
    json.writeStartArray(rows, rows.size());
    for (Row row : rows) {
      json.writeStartObject();
      json.writeStringField(ID, row.id());
      json.writeStringField(DIGEST, row.digest());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializerProvider provider, TypeSerializer type) throws IOException {
    serialize(json, provider);
  }
}
