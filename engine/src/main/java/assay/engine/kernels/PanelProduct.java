package assay.engine.kernels;

import assay.engine.kernels.TileFunction.Panels;
import assay.engine.kernels.TileFunction.Shape;
import assay.engine.kernels.TileFunction.Tile;
import java.lang.foreign.MemorySegment;

/// A batch as panels need it, and the matrix that it is multiplied by.
final class PanelProduct {
  /// Activations that are used with one panel after the other stay in the second-level cache.
  private static final long GROUP_BYTES = 384 << 10;

  /// Panels that several groups of tokens are multiplied with stay there too.
  private static final long BLOCK_BYTES = 512 << 10;

  private final PanelMatrix weights;
  private final PanelPacker packer;
  private final int panelRows;
  private final int mostTokens;
  private final int tokens;
  private final PanelRoom room;
  private final long inputStride;
  private final MemorySegment input;

  /// @param room for a panel that is not kept
  PanelProduct(PanelMatrix weights, PanelInputs.Written input, PanelRoom room) {
    this.weights = weights;
    this.room = room;
    tokens = input.tokens();
    packer = weights.packer();
    panelRows = weights.type().set().rows();
    mostTokens = weights.type().set().mostTokens();
    inputStride = input.stride();
    this.input = input.memory();
  }

  /// Computes some rows for all tokens.
  void rows(int rowFrom, int rowTo, Batch out) {
    int group = (int) Math.max(1, GROUP_BYTES / inputStride / mostTokens) * mostTokens;
    int block = group < tokens ? blockRows() : rowTo - rowFrom;
    for (int row = rowFrom; row < rowTo; row += block) {
      int end = Math.min(rowTo, row + block);
      for (int token = 0; token < tokens; token += group) {
        new Group(token, Math.min(group, tokens - token), out).rows(row, end);
      }
    }
  }

  /// Returns how many rows are used with all groups of tokens before it is the next rows' turn.
  private int blockRows() {
    return (int) Math.max(1, BLOCK_BYTES / packer.panelBytes()) * panelRows;
  }

  /// Tokens that are multiplied by a panel before the next panel's turn.
  private final class Group {
    private final int firstToken;
    private final int count;
    private final Batch out;
    private final Shape shape;

    Group(int firstToken, int count, Batch out) {
      this.firstToken = firstToken;
      this.count = count;
      this.out = out;
      long outStride = (long) out.stride * Float.BYTES;
      shape = new Shape(inputStride, MemorySegment.ofArray(out.data), outStride, packer.chunks());
    }

    /// Whole panels, and those at the ends that only some rows are wanted of.
    void rows(int rowFrom, int rowTo) {
      int rows = panelRows;
      int row = rowFrom;
      if (row < rowTo && row % rows != 0) {
        int end = Math.min(rowTo, row - row % rows + rows);
        panels(row / rows, 1, lanes(row % rows, end - row));
        row = end;
      }
      int whole = (rowTo - row) / rows;
      panels(row / rows, whole, lanes(0, rows));
      row += whole * rows;
      if (row < rowTo) {
        panels(row / rows, 1, lanes(0, rowTo - row));
      }
    }

    private static long lanes(int first, int count) {
      return ((1L << count) - 1) << first;
    }

    private void panels(int first, int panelCount, long lanes) {
      // One call for all panels only if no tile follows that would read them again.
      boolean together = weights.store().keeps() && count <= mostTokens;
      int atOnce = together ? Math.max(1, panelCount) : 1;
      for (int panel = first; panel < first + panelCount; panel += atOnce) {
        long address = weights.store().address(panel, atOnce, room);
        tiles(new Panels(address, atOnce, lanes), panel);
      }
    }

    /// Tiles of nearly equal width.
    private void tiles(Panels panels, int firstPanel) {
      int tiles = Math.ceilDiv(count, mostTokens);
      for (int tile = 0; tile < tiles; tile++) {
        int from = firstToken + count * tile / tiles;
        int to = firstToken + count * (tile + 1) / tiles;
        long outOffset = (out.start(from) + (long) firstPanel * panelRows) * (long) Float.BYTES;
        MemorySegment function = weights.type().tile(to - from);
        // The first tile of a panel finds it in memory, the others in a cache.
        Tile place = new Tile(input.address() + from * inputStride, outOffset, tile == 0);
        TileFunction.call(function, shape, panels, place);
      }
    }
  }
}
