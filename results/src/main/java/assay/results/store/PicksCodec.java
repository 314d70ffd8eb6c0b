package assay.results.store;

import assay.results.AttemptPicks;
import assay.results.ExpertPicks;
import assay.results.SampleRecord.AttemptKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.IntFunction;

/// [AttemptPicks] as a JSON tree and back: `sample`, `attempt`, and the counts `prompt` and
/// `generated` as `[layers][experts]`.
final class PicksCodec {
  private PicksCodec() {}

  static ObjectNode write(AttemptPicks attempt) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("sample", attempt.key().sampleId()).put("attempt", attempt.key().attempt());
    ExpertPicks picks = attempt.picks();
    counts(node.putArray("prompt"), picks.layerCount(), picks::prompt);
    counts(node.putArray("generated"), picks.layerCount(), picks::generated);
    return node;
  }

  private static void counts(ArrayNode layers, int count, IntFunction<int[]> layer) {
    for (int i = 0; i < count; i++) {
      ArrayNode experts = layers.addArray();
      for (int picks : layer.apply(i)) {
        experts.add(picks);
      }
    }
  }

  static AttemptPicks read(JsonNode node) {
    Fields fields = new Fields(node, "");
    return new AttemptPicks(
        new AttemptKey(fields.text("sample"), fields.integer("attempt")),
        new ExpertPicks(counts(fields, "prompt"), counts(fields, "generated")));
  }

  private static int[][] counts(Fields fields, String name) {
    JsonNode layers = fields.node(name);
    int[][] counts = new int[layers.size()][];
    for (int layer = 0; layer < counts.length; layer++) {
      counts[layer] = new int[layers.get(layer).size()];
      for (int expert = 0; expert < counts[layer].length; expert++) {
        JsonNode count = layers.get(layer).get(expert);
        if (!count.isInt()) {
          throw new Fields.FieldException(
              "field \"%s\" must hold arrays of counts, found %s".formatted(name, count));
        }
        counts[layer][expert] = count.intValue();
      }
    }
    return counts;
  }
}
