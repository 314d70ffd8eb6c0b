package assay.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CsvFilesTest {
  /// A run has as many records as it has, each with its prompt and completion.
  @Test
  void writesARowBeforeTheNextRecordOfARunIsRead() throws IOException {
    AtomicInteger read = new AtomicInteger();
    List<Integer> ahead = new ArrayList<>();
    DataFile<Integer> file =
        new DataFile<>(
            "numbers",
            List.of(Column.text("", "number", "itself", String::valueOf)),
            () ->
                Stream.of("a run", "another")
                    .flatMap(run -> IntStream.range(0, 100).boxed())
                    .peek(number -> read.incrementAndGet()));
    CsvFiles.write(
        file,
        new Lines() {
          @Override
          void line() {
            ahead.add(read.get());
          }
        });
    assertThat(ahead).containsExactlyElementsOf(IntStream.rangeClosed(0, 200).boxed().toList());
  }

  @Test
  void aFullDiskIsAnIoException() {
    DataFile<String> file =
        new DataFile<>(
            "one", List.of(Column.text("", "text", "itself", text -> text)), List.of("row"));
    assertThatThrownBy(
            () ->
                CsvFiles.write(
                    file,
                    new Lines() {
                      @Override
                      void line() throws IOException {
                        throw new IOException("no space left");
                      }
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("no space left");
  }

  /// Tells when a line ends.
  private abstract static class Lines extends Writer {
    abstract void line() throws IOException;

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
      for (int i = offset; i < offset + length; i++) {
        if (buffer[i] == '\n') {
          line();
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
