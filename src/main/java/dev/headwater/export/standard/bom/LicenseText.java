package dev.headwater.export.standard.bom;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether the license that an event states is an expression of SPDX licenses. Other texts,
 * such as a name or an address, are licenses without an identifier. Only identifiers that are
 * common for data, models and code are known here. An identifier that is not known here is treated
 * as a name, which is less precise, but not wrong.
 */
final class LicenseText {
  private static final Set<String> IDS =
      Set.of(
          "0BSD",
          "AFL-3.0",
          "AGPL-3.0-only",
          "AGPL-3.0-or-later",
          "Apache-2.0",
          "Artistic-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "BSL-1.0",
          "C-UDA-1.0",
          "CC-BY-1.0",
          "CC-BY-2.0",
          "CC-BY-2.5",
          "CC-BY-3.0",
          "CC-BY-4.0",
          "CC-BY-NC-2.0",
          "CC-BY-NC-3.0",
          "CC-BY-NC-4.0",
          "CC-BY-NC-ND-2.0",
          "CC-BY-NC-ND-3.0",
          "CC-BY-NC-ND-4.0",
          "CC-BY-NC-SA-2.0",
          "CC-BY-NC-SA-3.0",
          "CC-BY-NC-SA-4.0",
          "CC-BY-ND-3.0",
          "CC-BY-ND-4.0",
          "CC-BY-SA-1.0",
          "CC-BY-SA-2.0",
          "CC-BY-SA-2.5",
          "CC-BY-SA-3.0",
          "CC-BY-SA-4.0",
          "CC-PDDC",
          "CC0-1.0",
          "CDLA-Permissive-1.0",
          "CDLA-Permissive-2.0",
          "CDLA-Sharing-1.0",
          "ECL-2.0",
          "EPL-1.0",
          "EPL-2.0",
          "EUPL-1.1",
          "EUPL-1.2",
          "GFDL-1.3-only",
          "GFDL-1.3-or-later",
          "GPL-2.0-only",
          "GPL-2.0-or-later",
          "GPL-3.0-only",
          "GPL-3.0-or-later",
          "ISC",
          "LGPL-2.1-only",
          "LGPL-2.1-or-later",
          "LGPL-3.0-only",
          "LGPL-3.0-or-later",
          "MIT",
          "MIT-0",
          "MPL-2.0",
          "MS-PL",
          "NCSA",
          "O-UDA-1.0",
          "ODC-By-1.0",
          "ODbL-1.0",
          "OFL-1.1",
          "OGL-UK-2.0",
          "OGL-UK-3.0",
          "OSL-3.0",
          "PDDL-1.0",
          "PostgreSQL",
          "Python-2.0",
          "Unlicense",
          "WTFPL",
          "Zlib",
          "etalab-2.0");

  private static final Pattern TOKEN = Pattern.compile("\\G *([()]|[A-Za-z0-9.+-]+)");
  private static final int DEEPEST = 20;

  private final Matcher tokens;
  private final int length;
  private String token;
  private int end;

  private LicenseText(String text) {
    tokens = TOKEN.matcher(text);
    length = text.length();
    next();
  }

  /** Whether the text is one identifier, or several that AND and OR combine. */
  static boolean isExpression(String text) {
    LicenseText parser = new LicenseText(text.stripTrailing());
    return parser.expression(0) && parser.token.isEmpty() && parser.end == parser.length;
  }

  /** Whether the text is one identifier. */
  static boolean isId(String text) {
    return IDS.contains(text);
  }

  private boolean expression(int depth) {
    if (!operand(depth)) {
      return false;
    }
    while (token.equals("AND") || token.equals("OR")) {
      next();
      if (!operand(depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean operand(int depth) {
    if (token.equals("(")) {
      next();
      if (depth == DEEPEST || !expression(depth + 1) || !token.equals(")")) {
        return false;
      }
    } else if (!IDS.contains(token)) {
      return false;
    }
    next();
    return true;
  }

  /** Goes to the next token, which is empty at the end and before a character of no token. */
  private void next() {
    boolean found = tokens.find();
    token = found ? tokens.group(1) : "";
    end = found ? tokens.end() : end;
  }
}
