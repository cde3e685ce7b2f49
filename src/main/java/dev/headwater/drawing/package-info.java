/**
 * Draws lineage graphs: for the pages, as files to take away, and as text for other tools.
 *
 * <p>How it fits together: the caller describes a graph as a {@link dev.headwater.drawing.Diagram}.
 * {@link dev.headwater.drawing.Layout} gives each box and each arrow its place. {@link
 * dev.headwater.drawing.Svg} writes the placed diagram for a page or as a file, and {@link
 * dev.headwater.drawing.Png} turns that file into pixels. {@link dev.headwater.drawing.Dot} and
 * {@link dev.headwater.drawing.Mermaid} write the diagram itself, because these tools lay out by
 * themselves.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>A drawing is a function of its diagram: no clock, no I/O, the same diagram gives the same
 *       text. Pixels depend on the fonts of the machine as well.
 *   <li>What is not drawn is counted in the drawing: neighbours that were left out appear as {@code
 *       +N} at their box, in every format.
 *   <li>No sign is told by colour alone: each has a mark, a word and, if it concerns the whole box,
 *       a border of its own.
 *   <li>Texts are data. No name can begin markup, a link, a script or a statement in any format.
 *   <li>Everything is bounded: {@link dev.headwater.drawing.Diagram#MAX_BOXES} boxes, {@link
 *       dev.headwater.drawing.Diagram#MAX_ARROWS} arrows, the length of each text, the size of an
 *       image.
 * </ol>
 *
 * <p>All values are immutable, and all methods may be called from several threads at once.
 */
package dev.headwater.drawing;
