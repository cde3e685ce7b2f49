package dev.headwater.drawing;

import static dev.headwater.drawing.Diagrams.arrow;
import static dev.headwater.drawing.Diagrams.box;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final double NEAR = 0.2;

  @Test
  void randomDiagrams_haveBoxesApartAndArrowsAtTheirBoxes() {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      check("seed " + seed, Layout.place(Diagrams.random(random, 2 + random.nextInt(60))));
    }
  }

  @Test
  void aThousandBoxes_areLaidOut() {
    Random random = new Random(7);
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      boxes.add(box("n" + i));
    }
    Arrow[] arrows = new Arrow[1_900];
    for (int i = 0; i < arrows.length; i++) {
      int layer = random.nextInt(19);
      arrows[i] =
          arrow(
              "n" + (layer * 50 + random.nextInt(50)),
              "n" + ((layer + 1) * 50 + random.nextInt(50)));
    }
    check("1,000 boxes", Layout.place(Diagrams.of(boxes, arrows)));
  }

  @Test
  void theSameDiagram_getsTheSamePlaces_alsoFromSeveralThreads() throws Exception {
    List<Diagram> diagrams = new ArrayList<>();
    for (long seed = 100; seed < 112; seed++) {
      diagrams.add(Diagrams.random(new Random(seed), 40));
    }
    List<Placed> alone = diagrams.stream().map(Layout::place).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Placed>> together = new ArrayList<>();
      diagrams.forEach(diagram -> together.add(threads.submit(() -> Layout.place(diagram))));
      for (int i = 0; i < alone.size(); i++) {
        assertThat(together.get(i).get()).as("seed " + (100 + i)).isEqualTo(alone.get(i));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void inputs_areToTheLeft() {
    Placed placed =
        Layout.place(
            Diagrams.of(List.of(box("c"), box("b"), box("a")), arrow("a", "b"), arrow("b", "c")));
    Map<String, PlacedBox> boxes = byId(placed);
    assertThat(boxes.get("a").x()).isLessThan(boxes.get("b").x());
    assertThat(boxes.get("b").x()).isLessThan(boxes.get("c").x());
  }

  @Test
  void theArrowThatGoesBack_isTheOneOfTheDiagram() {
    for (int back = 0; back < 3; back++) {
      List<String> names = List.of("a", "b", "c");
      Arrow[] arrows = new Arrow[3];
      for (int i = 0; i < 3; i++) {
        arrows[i] = new Arrow(names.get(i), names.get((i + 1) % 3), "", false, i == back);
      }
      Placed placed = Layout.place(Diagrams.of(List.of(box("a"), box("b"), box("c")), arrows));
      Map<String, PlacedBox> boxes = byId(placed);
      for (Arrow arrow : arrows) {
        boolean leftward = boxes.get(arrow.from()).x() > boxes.get(arrow.to()).x();
        assertThat(leftward).as("back " + back + ": " + arrow).isEqualTo(arrow.back());
      }
    }
  }

  @Test
  void aCycle_isEnteredWhereArrowsLeadIntoIt() {
    Diagram diagram =
        Diagrams.of(
            List.of(box("a"), box("b"), box("c"), box("x")),
            arrow("a", "b"),
            arrow("b", "c"),
            arrow("c", "a"),
            arrow("x", "b"));
    assertThat(Order.of(diagram)).extracting(Box::id).containsExactly("x", "b", "c", "a");
  }

  @Test
  void labels_areDrawnWhileThereAreFewArrows() {
    List<Box> boxes = List.of(box("a"), box("b"));
    Arrow[] few = new Arrow[Layout.LABELLED_ARROWS];
    Arrow[] many = new Arrow[Layout.LABELLED_ARROWS + 1];
    Arrays.fill(few, arrow("a", "b"));
    Arrays.fill(many, arrow("a", "b"));
    assertThat(Layout.place(Diagrams.of(boxes, few)).arrows())
        .allMatch(arrow -> arrow.label().isPresent());
    assertThat(Layout.place(Diagrams.of(boxes, many)).arrows())
        .noneMatch(arrow -> arrow.label().isPresent());
  }

  @Test
  void anEmptyDiagram_isLaidOut() {
    assertThat(Layout.place(Diagrams.of(List.of())).boxes()).isEmpty();
  }

  @Test
  void boxes_areBoundedWhateverTheirTexts() {
    for (PlacedBox placed : Layout.place(Diagrams.hostile()).boxes()) {
      assertThat(Face.of(placed.box()).body()).isBetween(60.0, 241.0);
      assertThat(placed.height()).isBetween(25.0, 200.0);
    }
  }

  private static void check(String what, Placed placed) {
    List<PlacedBox> boxes = placed.boxes();
    for (int i = 0; i < boxes.size(); i++) {
      PlacedBox a = boxes.get(i);
      Face face = Face.of(a.box());
      assertThat(a.width()).as(what + ": " + a).isCloseTo(face.width(), within(NEAR));
      assertThat(a.height()).as(what + ": " + a).isCloseTo(face.height(), within(NEAR));
      assertThat(a.x() >= 0 && a.x() + a.width() <= placed.width()).as(what + ": " + a).isTrue();
      assertThat(a.y() >= 0 && a.y() + a.height() <= placed.height()).as(what + ": " + a).isTrue();
      for (int j = 0; j < i; j++) {
        PlacedBox b = boxes.get(j);
        boolean apart =
            a.x() + a.width() <= b.x()
                || b.x() + b.width() <= a.x()
                || a.y() + a.height() <= b.y()
                || b.y() + b.height() <= a.y();
        assertThat(apart).as(what + ": " + a + " and " + b + " overlap").isTrue();
      }
    }
    Map<String, PlacedBox> byId = byId(placed);
    for (PlacedArrow arrow : placed.arrows()) {
      assertOn(what, arrow, byId.get(arrow.arrow().from()), arrow.start());
      assertOn(what, arrow, byId.get(arrow.arrow().to()), arrow.end());
      for (Point point : arrow.points()) {
        assertThat(Double.isFinite(point.x()) && Double.isFinite(point.y())).isTrue();
      }
    }
  }

  private static void assertOn(String what, PlacedArrow arrow, PlacedBox box, Point point) {
    double left = point.x() - box.x();
    double right = box.x() + box.width() - point.x();
    double top = point.y() - box.y();
    double bottom = box.y() + box.height() - point.y();
    assertThat(List.of(left, right, top, bottom))
        .as(what + ": " + arrow + " at " + box)
        .allMatch(distance -> distance > -NEAR)
        .anyMatch(distance -> Math.abs(distance) < NEAR);
  }

  private static Map<String, PlacedBox> byId(Placed placed) {
    Map<String, PlacedBox> boxes = new HashMap<>();
    placed.boxes().forEach(box -> boxes.put(box.box().id(), box));
    return boxes;
  }
}
