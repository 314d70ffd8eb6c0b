package assay.engine;

import assay.engine.cache.EntryRangeException;
import assay.engine.decoding.NonFiniteLogitsException;
import assay.engine.format.DType;
import assay.engine.format.MalformedModelException;
import assay.engine.format.TensorInfo;
import assay.engine.format.WeightFile;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/// Says whether a computation ended without numbers because weights are none: such a model can
/// answer nothing, whatever it is asked. All weights are read for that, once, and only when it has
/// come to it.
final class WeightCheck {
  private static final byte NO_POWER = (byte) 255; // E8M0's NaN

  private final WeightFile file;
  private final Kernels kernels;
  private final FileCheck files;
  private boolean read;
  private Optional<MalformedModelException> fault = Optional.empty();

  /// @param kernels that expand weights, which this alone uses
  WeightCheck(WeightFile file, Kernels kernels) {
    this.file = file;
    this.kernels = kernels;
    files = new FileCheck(file);
  }

  /// Returns the fault of the weights if they have one that explains an error, else the error, with
  /// the words that weights are not to blame where they could have been.
  Throwable explain(Throwable thrown) {
    return switch (thrown) {
      case NonFiniteLogitsException logits -> fault(logits, overflow(logits));
      case EntryRangeException entry when !Float.isFinite(entry.value()) -> fault(entry, entry);
      default -> thrown;
    };
  }

  private static NonFiniteLogitsException overflow(NonFiniteLogitsException logits) {
    return new NonFiniteLogitsException(
        logits.getMessage()
            + "\n  expected a finite number. All weights are finite, but what is computed from them"
            + " is too large for F32: most likely they are damaged. Fetch the model again, or"
            + " convert it again");
  }

  private Throwable fault(RuntimeException met, RuntimeException otherwise) {
    try {
      Optional<MalformedModelException> found = fault();
      found.ifPresent(fault -> fault.addSuppressed(met));
      return found.isPresent() ? found.get() : otherwise;
    } catch (InternalError e) { // the file is not there any more
      return files.explain(e);
    }
  }

  private synchronized Optional<MalformedModelException> fault() {
    if (!read) {
      fault =
          file.tensors().values().stream()
              .takeWhile(_ -> !Thread.currentThread().isInterrupted()) // a closed engine's
              .flatMap(tensor -> fault(tensor).stream())
              .findFirst();
      read = true;
    }
    return fault;
  }

  private Optional<MalformedModelException> fault(TensorInfo tensor) {
    long count = 0;
    float first = 0;
    int columns = Math.toIntExact(tensor.shape().columns());
    int rows = Math.toIntExact(tensor.shape().elements() / Math.max(1, columns));
    Matrix matrix =
        new Matrix(tensor.dtype(), rows, columns, file.data(tensor), file.scales(tensor));
    float[] numbers = new float[columns];
    for (int row = 0; row < rows && !Thread.currentThread().isInterrupted(); row++) {
      expand(matrix, row, numbers);
      for (float number : numbers) {
        if (!Float.isFinite(number)) {
          first = count == 0 ? number : first;
          count++;
        }
      }
    }
    return count == 0 ? Optional.empty() : Optional.of(fault(tensor, count, first));
  }

  private void expand(Matrix matrix, int row, float[] numbers) {
    kernels.expandRow(matrix, row, numbers, 0);
    if (matrix.dtype() == DType.MXFP4) {
      MemorySegment blocks = matrix.slice(row, 1).data();
      int width = DType.MXFP4.blockElements();
      for (int block = 0; block * width < numbers.length; block++) {
        if (blocks.get(ValueLayout.JAVA_BYTE, DType.MXFP4.byteSize((long) block * width))
            == NO_POWER) {
          Arrays.fill(numbers, block * width, (block + 1) * width, Float.NaN);
        }
      }
    }
  }

  private MalformedModelException fault(TensorInfo tensor, long count, float first) {
    return new MalformedModelException(
        file.place(tensor),
        "weights are not finite numbers, so that the model's logits are none",
        "finite numbers",
        "%d of %d that are not, the first %s".formatted(count, tensor.shape().elements(), first),
        "The weights are damaged: fetch the model again, or convert it again");
  }
}
