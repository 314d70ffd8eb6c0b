package assay.harness.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The hub's files on this machine, in the layout that its own programs share: contents by name
/// below `blobs`, links to them by commit and path below `snapshots`, commits by branch below
/// `refs`.
///
/// Source: the hub's documentation, "Hub Local Cache".
///
/// @param root the folder of all repositories
record HubCache(Path root) {
  private static final Duration LOCK_POLL = Duration.ofMillis(100);

  /// Returns a file that is there.
  Optional<Path> find(HubRepository repository, String path) throws IOException {
    Optional<Path> snapshot = snapshot(repository);
    return snapshot.map(folder -> folder.resolve(path)).filter(Files::exists);
  }

  /// Returns the folder of a revision whose files are there, some or all.
  Optional<Path> snapshot(HubRepository repository) throws IOException {
    Path folder = folder(repository);
    Optional<String> commit = Optional.of(repository.revision());
    if (!repository.isCommit()) {
      Path ref = folder.resolve("refs").resolve(repository.revision());
      commit =
          Files.isRegularFile(ref) ? Optional.of(Files.readString(ref).strip()) : Optional.empty();
    }
    return commit
        .filter(name -> RemoteFile.named(name, name))
        .map(name -> folder.resolve("snapshots").resolve(name))
        .filter(Files::isDirectory);
  }

  /// Returns the commit of a file, or of a folder of files, of a snapshot; empty where it is none.
  static String commit(Path file) {
    for (int i = file.getNameCount() - 2; i >= 0; i--) {
      if (file.getName(i).toString().equals("snapshots")) {
        return file.getName(i + 1).toString();
      }
    }
    return "";
  }

  /// Returns the paths of the files of a revision that are there, in order.
  List<String> paths(HubRepository repository) throws IOException {
    Optional<Path> snapshot = snapshot(repository);
    if (snapshot.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(snapshot.get())) {
      return all.filter(Files::isRegularFile)
          .map(file -> snapshot.get().relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  /// Returns the name of a file's content, which its link tells.
  Optional<String> etag(Path file) throws IOException {
    return Files.isSymbolicLink(file)
        ? Optional.of(Files.readSymbolicLink(file).getFileName().toString())
        : Optional.empty();
  }

  /// Returns where a content is, or will be.
  Path blob(HubRepository repository, String etag) {
    return folder(repository).resolve("blobs").resolve(etag);
  }

  /// Makes a content that is there the file of a path at a commit, and the commit the revision's.
  Path place(HubRepository repository, RemoteFile remote, String path) throws IOException {
    Path snapshot = folder(repository).resolve("snapshots").resolve(remote.commit());
    Path file = snapshot.resolve(path);
    Path blob = blob(repository, remote.etag());
    Files.createDirectories(file.getParent());
    link(file, blob);
    if (!repository.isCommit()) {
      Path ref = folder(repository).resolve("refs").resolve(repository.revision());
      Files.createDirectories(ref.getParent());
      Path fresh = Files.createTempFile(ref.getParent(), "ref", ".new");
      Files.writeString(fresh, remote.commit());
      Files.move(fresh, ref, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /// The file is there at every moment, for whoever is making the same link.
  private static void link(Path file, Path blob) throws IOException {
    Path fresh = file.resolveSibling(".%s.new".formatted(UUID.randomUUID()));
    try {
      Files.createSymbolicLink(fresh, file.getParent().relativize(blob));
    } catch (UnsupportedOperationException e) {
      Files.copy(blob, fresh);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Holds a content against other processes until it is closed.
  ///
  /// @param waiting told once if another process holds it
  Held hold(HubRepository repository, String etag, Runnable waiting)
      throws IOException, InterruptedException {
    Path file = root.resolve(".locks").resolve(repository.folder()).resolve(etag + ".lock");
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!isTaken(channel)) {
        waiting.run();
        while (!isTaken(channel)) {
          Thread.sleep(LOCK_POLL);
        }
      }
      return channel::close;
    } catch (InterruptedException e) {
      channel.close();
      throw e;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// Returns whether the lock is ours now; a lock of this process counts like another one's.
  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /// A lock that is held.
  @FunctionalInterface
  interface Held extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  private Path folder(HubRepository repository) {
    return root.resolve(repository.folder());
  }
}
