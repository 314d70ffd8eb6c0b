package assay.harness.hub;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A file as the hub announces it.
///
/// @param commit the commit that the revision means now
/// @param etag the content's name: its SHA-256 where it is kept apart from git, else git's name of
///   it
/// @param size in bytes, where it is told
/// @param location where its bytes are
record RemoteFile(String commit, String etag, OptionalLong size, URI location) {
  private static final Pattern SAFE = Pattern.compile("[\\w-]{1,128}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  RemoteFile {
    Objects.requireNonNull(location);
    if (!SAFE.matcher(commit).matches() || !SAFE.matcher(etag).matches()) {
      throw new IllegalArgumentException("commit and etag become names of files");
    }
  }

  /// Returns whether texts can be a commit and an etag.
  static boolean named(String commit, String etag) {
    return SAFE.matcher(commit).matches() && SAFE.matcher(etag).matches();
  }

  /// Returns the content's SHA-256, where the etag is that.
  Optional<String> sha256() {
    return sha256(etag);
  }

  /// Returns an etag that is a SHA-256.
  static Optional<String> sha256(String etag) {
    return Optional.of(etag).filter(name -> SHA256.matcher(name).matches());
  }
}
