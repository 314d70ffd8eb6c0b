package assay.engine.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Where the panels of a matrix are.
sealed interface PanelStore {
  /// Returns the address of some panels, one behind the other, packed.
  ///
  /// @param first of them
  /// @param count 1, or several if the store keeps them
  /// @param room of this thread, for one that is not kept
  long address(int first, int count, PanelRoom room);

  /// Returns whether panels stay packed, all at equal distances.
  boolean keeps();

  /// All panels, each packed by the first thread that needs it, so that loading a model costs
  /// nothing and all threads share the work. Two threads may pack the same one: they write the same
  /// bytes.
  final class Kept implements PanelStore {
    private static final VarHandle FLAG = MethodHandles.arrayElementVarHandle(byte[].class);

    private final PanelPacker packer;
    private final MemorySegment data;
    private final byte[] packed; // 1 for each panel that is

    /// @param data room for all panels, filled with zeros
    Kept(PanelPacker packer, MemorySegment data) {
      this.packer = packer;
      this.data = data;
      packed = new byte[packer.panels()];
    }

    @Override
    public long address(int first, int count, PanelRoom room) {
      for (int panel = first; panel < first + count; panel++) {
        if ((byte) FLAG.getAcquire(packed, panel) == 0) {
          packer.pack(panel, data.address() + panel * packer.panelBytes(), room);
          FLAG.setRelease(packed, panel, (byte) 1);
        }
      }
      return data.address() + first * packer.panelBytes();
    }

    @Override
    public boolean keeps() {
      return true;
    }
  }

  /// No panels: each is packed whenever it is needed.
  record Passing(PanelPacker packer) implements PanelStore {
    @Override
    public long address(int first, int count, PanelRoom room) {
      long address = room.take(packer.panelBytes()).address();
      packer.pack(first, address, room);
      return address;
    }

    @Override
    public boolean keeps() {
      return false;
    }
  }
}
