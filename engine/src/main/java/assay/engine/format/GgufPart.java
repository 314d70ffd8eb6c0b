package assay.engine.format;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One mapped file with its header: a whole model, or a part of one that is split.
///
/// @param bytes the whole file, valid as long as the arena that it was mapped with
record GgufPart(Path path, MemorySegment bytes, GgufHeader header) {
  /// Maps a file and checks its header.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws MalformedModelException if its header is not sound
  static GgufPart map(Path path, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      return new GgufPart(path, bytes, GgufHeader.read(path, bytes));
    }
  }
}
