/// Pictures of figures, drawn by JFreeChart, as SVG for the page and as PNG files.
///
/// Start with [Charts#scores]; each further kind of chart is one class with a method `of` that
/// gives a [Picture]. This package does not know which pictures a report has.
package assay.reports.chart;
