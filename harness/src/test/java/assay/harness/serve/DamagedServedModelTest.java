package assay.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.DamagedModelTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server over a model with a weight that is no number.
@Timeout(300)
final class DamagedServedModelTest {
  @TempDir private Path folder;

  @Test
  void everyRequestFailsInWordsAndTheServerStays() throws Exception {
    Path file = DamagedModelTest.damaged(folder);
    try (Served served = Served.of(file, ServeOptions.local(0), 4, 64)) {
      String prompt = "{\"model\": \"demo\", \"prompt\": \"The sky\", \"max_tokens\": 4%s}";
      for (String more :
          new String[] {"", ", \"temperature\": 0.7", ", \"echo\": true, \"logprobs\": 2"}) {
        JsonNode error = served.refusal(500, "/v1/completions", prompt.formatted(more));
        assertThat(error.path("code").asText()).isEqualTo("model_damaged");
        assertThat(error.path("message").asText())
            .contains("tensor \"output_norm.weight\"", "fetch the model again");
      }
      assertThat(served.post("/v1/completions", prompt.formatted(", \"stream\": true")).body())
          .contains("model_damaged");
      assertThat(served.get("/health").statusCode()).isEqualTo(200);
      assertThat(served.faults()).isEmpty();
    }
  }
}
