package assay.harness;

import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SuiteFacts;
import assay.tasks.Benchmark;
import assay.tasks.Dataset;
import assay.tasks.ListedProtocol;
import assay.tasks.Protocol;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.TokenCounter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// [PermutedChoice] of which one protocol cannot be run, and which counts how often its data is
/// read.
final class FaultyChoice implements Benchmark {
  private final Benchmark sound = new PermutedChoice();
  private final AtomicInteger reads = new AtomicInteger();
  private final Supplier<Error> fault;

  /// Creates the benchmark.
  ///
  /// @param fault of the protocol with two shots, as it is opened
  FaultyChoice(Supplier<Error> fault) {
    this.fault = fault;
  }

  int reads() {
    return reads.get();
  }

  @Override
  public String suite() {
    return sound.suite();
  }

  @Override
  public String description() {
    return sound.description();
  }

  @Override
  public List<ListedProtocol> protocols() {
    return sound.protocols();
  }

  @Override
  public SuiteFacts facts() {
    return sound.facts();
  }

  @Override
  public Dataset dataset(TaskRequest request) {
    return new Counted(sound.dataset(request), reads);
  }

  @Override
  public Task task(TaskRequest request) {
    Protocol protocol = sound.task(request).protocol();
    return new Task(
        this,
        "all",
        dataset(request),
        protocol.name().equals(PermutedChoice.TWO_SHOT) ? new Faulty(protocol, fault) : protocol);
  }

  private record Counted(Dataset data, AtomicInteger reads) implements Dataset {
    @Override
    public String source() {
      return data.source();
    }

    @Override
    public String digest() {
      return data.digest();
    }

    @Override
    public Stream<Sample> open() {
      reads.incrementAndGet();
      return data.open();
    }
  }

  private record Faulty(Protocol sound, Supplier<Error> fault) implements Protocol {
    @Override
    public String name() {
      return sound.name();
    }

    @Override
    public String version() {
      throw fault.get();
    }

    @Override
    public GenerationSettings settings() {
      return sound.settings();
    }

    @Override
    public Prompt render(Sample sample, Optional<TokenCounter> counter) {
      return sound.render(sample, counter);
    }

    @Override
    public List<String> scorers() {
      return sound.scorers();
    }
  }
}
