package dev.headwater.drawing;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.parser.resources.ResourcePolicy;
import com.github.weisj.jsvg.view.FloatSize;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Turns the files of {@link Svg#standalone} into pixels. */
public final class Png {
  /** No side of an image is longer. */
  public static final int MAX_SIDE = 8_000;

  /** An image has no more pixels: 64 MB while it is drawn. */
  static final long MAX_PIXELS = 16_000_000;

  /** Twice the size of the drawing, so that its texts are sharp on paper. */
  private static final double SCALE = 2;

  private static final int NESTING = 30;
  private static final int PATHS = 1_000_000;

  static {
    // Nothing is ever shown. On a machine whose screen is out of reach, asking for it would fail.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  private Png() {}

  /**
   * Draws the file at twice its size, smaller if it would exceed the limits. One image is drawn at
   * a time in a process, because each takes much memory.
   *
   * @param standaloneSvg what {@link Svg#standalone} gave
   * @throws IllegalArgumentException if it is not a drawing
   * @throws IllegalStateException if the machine has no fonts
   */
  public static synchronized byte[] write(String standaloneSvg) {
    try {
      return encode(draw(load(standaloneSvg)));
    } catch (LinkageError | InternalError e) {
      throw noFonts(e);
    }
  }

  private static BufferedImage draw(SVGDocument document) {
    FloatSize size = document.size();
    double scale = scale(size.width, size.height);
    int width = Math.max(1, (int) Math.floor(size.width * scale));
    int height = Math.max(1, (int) Math.floor(size.height * scale));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, height);
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      document.render((Component) null, graphics, new ViewBox(width, height));
    } catch (RuntimeException e) {
      throw noFonts(e);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /** What the runtime throws where there is no font configuration differs between versions. */
  private static IllegalStateException noFonts(Throwable cause) {
    return new IllegalStateException(
        "Png: the drawing cannot be made into pixels, perhaps because this machine has no fonts:"
            + " install fontconfig and a font, or use the SVG",
        cause);
  }

  static double scale(double width, double height) {
    double bySide = MAX_SIDE / Math.max(width, height);
    double byPixels = Math.sqrt(MAX_PIXELS / (width * height));
    return Math.min(SCALE, Math.min(bySide, byPixels));
  }

  private static SVGDocument load(String svg) {
    LoaderContext context =
        LoaderContext.builder()
            .documentLimits(new DocumentLimits(NESTING, NESTING, PATHS))
            .externalResourcePolicy(ResourcePolicy.DENY_ALL)
            .build();
    byte[] bytes = ShapedText.outlined(svg).getBytes(StandardCharsets.UTF_8);
    SVGDocument document;
    try {
      document = new SVGLoader().load(new ByteArrayInputStream(bytes), null, context);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("Png: the text is not an SVG drawing", e);
    }
    if (document == null) {
      throw new IllegalArgumentException("Png: the text is not an SVG drawing");
    }
    return document;
  }

  private static byte[] encode(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    // ImageIO would choose a cache on disk.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
