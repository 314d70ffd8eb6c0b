/// How the program explains itself: options in groups, completion for shells, pages for `man`. All
/// of it is made of the commands' own model, so that it cannot tell anything else than they do.
///
/// Start with [assay.harness.help.OptionGroup].
package assay.harness.help;
