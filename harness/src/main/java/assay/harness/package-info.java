/// The program. [Main] is the entry point of the command line.
package assay.harness;
