package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a server says of the length of its reply, and whether it can be one (RFC 9110, section
/// 8.6).
final class BodyLengthTest {
  private static final String REPLY =
      "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"four\"}}]}";

  @Test
  void oneLengthThatIsSaidTwiceIsOne() throws Exception {
    int length = REPLY.length();
    for (String headers :
        List.of(
            "Content-Length: %d\r\nContent-Length: %d\r\n".formatted(length, length),
            "Content-Length: %d\r\ncontent-length: 0%d\r\n".formatted(length, length),
            "Content-Length: %d, %d\r\n".formatted(length, length))) {
      Outcome outcome = ask(headers);
      assertThat(outcome).as(headers).isInstanceOf(Completion.class);
      assertThat(((Completion) outcome).text()).isEqualTo("four");
    }
  }

  @Test
  void twoLengthsAreNone() throws Exception {
    assertThat(detail("Content-Length: 185\r\nContent-Length: 12\r\n"))
        .isEqualTo("the call broke: the reply has two Content-Lengths, 185 and 12, after 3 tries");
    assertThat(detail("Content-Length: 12, 185\r\n"))
        .isEqualTo("the call broke: the reply has two Content-Lengths, 12 and 185, after 3 tries");
  }

  @Test
  void aLengthIsARunOfDigits() throws Exception {
    for (String value :
        List.of("+185", "0x10", "-1", "", "1 2", "12,", "1e3", "\u00b2", "9".repeat(30))) {
      assertThat(detail("Content-Length: " + value + "\r\n"))
          .startsWith("the call broke: the reply's Content-Length is no number of bytes: '");
    }
    assertThat(detail("Content-Length: +185\r\n"))
        .isEqualTo(
            "the call broke: the reply's Content-Length is no number of bytes: '+185', after 3"
                + " tries");
    assertThat(detail("Content-Length: \u001b[2J\r\n")).contains("'<U+001B>[2J'");
  }

  private static String detail(String headers) throws Exception {
    Outcome outcome = ask(headers);
    assertThat(outcome).as(headers).isInstanceOf(Failure.class);
    return ((Failure) outcome).detail();
  }

  private static Outcome ask(String headers) throws Exception {
    return Endpoints.told("HTTP/1.1 200 OK\r\n" + headers + "\r\n" + REPLY);
  }
}
