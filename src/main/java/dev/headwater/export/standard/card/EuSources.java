package dev.headwater.export.standard.card;

import static dev.headwater.export.standard.card.MarkdownPage.code;
import static dev.headwater.export.standard.card.MarkdownPage.words;

import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.ExportFacts.State;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Ingest;
import dev.headwater.model.Role;
import dev.headwater.model.Synthetic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Section 2 of the EU summary: the data sources. Events state of an ingest how it was collected,
 * but not whether a dataset is public, licensed or from users. So of these kinds, only crawling can
 * be stated, by the asset's own ingest. All other sources are listed by name as of no stated kind.
 */
final class EuSources {
  private static final List<String> COLUMNS =
      List.of("Dataset", "Documentation", "Models that generated it", "Inferred");
  private static final Set<Role> GENERATES = Set.of(Role.GENERATOR, Role.TRANSLATOR);

  private final ExportFacts facts;
  private final MarkdownPage page;
  private final EuMissing missing;
  private final Ingest ingest;

  EuSources(ExportFacts facts, MarkdownPage page, EuMissing missing) {
    this.facts = facts;
    this.page = page;
    this.missing = missing;
    this.ingest = new Statements(facts).ingest();
  }

  void write() {
    page.heading(2, "2. List of data sources");
    noKind(
        "2.1. Publicly available datasets",
        "Events have no field that says that a dataset is public.");
    page.heading(3, "2.2. Private non-publicly available datasets obtained from third parties");
    noKind(
        4,
        "2.2.1. Datasets commercially licensed by rightsholders or their representatives",
        "Events state licenses, but have no field that says that a dataset was licensed"
            + " commercially.");
    noKind(
        4,
        "2.2.2. Private datasets obtained from other third parties",
        "Events have no field that says from whom a dataset was obtained.");
    crawled();
    noKind("2.4. User data", "Events have no field that says that data comes from users.");
    synthetic();
    noKind(
        "2.6. Other sources of data",
        "Events have no field that says of which kind another source is.");
    ofNoStatedKind();
  }

  private void noKind(String title, String reason) {
    noKind(3, title, reason);
  }

  private void noKind(int level, String title, String reason) {
    page.heading(level, title);
    missing.section(page, title, reason);
  }

  private void crawled() {
    String title = "2.3. Data crawled and scraped from online sources";
    page.heading(3, title);
    if (!isCrawled()) {
      missing.section(
          page,
          title,
          "No ingest of this asset states it: ingest.collectionTypes with \"Web scraping\" would.");
      return;
    }
    page.bullet("Online source", code(ingest.sourceUri()));
    page.bullet("Collection method", words(ingest.collectionMethod()));
    page.bullet("Collection types", words(ingest.collectionTypes()));
    page.bullet("Period of data collection", period());
    missing.field(page, "2.3", "Crawler names", "Events have no field for the names of crawlers.");
    missing.field(
        page, "2.3", "Crawler behaviour", "Events have no field for the behaviour of crawlers.");
    missing.field(
        page,
        "2.3",
        "Top 10 % of the domain names",
        "Events have no field for the domain names that were crawled and their shares.");
  }

  private boolean isCrawled() {
    return ingest.collectionTypes().stream()
        .map(type -> type.toLowerCase(Locale.ROOT))
        .anyMatch(type -> type.contains("scraping") || type.contains("crawling"));
  }

  private String period() {
    return "from " + words(ingest.collectedFrom()) + " to " + words(ingest.collectedTo());
  }

  private void synthetic() {
    String title = "2.5. Synthetic data";
    page.heading(3, title);
    List<Asset> direct = direct();
    List<Asset> teachers = from(facts.asset(), Set.of(Role.TEACHER));
    boolean itself = facts.summary().synthetic() == Synthetic.YES;
    if (direct.isEmpty() && teachers.isEmpty() && !itself) {
      missing.section(
          page,
          title,
          "No event on record uses synthetic data directly: a SYNTHESIZE that makes one of its"
              + " inputs would say so.");
      return;
    }
    if (itself) {
      page.paragraph("This asset is itself synthetic data.");
      new SynthesisBlocks(page, PeopleBlocks.listed(facts)).write(facts, 4);
    }
    if (!direct.isEmpty()) {
      page.table("Synthetic data among its inputs", COLUMNS, rows(direct));
    }
    if (!teachers.isEmpty()) {
      page.bullet("Models that taught it (distillation)", MarkdownPage.assets(teachers));
    }
    missing.field(
        page,
        "2.5",
        "Created by the provider or on its behalf",
        "Events name the agents of a synthesis, but have no field for the provider.");
    missing.field(
        page,
        "2.5",
        "Whether the generating models are available on the market",
        "Events have no field for the market of a model.");
  }

