package assay.engine.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.Optional;

/// [Kernels] whose products with weights are machine code that is written at start, for one
/// [InstructionSet]: on whole numbers for quantized weights ([DigitTile]), in F32 for the others
/// ([FloatTile]), or in BF16 with one digit ([BfloatTile]). With vectors of 512 bits attention is
/// machine code too ([AttentionCode]), and what is done element by element in most models
/// ([ElementCode]). The rest other kernels compute.
public final class MachineKernels implements Kernels {
  private final boolean packs;
  private final Kernels others;
  private final PanelTypes types;
  private final PanelInputs inputs = new PanelInputs();
  private final PanelProduct product = new PanelProduct();
  private Optional<AttentionCode> attention = Optional.empty(); // until it is first needed
  private Optional<ElementCode> elements = Optional.empty(); // likewise

  /// @param packs whether weights are copied; without, each panel is packed when it is needed
  MachineKernels(InstructionSet set, Digits digits, boolean packs, Kernels others) {
    this(packs, others, new PanelTypes(set, digits));
  }

  private MachineKernels(boolean packs, Kernels others, PanelTypes types) {
    this.packs = packs;
    this.others = others;
    this.types = types;
  }

  @Override
  public Kernels fresh() {
    return new MachineKernels(packs, others.fresh(), types);
  }

  @Override
  public String name() {
    return name(types.set(), types.digits());
  }

  static String name(InstructionSet set, Digits digits) {
    return "%s/%d-bit".formatted(set.prefix, digits.bits());
  }

  @Override
  public Accuracy accuracy() {
    return accuracy(types.digits());
  }

  static Accuracy accuracy(Digits digits) {
    // The two numbers by which a block is scaled there and back are rounded as well.
    return new Accuracy.Bounded(0.5 / digits.limit + 0x1p-22, digits.bits());
  }

  @Override
  public String toString() {
    return name();
  }

  @Override
  public Operand pack(Matrix weights, SegmentAllocator memory) {
    Optional<PanelType> type = types.of(weights);
    if (type.isEmpty()) {
      return weights;
    }
    PanelPacker packer = new PanelPacker(weights, type.get());
    return new PanelMatrix(weights, type.get(), packer, store(packer, memory));
  }

  private PanelStore store(PanelPacker packer, SegmentAllocator memory) {
    return packs
        ? new PanelStore.Kept(packer, memory.allocate(packer.panels() * packer.panelBytes(), 64))
        : new PanelStore.Passing(packer);
  }

  @Override
  public void matmul(Operand weights, int rowFrom, int rowTo, Batch x, int tokens, Batch out) {
    switch (weights) {
      case Matrix matrix -> others.matmul(matrix, rowFrom, rowTo, x, tokens, out);
      case PanelMatrix panels -> {
        product.rows(panels, inputs.of(panels, x, tokens), rowFrom, rowTo, out);
      }
    }
  }

  @Override
  public void forgetInputs() {
    inputs.forget();
  }

  @Override
  public void expandRow(Matrix weights, int row, float[] out, int outOffset) {
    others.expandRow(weights, row, out, outOffset);
  }

  /// Returns the code for elements; empty where the other kernels pass them.
  private Optional<ElementCode> elements() {
    if (elements.isEmpty()) {
      List<MemorySegment> functions = types.elements();
      elements = functions.isEmpty() ? elements : Optional.of(new ElementCode(functions));
    }
    return elements;
  }

  @Override
  public void rmsNorm(float[] x, int offset, float[] gain, float epsilon, float[] out) {
    if (elements().isPresent() && ElementCode.normalises(gain.length)) {
      elements.get().rmsNorm(x, offset, gain, epsilon, out);
    } else {
      others.rmsNorm(x, offset, gain, epsilon, out);
    }
  }

  @Override
  public void layerNorm(
      float[] x, int offset, float[] gain, float[] bias, float epsilon, float[] out) {
    others.layerNorm(x, offset, gain, bias, epsilon, out);
  }

  /// Returns the code for attention; empty where the other kernels compute it, as they do what has
  /// no elements.
  private Optional<AttentionCode> attention(int width) {
    if (attention.isEmpty()) {
      attention = types.attention();
    }
    return width > 0 ? attention : Optional.empty();
  }

  @Override
  public void scores(AttentionTile tile, MemorySegment keys, long offset) {
    Optional<AttentionCode> code = attention(tile.queryWidth());
    if (code.isPresent()) {
      code.get().scores(tile, keys.address() + offset);
    } else {
      others.scores(tile, keys, offset);
    }
  }

  @Override
  public void fold(AttentionTile tile) {
    Optional<AttentionCode> code = attention(tile.valueWidth());
    if (code.isPresent()) {
      code.get().fold(tile);
    } else {
      others.fold(tile);
    }
  }

  @Override
  public void addValues(AttentionTile tile, MemorySegment values, long offset, int stride) {
    Optional<AttentionCode> code = attention(tile.valueWidth());
    if (code.isPresent()) {
      code.get().addValues(tile, values.address() + offset, (long) stride * Float.BYTES);
    } else {
      others.addValues(tile, values, offset, stride);
    }
  }

  @Override
  public void addScaled(
      float factor, float[] x, int offset, int length, float[] out, int outOffset) {
    if (elements().isPresent()) {
      elements.get().addScaled(factor, x, offset, length, out, outOffset);
    } else {
      others.addScaled(factor, x, offset, length, out, outOffset);
    }
  }

  @Override
  public void expandHalves(MemorySegment data, long offset, int count, MemorySegment out) {
    others.expandHalves(data, offset, count, out);
  }

  @Override
  public void expandBytes(MemorySegment data, BytePlane plane, int rows, MemorySegment out) {
    others.expandBytes(data, plane, rows, out);
  }

  @Override
  public void swiGlu(float[] gate, float[] up, int from, int to) {
    if (elements().isPresent()) {
      elements.get().swiGlu(gate, up, from, to);
    } else {
      others.swiGlu(gate, up, from, to);
    }
  }

  @Override
  public void silu(float[] x, int from, int to) {
    others.silu(x, from, to);
  }

  @Override
  public void gelu(float[] x, int from, int to) {
    others.gelu(x, from, to);
  }

  @Override
  public void geluTanh(float[] x, int from, int to) {
    others.geluTanh(x, from, to);
  }

  @Override
  public void multiply(float[] x, float[] factors, int from, int to) {
    others.multiply(x, factors, from, to);
  }

  @Override
  public void softCap(float[] x, int from, int to, float cap) {
    others.softCap(x, from, to, cap);
  }
}
