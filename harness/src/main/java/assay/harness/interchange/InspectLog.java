package assay.harness.interchange;

import assay.tasks.DataException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A log of inspect_ai: an `.eval` archive, deflated as older versions wrote it or with Zstandard,
/// or the JSON form of the same. What its samples mean is told by [InspectSample], what their
/// scores mean by [InspectScores].
///
/// The samples that the evaluation was to have are rows of the run; those of a cancelled or
/// unfinished evaluation that the log lacks have no record.
///
/// @param path `.eval` or `.json`
public record InspectLog(Path path) implements ForeignLog {

  @Override
  public Origin origin() throws IOException {
    JsonNode eval = eval(header());
    String task = eval.path("task").asText("unknown");
    return new Origin(task, "inspect/" + task, eval.path("model").asText("unknown"), List.of());
  }

  @Override
  public Extent extent() throws IOException {
    JsonNode header = header();
    JsonNode eval = eval(header);
    List<String> ids = new ArrayList<>();
    eval.path("dataset").path("sample_ids").forEach(id -> ids.add(id.asText()));
    String status = header.path("status").asText("started");
    List<String> remarks = new ArrayList<>();
    if (!status.equals("success")) {
      remarks.add("the log's own status is \"%s\": it may lack samples".formatted(status));
    }
    return new Extent(ids, Math.max(1, eval.path("config").path("epochs").asInt(1)), remarks);
  }

  private JsonNode header() throws IOException {
    return new InspectFile(path).header();
  }

  private JsonNode eval(JsonNode header) {
    JsonNode eval = header.path("eval");
    if (!eval.isObject()) {
      throw DataException.inFile(path.toString(), "has no field \"eval\": this is no inspect log");
    }
    return eval;
  }

  @Override
  public void read(Consumer<Entry> consumer) throws IOException {
    new InspectFile(path)
        .samples(
            sample -> {
              if (!sample.hasNonNull("id")) {
                throw DataException.inFile(path.toString(), "a sample has no id");
              }
              consumer.accept(new InspectSample(sample).entry());
            });
  }
}
