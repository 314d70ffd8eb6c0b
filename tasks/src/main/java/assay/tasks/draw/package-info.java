/// Draws of published scripts, number for number: [PythonDraw].
package assay.tasks.draw;
