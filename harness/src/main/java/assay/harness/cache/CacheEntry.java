package assay.harness.cache;

import java.nio.file.Path;
import java.time.Instant;

/// A file of the cache.
///
/// @param file where it is
/// @param bytes its size
/// @param lastUse when it was last written or read
public record CacheEntry(Path file, long bytes, Instant lastUse) {}
