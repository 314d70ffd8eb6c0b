package assay.engine.kernels;

/// Multiplies batches, as panels need them, by matrices.
///
/// Mutable, and used by one thread for one product after the other, so that they leave no garbage.
final class PanelProduct {
  /// Activations that are used with one panel after the other stay in the second-level cache.
  private static final long GROUP_BYTES = 384 << 10;

  /// Panels that several groups of tokens are multiplied with stay there too.
  private static final long BLOCK_BYTES = 512 << 10;

  private final PanelRoom room = new PanelRoom();
  private final TileCall call = new TileCall();
  private PanelMatrix weights;
  private PanelInputs.Written input;
  private Batch out;
  private int panelRows;
  private int mostTokens;
  private int firstToken; // of those that are multiplied by a panel before the next panel's turn
  private int count; // of these

  /// Computes some rows for all tokens.
  void rows(PanelMatrix matrix, PanelInputs.Written batch, int rowFrom, int rowTo, Batch outputs) {
    weights = matrix;
    input = batch;
    out = outputs;
    panelRows = matrix.type().set().rows();
    mostTokens = matrix.type().set().mostTokens();
    call.place(matrix.packer().chunks(), batch.stride(), outputs);
    int tokens = batch.tokens();
    int group = (int) Math.max(1, GROUP_BYTES / batch.stride() / mostTokens) * mostTokens;
    int block = group < tokens ? blockRows() : Math.max(1, rowTo - rowFrom);
    for (int row = rowFrom; row < rowTo; row += block) {
      int end = Math.min(rowTo, row + block);
      for (int token = 0; token < tokens; token += group) {
        firstToken = token;
        count = Math.min(group, tokens - token);
        rows(row, end);
      }
    }
  }

  /// Returns how many rows are used with all groups of tokens before it is the next rows' turn.
  private int blockRows() {
    return (int) Math.max(1, BLOCK_BYTES / weights.packer().panelBytes()) * panelRows;
  }

  /// Whole panels, and those at the ends that only some rows are wanted of.
  private void rows(int rowFrom, int rowTo) {
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
    PanelStore store = weights.store();
    int end = first + panelCount;
    int panel = first;
    while (panel < end) {
      // One call for several panels only if no tile follows that would read them again.
      int atOnce = count <= mostTokens ? store.together(panel, end - panel) : 1;
      call.panels(store.address(panel, atOnce, room), atOnce, lanes);
      tiles(panel);
      panel += atOnce;
    }
  }

  /// Tiles of nearly equal width.
  private void tiles(int firstPanel) {
    int tiles = Math.ceilDiv(count, mostTokens);
    for (int tile = 0; tile < tiles; tile++) {
      int from = firstToken + count * tile / tiles;
      int to = firstToken + count * (tile + 1) / tiles;
      long outOffset = (out.start(from) + (long) firstPanel * panelRows) * (long) Float.BYTES;
      long address = input.address() + from * input.stride();
      // The first tile of a panel finds it in memory, the others in a cache.
      call.run(weights.type().tile(to - from), address, outOffset, tile == 0);
    }
  }
}
