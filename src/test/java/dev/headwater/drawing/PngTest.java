package dev.headwater.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PngTest {
  @Test
  void aDrawing_becomesAPngThatIsNotBlank() throws IOException {
    Placed placed =
        Layout.place(
            Diagrams.of(
                List.of(
                    Diagrams.box("a", Set.of(Sign.UNDOCUMENTED)),
                    Diagrams.box("b", Set.of(Sign.DOCUMENTED))),
                Diagrams.arrow("a", "b")));
    byte[] bytes = Png.write(Svg.standalone(placed, "caption"));
    assertThat(bytes).startsWith(0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    assertThat(image.getWidth()).isBetween(800, 2_000);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
    assertThat(colours(image))
        .as("the border of what is undocumented, and the mark of what is documented")
        .contains(0xFFB42318, 0xFF1A6B35);
  }

  @Test
  void hostileTexts_areDrawn() throws IOException {
    String svg = Svg.standalone(Layout.place(Diagrams.hostile()), "<&\"'>");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.write(svg)));
    assertThat(colours(image)).contains(0xFFB42318);
  }

  @Test
  void textsThatNeedShaping_becomeOutlines_andOthersStay() {
    Placed placed =
        Layout.place(Diagrams.of(List.of(Diagrams.box("مجموعة"), Diagrams.box("plain"))));
    String svg = ShapedText.outlined(Svg.standalone(placed));
    assertThat(Diagrams.ofClass(Diagrams.parse(svg), "hw-name"))
        .extracting(Element::getTagName)
        .containsExactlyInAnyOrder("path", "text");
    assertThat(svg).contains(">plain<");
  }

  @Test
  void size_isTwiceTheDrawing_withinTheLimits() {
    assertThat(Png.scale(1_000, 500)).isEqualTo(2);
    assertThat(Png.scale(20_000, 10) * 20_000).isEqualTo(Png.MAX_SIDE);
    double scale = Png.scale(10_000, 10_000);
    assertThat(scale * scale * 1e8).isBetween(Png.MAX_PIXELS - 10.0, Png.MAX_PIXELS + 10.0);
  }

  @Test
  void aTallDrawing_isScaledDown() throws IOException {
    String svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"16000\""
            + " viewBox=\"0 0 100 16000\"><rect width=\"100\" height=\"16000\"/></svg>";
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.write(svg)));
    assertThat(image.getHeight()).isEqualTo(Png.MAX_SIDE);
    assertThat(image.getWidth()).isEqualTo(50);
  }

  @Test
  void anythingElse_isRefused() {
    for (String text : List.of("", "no XML", "<svg", "مجموعة")) {
      assertThatThrownBy(() -> Png.write(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Png: the text is not an SVG drawing");
    }
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }
}
