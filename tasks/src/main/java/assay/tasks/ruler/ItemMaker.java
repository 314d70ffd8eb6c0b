package assay.tasks.ruler;

/// Makes the items of one task at one length in the order in which its script draws them. Mutable,
/// and of one thread.
interface ItemMaker {

  /// Returns the next item.
  ///
  /// @throws IllegalArgumentException if no item of this task is so short
  Item next();
}
