/// How texts are cut into tokens, for commands that show it.
package assay.harness.tokens;
