/// The commands that look after kept completions.
package assay.harness.command.cache;
