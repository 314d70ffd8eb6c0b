package assay.engine.model;

import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import assay.engine.format.Shape;
import assay.engine.format.TensorInfo;
import assay.engine.format.WeightFile;
import assay.engine.kernels.Matrix;
import assay.engine.kernels.Operand;
import assay.engine.kernels.ScalarKernels;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The tensors of a file, found by name with the shape that is expected, and a list of those that
/// have been asked for.
final class Tensors {
  private static final String REMEDY =
      "The file does not fit its own metadata: convert the model again";

  private final WeightFile file;
  private final Set<String> used;
  private final Function<Matrix, Operand> packing;

  /// @param settings tensors that are not asked for because their values are known already
  /// @param packing brings a matrix into the form that it is multiplied in
  Tensors(WeightFile file, Set<String> settings, Function<Matrix, Operand> packing) {
    this.file = file;
    this.packing = packing;
    used = new HashSet<>(settings);
  }

  boolean has(String name) {
    return file.tensor(name).isPresent();
  }

  /// Returns a matrix in the mapped bytes of the file.
  Matrix matrix(String name, int rows, int columns) {
    return matrix(require(name, Shape.of(rows, columns)), rows, columns);
  }

  /// Returns matrices one below the other with their bias as a linear map.
  Projection projection(List<Matrix> pieces, float[] bias) {
    return new Projection(pieces.stream().map(packing).toList(), bias);
  }

  /// Returns a matrix in the form that it is multiplied in.
  Operand pack(Matrix matrix) {
    return packing.apply(matrix);
  }

  /// Returns a matrix of one row, whether it is stored as such or as a vector.
  Matrix row(String name, int columns) {
    boolean isVector =
        file.tensor(name).filter(tensor -> tensor.shape().dimensions().size() == 1).isPresent();
    Shape expected = isVector ? Shape.of(columns) : Shape.of(1, columns);
    return matrix(require(name, expected), 1, columns);
  }

  /// Returns matrices that are stacked in one tensor `[count, rows, columns]`.
  List<Matrix> stack(String name, int count, int rows, int columns) {
    TensorInfo tensor = require(name, Shape.of(count, rows, columns));
    Matrix all = matrix(tensor, Math.multiplyExact(count, rows), columns);
    return IntStream.range(0, count).mapToObj(i -> all.slice(i * rows, rows)).toList();
  }

  /// Returns a copy of a vector in F32.
  float[] vector(String name, int length) {
    Matrix row = matrix(require(name, Shape.of(length)), 1, length);
    float[] values = new float[length];
    new ScalarKernels().expandRow(row, 0, values, 0);
    return values;
  }

  /// Returns a copy of a matrix in F32, row by row, which may be stored with a dimension of 1 amid.
  float[] values(String name, int rows, int columns) {
    boolean flat =
        file.tensor(name).filter(tensor -> tensor.shape().dimensions().size() == 2).isPresent();
    Shape expected = flat ? Shape.of(rows, columns) : Shape.of(rows, 1, columns);
    Matrix matrix = matrix(require(name, expected), rows, columns);
    float[] values = new float[Math.multiplyExact(rows, columns)];
    for (int row = 0; row < rows; row++) {
      new ScalarKernels().expandRow(matrix, row, values, row * columns);
    }
    return values;
  }

  private Matrix matrix(TensorInfo tensor, int rows, int columns) {
    return new Matrix(tensor.dtype(), rows, columns, file.data(tensor), file.scales(tensor));
  }

  private TensorInfo require(String name, Shape expected) {
    Optional<TensorInfo> found = file.tensor(name);
    if (found.isEmpty()) {
      throw new MalformedModelException(
          FilePlace.ofTensor(file.path(), name),
          "tensor is missing",
          "shape " + expected,
          "no tensor of this name",
          REMEDY);
    }
    TensorInfo tensor = found.get();
    if (!tensor.shape().equals(expected)) {
      throw new MalformedModelException(
          FilePlace.at(file.path(), "tensor \"" + name + "\"", tensor.offsetBytes()),
          "tensor has the wrong shape",
          "shape " + expected,
          tensor.shape().toString(),
          REMEDY);
    }
    used.add(name);
    return tensor;
  }

  /// A tensor that the forward pass does not know would be left out of it, and the logits would be
  /// wrong without a sign.
  void refuseUnused(String architecture) {
    for (TensorInfo tensor : file.tensors().values()) {
      if (!used.contains(tensor.name())) {
        throw new MalformedModelException(
            FilePlace.at(file.path(), "tensor \"" + tensor.name() + "\"", tensor.offsetBytes()),
            "the engine does not know this tensor of the architecture " + architecture,
            "only tensors that it applies",
            "%s %s".formatted(tensor.dtype(), tensor.shape()),
            REMEDY);
      }
    }
  }
}
