package assay.tasks;

import assay.results.RunManifest.Row;
import assay.results.Sample;
import java.util.List;
import java.util.stream.Stream;

/// The finite, ordered samples of one data file, or of several that belong together.
public interface Dataset {

  /// Returns the name of the file or files, without folders.
  String source();

  /// Returns the SHA-256 (hex) of the file's bytes; of several files, that of their digests in
  /// order.
  String digest();

  /// Returns the samples as a stream that reads the file as it goes; the caller closes it.
  ///
  /// The stream throws [DataException] at the first malformed row. It can be opened again and then
  /// gives the same samples.
  Stream<Sample> open();

  /// Returns the samples again, with the digests that they had when they were read before where
  /// that saves to compute them; the caller closes the stream.
  ///
  /// @param known id and digest of samples of this dataset, in its order
  default Stream<Sample> again(List<Row> known) {
    return open();
  }

  /// Returns a sample as an attempt at it is asked, which is what its record holds: the same for
  /// most, in another order of its options where each attempt has one. Id and digest stay.
  ///
  /// @param sample of this dataset
  /// @param attempt from 0
  default Sample asAsked(Sample sample, int attempt) {
    return sample;
  }
}
