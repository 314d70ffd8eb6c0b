package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `assay plan` says of samples for which an endpoint's context window is too small.
final class PlannedContextTest extends PlannedRuns {
  private static final int ANSWER = 5;

  @Test
  void samplesThatDoNotFitTheListedContextAreToldAsThoseOfALocalModel() throws Exception {
    Path suite = suite(40, 72, 80, 120);
    try (FakeEndpoint server =
        FakeEndpoint.withContext(20, call -> FakeEndpoint.text(call, "four"))) {
      JsonNode run = plan(suite, server).at("/runs/0");
      assertThat(run.path("calls").asInt()).isEqualTo(2);
      assertThat(run.path("unfit")).hasSize(2);
      assertThat(messages(run))
          .containsExactly(
              "does-not-fit: 2 of 4 samples (3, 4): the prompt does not fit the protocol's budget"
                  + " or the context of 20 and will not be measured (lengths are estimated: a token"
                  + " for every 4 bytes)",
              "answers-cut-by-context: 1 of 4 prompts leave less than the 5 tokens of an answer in"
                  + " the context of 20 (lengths are estimated: a token for every 4 bytes)");
      assertThat(server.calls()).isEmpty();
    }
  }

  @Test
  void lengthsAreThoseThatThePilotsRepliesTell() throws Exception {
    Path suite = suite(22, 22, 22);
    try (FakeEndpoint server =
        FakeEndpoint.withContext(11, call -> FakeEndpoint.text(call, "four"))) {
      assertThat(plan(suite, server).at("/runs/0/unfit")).isEmpty();
      JsonNode asked = plan(suite, server, "--pilot", "2").at("/runs/0");
      assertThat(asked.path("unfit")).as("11 tokens each, as told").hasSize(3);
      assertThat(messages(asked))
          .singleElement()
          .asString()
          .endsWith("(lengths are estimated from the pilot's replies)");
    }
  }

  @Test
  void anEndpointThatListsNoContextHasNone() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(call -> FakeEndpoint.text(call, "four"))) {
      JsonNode plan = plan(suite(40, 120_000), server);
      assertThat(plan.at("/runs/0/unfit")).isEmpty();
      assertThat(rules(plan)).isEmpty();
    }
  }

  private static List<String> messages(JsonNode run) {
    List<String> messages = new ArrayList<>();
    run.path("findings")
        .forEach(
            each ->
                messages.add(each.path("rule").asText() + ": " + each.path("message").asText()));
    return messages;
  }

  private JsonNode plan(Path suite, FakeEndpoint server, String... more) throws IOException {
    List<String> options =
        List.of(
            "--suite",
            suite.toString(),
            "--model",
            server.modelArgument(),
            "--max-tokens",
            String.valueOf(ANSWER),
            "--no-cache",
            "--json");
    return json(line("plan", options, more));
  }

  /// A suite whose prompts have so many bytes.
  private Path suite(int... bytes) throws IOException {
    List<String> rows = new ArrayList<>();
    for (int length : bytes) {
      rows.add("{\"q\": \"%s\", \"a\": \"4\"}".formatted("x".repeat(length)));
    }
    Files.write(folder.resolve("sums.jsonl"), rows);
    return Files.writeString(
        folder.resolve("sums.json"),
        """
        {"name": "sums", "prompt": "{q}", "target": "a", "scorer": "exact", "maxTokens": 2,
         "data": "sums.jsonl"}
        """);
  }
}
