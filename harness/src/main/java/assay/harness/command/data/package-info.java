/// The commands that look after the suites' published data.
package assay.harness.command.data;
