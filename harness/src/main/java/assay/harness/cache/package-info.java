/// Completions that were paid for once.
///
/// Start with [CachedModel], which stands before a model; [CacheKey] says what two calls have to
/// have in common.
package assay.harness.cache;
