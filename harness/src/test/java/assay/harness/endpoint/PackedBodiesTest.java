package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.endpoint.FakeEndpoint.Pieces;
import assay.harness.run.RunFailedException;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Bodies that are packed though no call asks for it, as some proxies do.
final class PackedBodiesTest {
  private static final String REPLY =
      "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"four\"}}]}";

  /// `zlib.compress(reply, 9, wbits=31)` of Python.
  private static final String PYTHON_GZIP =
      "1f8b08000000000002030dc9c10d80300805d05dfed909ba8a31a621d472104cc11361777dd7"
          + "97a06942ec687b62888acf737177533478d8830d37bbf78bd112641aacf1dfb077a1eaa80f56"
          + "fecf1e43000000";

  /// `zlib.compress(reply)` of Python.
  private static final String PYTHON_DEFLATE =
      "789c0dc9c10d80300805d05dfed909ba8a31a621d472104cc11361777dd797a06942ec687b62"
          + "888acf737177533478d8830d37bbf78bd112641aacf1dfb077a1eaa80f2d7917f5";

  @Test
  void aPackedReplyIsUnpacked() throws Exception {
    for (String coding : List.of("gzip", "x-gzip", "GZIP")) {
      assertThat(text(ask(200, coding, HexFormat.of().parseHex(PYTHON_GZIP))))
          .as(coding)
          .isEqualTo("four");
    }
    assertThat(text(ask(200, "deflate", HexFormat.of().parseHex(PYTHON_DEFLATE))))
        .isEqualTo("four");
    assertThat(text(ask(200, "identity", bytes(REPLY)))).isEqualTo("four");
  }

  @Test
  void itIsUnpackedWithinTheBoundOfAnyReply() throws Exception {
    String large = " ".repeat(50 << 20);
    assertThat(detail("gzip", gzip(large))).contains("the reply is longer than");
    assertThat(detail("deflate", deflate(large))).contains("the reply is longer than");
  }

  @Test
  void aBodyThatBreaksOffSaysSo() throws Exception {
    byte[] zip = gzip(REPLY);
    for (int length : new int[] {5, 12, zip.length / 2, zip.length - 9, zip.length - 1}) {
      assertThat(detail("gzip", Arrays.copyOf(zip, length)))
          .as("%d bytes of %d", length, zip.length)
          .isEqualTo(
              "the call broke: the body says gzip and cannot be unpacked: it breaks off, after 3"
                  + " tries");
    }
    byte[] deflated = deflate(REPLY);
    assertThat(detail("deflate", Arrays.copyOf(deflated, deflated.length / 2)))
        .startsWith(
            "the call broke: the body says deflate and cannot be unpacked: it breaks off, after");
  }

  @Test
  void aBodyThatIsDamagedSaysHow() throws Exception {
    assertThat(detail("gzip", bytes(REPLY)))
        .startsWith(
            "the call broke: the body says gzip and cannot be unpacked: Not in GZIP format, after");
    byte[] changed = gzip(REPLY);
    changed[changed.length - 6] ^= 1;
    assertThat(detail("gzip", changed))
        .startsWith(
            "the call broke: the body says gzip and cannot be unpacked: Corrupt GZIP trailer,");
    assertThat(detail("deflate", bytes(REPLY)))
        .startsWith(
            "the call broke: the body says deflate and cannot be unpacked: incorrect header");
  }

  @Test
  void aCodingThatIsNotKnownIsNamed() throws Exception {
    assertThat(detail("br", HexFormat.of().parseHex("0b0280")))
        .isEqualTo(
            "the call broke: the body says 'br', which was not asked for and cannot be unpacked,"
                + " after 3 tries");
    assertThat(detail("gzip, gzip", gzip(REPLY))).contains("the body says 'gzip, gzip', which");
  }

  @Test
  void aStatusCountsWhateverItsBody() {
    for (String coding : List.of("br", "gzip")) {
      assertThatThrownBy(() -> ask(401, coding, bytes("{}")))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("HTTP 401: the body says")
          .hasMessageContaining("cannot be unpacked");
    }
  }

  @Test
  void anEmptyBodyIsNotPacked() {
    assertThatThrownBy(() -> ask(404, "gzip", new byte[0]))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("refuses every call: HTTP 404. ");
  }

  private static String text(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Completion.class);
    return ((Completion) outcome).text();
  }

  private static String detail(String coding, byte[] body) throws Exception {
    Outcome outcome = ask(200, coding, body);
    assertThat(outcome).isInstanceOf(Failure.class);
    assertThat(((Failure) outcome).cause()).isEqualTo(Cause.ENDPOINT_ERROR);
    return ((Failure) outcome).detail();
  }

  private static Outcome ask(int status, String coding, byte[] body) throws Exception {
    return Endpoints.ask(
        Endpoints.options(Credentials.NONE),
        call -> new Pieces(status, Map.of("Content-Encoding", coding), List.of(body), 0));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(bytes(text));
    }
    return bytes.toByteArray();
  }

  private static byte[] deflate(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(bytes(text));
    }
    return bytes.toByteArray();
  }
}
