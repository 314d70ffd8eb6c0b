/// Model files: what is in them, where it lies, and whether it can be trusted.
///
/// Entry point: [assay.engine.format.GgufFile]. A file is memory-mapped and never copied;
/// everything read from its header is checked against the file's own size before it is believed, so
/// that a damaged or hostile file ends in a [assay.engine.format.MalformedModelException] that
/// names the place.
///
/// This package knows bytes, names and shapes. It must not know architectures, arithmetic or
/// tokens.
package assay.engine.format;
