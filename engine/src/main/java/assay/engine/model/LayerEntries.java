package assay.engine.model;

import assay.engine.cache.CacheStore;
import assay.engine.cache.EntryRangeException;
import assay.engine.cache.Page;

/// Where one layer's keys and values lie in the pages of a cache.
record LayerEntries(CacheStore keys, CacheStore values) {
  /// Stores a row's key and value in its page. One that the cache's type cannot hold fails the row.
  ///
  /// @param width of a row of all heads' keys, and of their values
  void store(Pass pass, int row, int width) {
    Activations a = pass.activations;
    Page page = pass.batch().pages(row).page(pass.batch().positions[row]);
    try {
      keys.put(page.memory(), pass.batch().slot(row), a.keys, row * width);
      if (values != keys) {
        values.put(page.memory(), pass.batch().slot(row), a.values, row * width);
      }
    } catch (EntryRangeException e) { // the row's own fault: the others of the batch go on
      pass.batch().fail(row, e);
    }
  }
}
