package assay.harness.cache;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Model;
import assay.harness.run.ModelBefore;
import assay.results.CallFacts;
import assay.results.Completion;
import assay.results.Outcome;
import assay.results.RunManifest.ModelIdentity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// A model before which stands a cache: what was answered before is not asked again.
///
/// Failures are never kept, and neither are completions that bring more than their text: the
/// experts of their tokens, or a key that had to be blotted out. A cache that cannot be read or
/// written costs a warning and nothing else.
public final class CachedModel extends ModelBefore {
  private final ModelIdentity identity;
  private final String code;
  private final CompletionCache cache;
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicBoolean told = new AtomicBoolean();
  private final long most;
  private volatile String problem = "";

  /// Puts a cache before a model, which is closed with it.
  ///
  /// @param identity the model's
  /// @param code what computes the model here; empty for one that runs elsewhere
  /// @param most bytes that the cache may hold when the model is closed
  public CachedModel(
      Model model, ModelIdentity identity, String code, CompletionCache cache, long most) {
    super(model);
    this.identity = identity;
    this.code = code;
    this.cache = cache;
    this.most = most;
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public Outcome complete(CompletionRequest request) throws InterruptedException {
    CacheKey key = CacheKey.of(identity, code, request);
    Optional<Completion> known = known(key);
    if (known.isPresent()) {
      kept.incrementAndGet();
      Completion completion = known.get();
      return completion.withCall(completion.call().orElse(CallFacts.UNKNOWN).fromCache());
    }
    asked.incrementAndGet();
    Outcome outcome = super.complete(request);
    if (outcome instanceof Completion completion && keepable(completion)) {
      keep(key, completion);
    }
    return outcome;
  }

  private static boolean keepable(Completion completion) {
    return completion.experts().isEmpty()
        && completion.call().filter(CallFacts::keyHidden).isEmpty();
  }

  private Optional<Completion> known(CacheKey key) {
    try {
      return broken.get() ? Optional.empty() : cache.get(key);
    } catch (IOException e) {
      give(e);
      return Optional.empty();
    }
  }

  private void keep(CacheKey key, Completion completion) {
    try {
      if (!broken.get()) {
        cache.put(key, completion);
      }
    } catch (IOException e) {
      give(e);
    }
  }

  private void give(IOException e) {
    problem = "warning: the cache in %s is not used: %s".formatted(cache.folder(), e);
    broken.set(true);
  }

  @Override
  public List<String> news() {
    List<String> news = new ArrayList<>(super.news());
    if (broken.get() && told.compareAndSet(false, true)) {
      news.add(problem);
    }
    return news;
  }

  @Override
  public List<String> summary() {
    long old = kept.getAndSet(0);
    long all = old + asked.getAndSet(0);
    List<String> words = new ArrayList<>(super.summary());
    // What the engine says of its prefixes is over all prompts, kept answers included.
    words.removeIf(line -> old > 0 && line.startsWith("prefixes"));
    if (all > 0) {
      words.add("cache     %d of %d answers from %s".formatted(old, all, cache.folder()));
    }
    return words;
  }

  @Override
  public void close() {
    super.close();
    try {
      if (!broken.get()) {
        cache.prune(most, Instant.EPOCH);
      }
    } catch (IOException e) {
      // What is too much stays for the next run to remove.
    }
  }
}
