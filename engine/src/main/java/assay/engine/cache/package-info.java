/// What attention keeps of the positions seen so far: pages of 64 positions in native memory.
///
/// Entry points: [assay.engine.cache.PageCache] hands out pages within a budget of memory,
/// [assay.engine.cache.PageTable] strings those of one sequence together, and
/// [assay.engine.cache.PageFormat] says where a layer's entries lie in them.
///
/// This package knows positions and widths. It must not know what the numbers mean.
package assay.engine.cache;
