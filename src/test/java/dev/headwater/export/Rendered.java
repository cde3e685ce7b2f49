package dev.headwater.export;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * Markdown as an independent parser reads it.
 *
 * @param structure the blocks, cells and emphases, in order
 * @param text what a reader sees, with one line for each block and cell
 * @param strange what a card never contains: links, images, HTML, quotes, rules, line breaks
 */
public record Rendered(List<String> structure, String text, List<String> strange) {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  public static Rendered of(String markdown) {
    List<String> structure = new ArrayList<>();
    List<String> strange = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    walk(PARSER.parse(markdown), structure, text, strange);
    return new Rendered(structure, text.toString(), strange);
  }

  private static void walk(
      Node node, List<String> structure, StringBuilder text, List<String> strange) {
    String type = node.getClass().getSimpleName();
    if (node instanceof Text words) {
      text.append(words.getLiteral());
    } else if (node instanceof Code code) {
      text.append(code.getLiteral());
    } else if (node instanceof Heading heading) {
      structure.add(type + heading.getLevel());
    } else if (isUsual(node)) {
      structure.add(type);
    } else {
      strange.add(type);
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      walk(child, structure, text, strange);
    }
    if (node instanceof Block || node instanceof TableCell) {
      text.append('\n');
    }
  }

  private static boolean isUsual(Node node) {
    boolean table =
        node instanceof TableBlock
            || node instanceof TableHead
            || node instanceof TableBody
            || node instanceof TableRow
            || node instanceof TableCell;
    boolean other = node instanceof CustomBlock || node instanceof CustomNode;
    return table
        || (!other
            && (node instanceof Emphasis
                || node instanceof StrongEmphasis
                || List.of("Document", "Paragraph", "BulletList", "ListItem")
                    .contains(node.getClass().getSimpleName())));
  }
}
