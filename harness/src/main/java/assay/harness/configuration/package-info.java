/// What a user has written down once: endpoints by name, and defaults of options. It becomes words
/// of the command line before that is parsed, so that everything behind it, the manifest too, has
/// it resolved.
///
/// Start with [assay.harness.configuration.Configuration].
package assay.harness.configuration;
