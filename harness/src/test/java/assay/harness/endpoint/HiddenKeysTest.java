package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint.Reply;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A key that a server repeats.
final class HiddenKeysTest {
  private static final String KEY = "sk-0123456789abcdefghijklmnop";

  @Test
  void theKeyIsHiddenWhereverItStands() throws Exception {
    String basic =
        Base64.getEncoder().encodeToString(("user:" + KEY).getBytes(StandardCharsets.UTF_8));
    Outcome refused =
        Endpoints.ask(
            Endpoints.options(new Credentials(Optional.of(new Secret(KEY)), Map.of())),
            call ->
                new Reply(
                    400,
                    Map.of(),
                    "{\"error\":\"key %s, its end %s, as base64 %s\"}"
                        .formatted(KEY, KEY.substring(12), basic)));
    String detail = ((Failure) refused).detail();
    assertThat(detail).startsWith("HTTP 400: key ***, its end ***, as base64 ");
    for (int i = 0; i + 8 <= KEY.length(); i++) {
      assertThat(detail).doesNotContain(KEY.substring(i, i + 8));
    }
    assertThat(new String(Base64.getDecoder().decode(padded(detail)), StandardCharsets.ISO_8859_1))
        .doesNotContain(KEY.substring(4, 12));
  }

  @Test
  void aCompletionThatHoldsTheKeyIsMarked() throws Exception {
    Completion done =
        (Completion)
            Endpoints.ask(
                Endpoints.options(new Credentials(Optional.of(new Secret(KEY)), Map.of())),
                call -> FakeEndpoint.text(call, "my key is " + KEY + "."));
    assertThat(done.text()).isEqualTo("my key is ***.");
    assertThat(done.call().orElseThrow().keyHidden()).isTrue();
  }

  private static String padded(String detail) {
    String rest = detail.substring(detail.lastIndexOf(' ') + 1).replace("*", "");
    return rest.substring(0, rest.length() - rest.length() % 4);
  }
}
