package dev.headwater.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Holds the list of parts (SBOM) that the build writes against what the build uses. Skipped where
 * Maven wrote none, because it was offline; with {@code CI=true} it fails instead.
 */
class SbomIT {
  private static final Path SBOM = Path.of("target", "headwater-sbom.json");

  @BeforeAll
  static void requireSbom() {
    boolean found = Files.exists(SBOM);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as("%s is written", SBOM).isTrue();
    }
    Assumptions.assumeTrue(found, "there is no " + SBOM + "; Maven writes it when it is online");
  }

  private static JsonNode sbom() throws IOException {
    return Json.parse(Files.readAllBytes(SBOM));
  }

  private static Set<String> listed() throws IOException {
    Set<String> names = new TreeSet<>();
    for (JsonNode part : sbom().path("components")) {
      names.add(part.path("group").asText() + ":" + part.path("name").asText());
    }
    return names;
  }

  private static String text(Element element, String name) {
    NodeList found = element.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }

  /** The dependencies that the pom names, without those of tests. */
  private static Set<String> named() throws Exception {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new File("pom.xml"))
            .getDocumentElement();
    Set<String> names = new TreeSet<>();
    for (Node node = project.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (!node.getNodeName().equals("dependencies")) {
        continue;
      }
      NodeList all = ((Element) node).getElementsByTagName("dependency");
      for (int i = 0; i < all.getLength(); i++) {
        Element one = (Element) all.item(i);
        if (Set.of("", "compile", "runtime").contains(text(one, "scope"))) {
          names.add(text(one, "groupId") + ":" + text(one, "artifactId"));
        }
      }
    }
    return names;
  }

  @Test
  void sbom_isOfThisProduct_andListsEveryDependency() throws Exception {
    JsonNode sbom = sbom();
    assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(sbom.at("/metadata/component/name").asText()).isEqualTo("headwater");
    assertThat(named()).hasSizeGreaterThan(10);
    assertThat(listed()).containsAll(named());
  }

  @Test
  void everyPart_isOnTheClassPath_inThatVersion_andHasAnAddressForScanners() throws IOException {
    Set<String> files = new TreeSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      files.add(Path.of(entry).getFileName().toString());
    }
    List<String> missing = new ArrayList<>();
    for (JsonNode part : sbom().path("components")) {
      String name = part.path("name").asText();
      String version = part.path("version").asText();
      boolean isThere = files.stream().anyMatch(file -> file.startsWith(name + "-" + version));
      if (!isThere) {
        missing.add(name + " " + version);
      }
      assertThat(part.path("purl").asText()).startsWith("pkg:maven/").contains(version);
    }
    assertThat(missing).isEmpty();
  }
}
