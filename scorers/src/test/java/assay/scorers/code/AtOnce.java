package assay.scorers.code;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Judges that do not depend on each other, at once: the workers of their sandbox bound how many
/// programs run.
final class AtOnce {
  private AtOnce() {}

  /// What is asked about one item.
  interface Question<T, R> {
    R about(T item) throws Exception;
  }

  /// Returns what is found about each item, in their order.
  static <T, R> List<R> ask(List<T> items, Question<T, R> question) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<R>> asked = new ArrayList<>();
      for (T item : items) {
        asked.add(threads.submit(() -> question.about(item)));
      }
      List<R> found = new ArrayList<>();
      for (Future<R> answer : asked) {
        found.add(answer.get());
      }
      return found;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Returns the lines that are found about the items, without the empty ones.
  static <T> List<String> differences(List<T> items, Question<T, String> question) {
    return ask(items, question).stream().filter(line -> !line.isEmpty()).toList();
  }
}
