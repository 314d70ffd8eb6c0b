package assay.reports.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may ask the server, and what for: it is open to whoever has its address, on this machine.
final class ViewAccessTest extends ServedRuns {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/rows/0/-1",
        "/rows/1/0",
        "/rows/0/0/../0",
        "/texts/0/9999999999",
        "/manifest.json",
        "/favicon.ico"
      })
  void noPathNamesAFile(String path) throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    String own = "127.0.0.1:" + server.address().getPort();
    assertThat(raw("GET", path, own, known())).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 127.0.0.1, 200",
    "GET, localhost, 200",
    "GET, LOCALHOST, 200",
    "GET, evil.example, 403",
    "GET, 127.0.0.1.evil.example, 403",
    "POST, 127.0.0.1, 405",
    "PUT, 127.0.0.1, 405",
    "DELETE, 127.0.0.1, 405",
    "HEAD, 127.0.0.1, 405",
    "OPTIONS, 127.0.0.1, 405",
  })
  void onlyThisMachineMayAndOnlyGet(String method, String host, int status) throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    String reply = raw(method, "/", host + ":" + server.address().getPort(), known());
    assertThat(reply).startsWith("HTTP/1.1 " + status + " ");
    assertThat(reply.contains("<!doctype html>")).isEqualTo(status == 200);
  }

  @Test
  void aForeignPageOrPortIsRefused() throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    String own = "127.0.0.1:" + server.address().getPort();
    assertThat(raw("GET", "/live", own, known() + "Origin: http://evil.example\r\n"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(raw("GET", "/live", own, known() + "Origin: http://" + own + "\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(raw("GET", "/live", "127.0.0.1:1", known())).startsWith("HTTP/1.1 403 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/live", "/figures", "/rows/0/0", "/texts/0/0", "/nothing"})
  void whoDoesNotKnowTheTokenReadsNothing(String path) throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    String own = "127.0.0.1:" + server.address().getPort();
    String wrong = "0".repeat(token().length());
    for (String headers :
        List.of(
            "",
            "Cookie: assay-view-1=" + token() + "\r\n",
            "Cookie: " + cookie().replace(token(), wrong) + "\r\n",
            "Cookie: " + cookie() + "0\r\n")) {
      for (String query : List.of("", "?token=", "?token=" + wrong)) {
        String reply = raw("GET", path + query, own, headers);
        assertThat(reply)
            .startsWith("HTTP/1.1 403 ")
            .contains("open the address that assay view printed")
            .doesNotContain(token(), "Set-Cookie");
      }
    }
  }

  @Test
  void theAddressWithItsTokenOpensThePageAndSetsACookieThatOpensTheRest() throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    HttpResponse<String> page =
        client.send(HttpRequest.newBuilder(server.address()).build(), BodyHandlers.ofString());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<!doctype html>").doesNotContain(token());
    assertThat(page.headers().firstValue("Set-Cookie"))
        .contains(cookie() + "; Path=/; HttpOnly; SameSite=Strict");
    String own = "localhost:" + server.address().getPort();
    assertThat(raw("GET", "/live", own, "Cookie: other=1; " + cookie() + "\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(raw("GET", "/live?token=" + token(), own, "")).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void aForeignHostIsRefusedEvenWithTheTokenAndIsNotToldIt() throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    String host = "evil.example:" + server.address().getPort();
    assertThat(raw("GET", "/?token=" + token(), host, known()))
        .startsWith("HTTP/1.1 403 ")
        .doesNotContain(token());
  }

  @Test
  void everyServerHasATokenOfItsOwn() throws Exception {
    Path run = write("run", RecordingProcess.records(3));
    serve(run);
    String first = token();
    server.close();
    serve(run);
    assertThat(token()).hasSize(32).isNotEqualTo(first);
  }

  @Test
  void everyReplyForbidsWhatThePageDoesNotNeed() throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    for (String path : List.of("/", "/live", "/rows/0/0", "/nothing")) {
      var headers = get(path).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'; ")
          .contains("connect-src 'self'", "frame-ancestors 'none'", "script-src 'sha256-");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
      assertThat(headers.firstValue("Cache-Control")).contains("no-store");
      assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void listensOnTheLoopbackAddressAlone() throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
            .toList();
    assumeFalse(others.isEmpty(), "this machine has no address but the loopback");
    for (InetAddress other : others) {
      assertThatThrownBy(() -> new Socket(other, server.address().getPort()).close())
          .isInstanceOf(ConnectException.class);
    }
  }
}
