package assay.harness.hub;

import assay.harness.made.MadeFiles;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.results.Digests;
import assay.tasks.PublishedData;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Files by name: what is in the local caches is taken from there, what is not is downloaded into
/// them, once.
public final class Hub {
  private final Map<String, String> environment;
  private final Console console;

  /// Creates the access that an environment describes.
  ///
  /// @param environment the variables of the process
  /// @param console is told of downloads
  public Hub(Map<String, String> environment, Console console) {
    this.environment = Map.copyOf(environment);
    this.console = Objects.requireNonNull(console);
  }

  /// Returns where the hub is and where its files are kept.
  ///
  /// @throws UsageException if the environment names no place; commands that need none do not ask
  public HubPlace place() {
    return HubPlace.of(environment);
  }

  /// Returns where data is kept that was made on this machine.
  public MadeFiles made() {
    return MadeFiles.ofUser(environment);
  }

  private HubCache cache() {
    return new HubCache(place().cache());
  }

  private HubClient client() {
    return new HubClient(place());
  }

  /// Returns the data files of a published suite, and beside them those that its protocols need.
  ///
  /// @throws UsageException if they are not there and cannot be had; the message says which file to
  ///   put where
  public List<Path> data(PublishedData data) throws IOException {
    HubRepository repository = repository(data);
    List<Path> files = new ArrayList<>();
    for (PublishedData.File file : data.files()) {
      files.add(file(repository, file.path(), file.sha256()));
    }
    for (PublishedData.File file : data.beside()) {
      file(repository, file.path(), file.sha256());
    }
    return files;
  }

  /// Returns where a published file is on this machine, if it is.
  public Optional<Path> find(PublishedData data, PublishedData.File file) throws IOException {
    return cache().find(repository(data), file.path());
  }

  private static HubRepository repository(PublishedData data) {
    return new HubRepository(HubRepository.Kind.DATASET, data.repository(), data.commit());
  }

  /// Returns the file or the folder of a model.
  ///
  /// @throws UsageException if there is none of that name, or it is not here and nothing may be
  ///   downloaded
  public Path model(ModelName name) throws IOException {
    return switch (name) {
      case ModelName.InOllama local -> OllamaStore.of(environment).model(local);
      case ModelName.OnHub remote -> model(remote);
    };
  }

  private Path model(ModelName.OnHub name) throws IOException {
    HubRepository repository = name.repository();
    Optional<Path> here = here(name);
    if (here.isPresent()) {
      return here.get();
    }
    requireOnline("--model hf:" + repository, cache().root().resolve(repository.folder()));
    ModelFiles wanted = ModelFiles.of(name, listed(repository));
    List<Path> files = new ArrayList<>();
    for (String path : wanted.files()) {
      files.add(file(repository, path, Optional.empty()));
    }
    return wanted.folder() ? files.getFirst().getParent() : files.getFirst();
  }

  /// Returns a model that is whole in the cache.
  private Optional<Path> here(ModelName.OnHub name) throws IOException {
    Optional<Path> snapshot = cache().snapshot(name.repository());
    if (snapshot.isEmpty()) {
      return Optional.empty();
    }
    ModelFiles found;
    try {
      found = ModelFiles.of(name, cache().paths(name.repository()));
    } catch (UsageException e) {
      if (place().offline()) {
        throw e;
      }
      return Optional.empty();
    }
    if (!found.isWhole(shards(snapshot.get()))) {
      return Optional.empty();
    }
    return Optional.of(
        found.folder() ? snapshot.get() : snapshot.get().resolve(found.files().getFirst()));
  }

  /// Returns the weight files that a checkpoint's index names, and its tokenizer.
  private static Set<String> shards(Path snapshot) throws IOException {
    Set<String> shards = new TreeSet<>();
    Path index = snapshot.resolve("model.safetensors.index.json");
    if (Files.exists(index)) {
      JsonNode map = new ObjectMapper().readTree(index.toFile()).path("weight_map");
      map.forEach(file -> shards.add(file.asText()));
    }
    return shards;
  }

  private List<String> listed(HubRepository repository) throws IOException {
    try {
      return client().tree(repository).stream().map(HubClient.Listed::path).toList();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /// Returns a file of a repository, downloaded if need be.
  ///
  /// @param sha256 what its digest has to be, where that is known
  Path file(HubRepository repository, String path, Optional<String> sha256) throws IOException {
    String what = repository + "/" + path;
    Optional<Path> found = cache().find(repository, path);
    if (found.isPresent()) {
      requireKnown(cache().etag(found.get()), sha256, what);
      return requireKnown(found.get(), sha256, what);
    }
    Path expected = cache().root().resolve(repository.folder()).resolve("snapshots");
    requireOnline(what, expected.resolve(repository.revision()).resolve(path));
    try {
      RemoteFile remote = client().remote(repository, path);
      requireKnown(remote.sha256(), sha256, what);
      return requireKnown(download(repository, path, remote, what), sha256, what);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private Path download(HubRepository repository, String path, RemoteFile remote, String what)
      throws IOException, InterruptedException {
    Path blob = cache().blob(repository, remote.etag());
    try (HubCache.Held held =
        cache()
            .hold(
                repository,
                remote.etag(),
                () -> console.remark("another process downloads " + what + ", waiting for it"))) {
      Objects.requireNonNull(held);
      if (!Files.exists(blob)) {
        new Download(client(), new TransferProgress(console)).to(blob, remote, what);
      }
      return cache().place(repository, remote, path);
    }
  }

  private static void requireKnown(Optional<String> etag, Optional<String> sha256, String what)
      throws HubException {
    Optional<String> digest = etag.flatMap(RemoteFile::sha256);
    if (digest.isPresent() && sha256.isPresent() && !digest.equals(sha256)) {
      throw unknown(what, digest.get(), sha256.get());
    }
  }

  /// Returns the file. The hub tells the SHA-256 of large files; small ones, which git keeps, have
  /// another name there, so they are read.
  private Path requireKnown(Path file, Optional<String> sha256, String what) throws IOException {
    boolean told = cache().etag(file).flatMap(RemoteFile::sha256).isPresent();
    if (sha256.isPresent() && !told) {
      String digest = Digests.ofFile(file);
      if (!digest.equals(sha256.get())) {
        throw unknown(what, digest, sha256.get());
      }
    }
    return file;
  }

  private static HubException unknown(String what, String digest, String published) {
    return new HubException(
        "%s: has the digest %s, the one that scores are published on has %s; name the file with --data if it is meant"
            .formatted(what, digest, published));
  }

  private void requireOnline(String what, Path expected) {
    if (place().offline()) {
      throw new UsageException(
          "%s is not on this machine and HF_HUB_OFFLINE forbids to download it. Put it at %s, or name a file of your own"
              .formatted(what, expected));
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while downloading; what came is kept");
  }
}
