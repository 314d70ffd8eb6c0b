/// Reports as text, tables, pictures and one web page.
///
/// Start with [ReportWriter#write]. Every renderer gives the same bytes for the same report: none
/// reads a clock, a locale or the network. What models wrote is hostile input here: each format
/// escapes it in one named place.
package assay.reports.render;
