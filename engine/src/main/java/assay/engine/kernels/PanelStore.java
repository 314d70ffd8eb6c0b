package assay.engine.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Where the panels of a matrix are.
sealed interface PanelStore {
  /// Returns how many panels, from one on, lie packed one behind the other, or would after
  /// [#address].
  ///
  /// @param first of them
  /// @param most that are asked for, at least 1
  /// @return from 1 to `most`
  int together(int first, int most);

  /// Returns the address of some panels, one behind the other, packed.
  ///
  /// @param first of them
  /// @param count as [#together] allows
  /// @param room of this thread, for one that is not kept
  long address(int first, int count, PanelRoom room);

  /// All panels, each packed by the thread that needs it, so that loading a model costs nothing and
  /// all threads share the work. Two threads may pack the same one: they write the same bytes.
  ///
  /// A panel stays packed from the second time on that it is needed. The first time it is packed
  /// into the thread's own room: most of what keeping costs is the system clearing pages for it,
  /// which what is used once, such as an expert that is rarely picked or all weights of a single
  /// short question, need not wait for.
  final class Kept implements PanelStore {
    private static final VarHandle STATE = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final byte NEW = 0;
    private static final byte USED = 1;
    private static final byte PACKED = 2;

    private final PanelPacker packer;
    private final MemorySegment data;
    private final byte[] states; // of each panel

    /// @param data room for all panels, filled with zeros
    Kept(PanelPacker packer, MemorySegment data) {
      this.packer = packer;
      this.data = data;
      states = new byte[packer.panels()];
    }

    @Override
    public int together(int first, int most) {
      int count = 0;
      while (count < most && state(first + count) != NEW) {
        count++;
      }
      return Math.max(1, count);
    }

    @Override
    public long address(int first, int count, PanelRoom room) {
      if (count == 1 && state(first) == NEW) {
        STATE.setRelease(states, first, USED);
        return packer.pack(first, room);
      }
      for (int panel = first; panel < first + count; panel++) {
        if (state(panel) != PACKED) {
          packer.pack(panel, data.address() + panel * packer.panelBytes(), room);
          STATE.setRelease(states, panel, PACKED);
        }
      }
      return data.address() + first * packer.panelBytes();
    }

    private byte state(int panel) {
      return (byte) STATE.getAcquire(states, panel);
    }
  }

  /// No panels: each is packed whenever it is needed.
  record Passing(PanelPacker packer) implements PanelStore {
    @Override
    public int together(int first, int most) {
      return 1;
    }

    @Override
    public long address(int first, int count, PanelRoom room) {
      return packer.pack(first, room);
    }
  }
}
