package assay.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TerminalOrdersTest {
  @Test
  void aTerminalTakesOrders() {
    assertThat(TerminalOrders.allowed(true, Map.of("TERM", "xterm-256color"))).isTrue();
    assertThat(TerminalOrders.allowed(true, Map.of("NO_COLOR", "", "CLICOLOR", "1"))).isTrue();
  }

  @Test
  void whatIsNoTerminalTakesNone() {
    assertThat(TerminalOrders.allowed(false, Map.of("TERM", "xterm"))).isFalse();
  }

  @Test
  void noColorForbidsThem() {
    assertThat(TerminalOrders.allowed(true, Map.of("NO_COLOR", "1"))).isFalse();
  }

  @Test
  void clicolorZeroForbidsThem() {
    assertThat(TerminalOrders.allowed(true, Map.of("CLICOLOR", "0"))).isFalse();
  }

  @Test
  void aDumbTerminalTakesNone() {
    assertThat(TerminalOrders.allowed(true, Map.of("TERM", "dumb"))).isFalse();
  }
}
