/// Suites that a user describes in a small JSON file instead of Java.
///
/// The entry point is [DescribedSuite].
package assay.tasks.custom;