  private List<List<String>> rows(List<Asset> datasets) {
    List<List<String>> rows = new ArrayList<>();
    for (Ancestor ancestor : facts.ancestors()) {
      if (datasets.contains(ancestor.asset())) {
        rows.add(
            List.of(
                code(ancestor.asset()),
                ancestor.state().map(EuSources::documentation).orElse("*not known*"),
                MarkdownPage.assets(from(ancestor.asset(), GENERATES)),
                isInferred(ancestor.asset()) ? "yes" : "no"));
      }
    }
    return rows;
  }

  private static String documentation(State state) {
    String verdict = code(state.documentation().name());
    return state.missing().isEmpty()
        ? verdict
        : verdict + ", missing " + StandingBlocks.conditions(state.missing());
  }

  /** Whether all edges out of it are only inferred. */
  private boolean isInferred(Asset asset) {
    return facts.links().stream()
        .filter(link -> link.from().equals(asset))
        .allMatch(Link::inferred);
  }

  private List<Asset> from(Asset to, Set<Role> roles) {
    return facts.links().stream()
        .filter(link -> link.to().equals(to) && roles.contains(link.role()))
        .map(Link::from)
        .distinct()
        .sorted()
        .toList();
  }

  /** The synthetic datasets that went into the asset without a step between. */
  private List<Asset> direct() {
    Set<Asset> inputs = new TreeSet<>();
    for (Link link : facts.links()) {
      if (link.to().equals(facts.asset()) && link.role().carries()) {
        inputs.add(link.from());
      }
    }
    return synthetic(Synthetic.YES).stream().filter(inputs::contains).toList();
  }

  private List<Asset> synthetic(Synthetic wanted) {
    return facts.ancestors().stream()
        .filter(ancestor -> ancestor.asset().kind() == AssetKind.DATASET)
        .filter(
            ancestor -> ancestor.state().map(state -> state.synthetic() == wanted).orElse(false))
        .map(Ancestor::asset)
        .toList();
  }

  /** Sources that no event makes from anything else on record. */
  private void ofNoStatedKind() {
    page.heading(3, "Sources of no stated kind");
    page.paragraph(
        "This heading is not part of the template. Events do not say to which of the sections above"
            + " these sources belong.");
    Set<Asset> made = new TreeSet<>();
    facts.links().forEach(link -> made.add(link.to()));
    List<List<String>> rows = new ArrayList<>();
    if (!isCrawled() && facts.summary().ingest().isPresent()) {
      rows.add(List.of(code(facts.asset()), code(ingest.sourceUri()), "*this asset*"));
    }
    for (Ancestor ancestor : facts.ancestors()) {
      boolean dataset = ancestor.asset().kind() == AssetKind.DATASET;
      boolean synthetic =
          ancestor.state().map(state -> state.synthetic() == Synthetic.YES).orElse(false);
      if (dataset && !synthetic && !made.contains(ancestor.asset())) {
        rows.add(
            List.of(
                code(ancestor.asset()),
                MarkdownPage.NOT_STATED,
                ancestor
                    .state()
                    .map(state -> state.originKnown() ? "yes" : "no")
                    .orElse("*not known*")));
      }
    }
    page.table("Sources", List.of("Dataset", "Address", "Origin known"), rows);
  }

  /** The annex on synthetic data that is inherited: the template has no place for it. */
  void annex() {
    page.heading(2, "Annex A. Inherited synthetic data");
    page.paragraph(
        "The template has no place for synthetic data that sources already contain, or that was"
            + " used more than one step before.");
    List<Asset> direct = direct();
    List<Asset> far =
        synthetic(Synthetic.YES).stream().filter(asset -> !direct.contains(asset)).toList();
    page.table("Synthetic data further up that is on record", COLUMNS, rows(far));
    page.bullet(
        "Inputs that descend from synthetic data",
        synthetic(Synthetic.INHERITED).isEmpty()
            ? "none on record"
            : MarkdownPage.assets(synthetic(Synthetic.INHERITED)));
    List<Asset> open = new ArrayList<>(synthetic(Synthetic.UNKNOWN));
    open.addAll(StandingBlocks.notKnown(facts));
    page.bullet(
        "Not known whether synthetic",
        open.isEmpty() ? "none on record" : MarkdownPage.assets(open));
  }
}
