package assay.harness.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What a client has sent.
final class ConnectionInputTest {
  @Test
  void aRequestIsNotReadAgainWhereTheConnectionBreaksBehindIt() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }

          @Override
          public int read(byte[] into, int from, int count) throws IOException {
            return read();
          }
        };
    byte[] request = "GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII);
    ConnectionInput in =
        new ConnectionInput(new SequenceInputStream(new ByteArrayInputStream(request), broken));
    byte[] read = new byte[64];
    assertThat(in.read(read, 0, read.length)).isEqualTo(request.length);
    assertThatThrownBy(in::await).hasMessage("reset");
    assertThat(in.available()).isZero();
  }

  @Test
  void readsNoMoreThanIsAskedForAndThenTheEnd() throws IOException {
    ConnectionInput in = new ConnectionInput(new ByteArrayInputStream(new byte[] {1, -2, 3}));
    assertThat(in.read()).isEqualTo(1);
    assertThat(in.read()).isEqualTo(254);
    assertThat(in.available()).isEqualTo(1);
    byte[] read = new byte[8];
    assertThat(in.read(read, 2, 1)).isEqualTo(1);
    assertThat(read[2]).isEqualTo((byte) 3);
    assertThat(in.await()).isFalse();
    assertThat(in.read()).isEqualTo(-1);
  }
}
