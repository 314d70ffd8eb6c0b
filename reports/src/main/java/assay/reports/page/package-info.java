/// The web page of a report.
///
/// Start with [HtmlRenderer#render]. The page is one file without a server, or the same page that a
/// server fills. What models wrote is hostile input here: text is escaped in one place
/// ([assay.reports.text.Html]), the samples lie in the page as packed JSON ([SampleJson]). This
/// package decides no figure: what a section says is in `assay.reports.section`.
package assay.reports.page;
