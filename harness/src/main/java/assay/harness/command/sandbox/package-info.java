/// `assay sandbox ...`: what isolates programs on this machine.
package assay.harness.command.sandbox;
