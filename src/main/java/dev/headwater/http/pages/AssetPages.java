package dev.headwater.http.pages;

import dev.headwater.codec.json.EventJson;
import dev.headwater.export.DataCard;
import dev.headwater.http.reads.AccountFacts;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.PathUrn;
import dev.headwater.http.request.Problem;
import dev.headwater.http.request.PublicAddress;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Forgetting;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.Synthetic;
import dev.headwater.pages.AlertView;
import dev.headwater.pages.AssetView;
import dev.headwater.pages.CardView;
import dev.headwater.pages.DocumentationView;
import dev.headwater.pages.EmptyLists;
import dev.headwater.pages.ExposedRows;
import dev.headwater.pages.FreshnessView;
import dev.headwater.pages.Mark;
import dev.headwater.pages.RepresentedView;
import dev.headwater.pages.VerdictView;
import dev.headwater.pages.Words;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.AssetAccount;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Exposures;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Represented;
import dev.headwater.query.answer.Versions;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.AssetEvents;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.ExposureFilter;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Handles the pages of one asset: {@code /assets/<urn>} and what is below it. */
final class AssetPages {
  private static final int IMPACT_DEPTH = 100;
  private static final int IMPACT_NODES = 500;
  private static final int IMPACT_SHOWN = 50;

  /** The maximum number of origins that are searched for the one whose path is shown. */
  private static final int ORIGINS = 500;

  private final Queries queries;
  private final PageFrame frame;
  private final Clock clock;

  AssetPages(Queries queries, PageFrame frame, Clock clock) {
    this.queries = queries;
    this.frame = frame;
    this.clock = clock;
  }

  void one(Context ctx) {
    Asset asset = PathUrn.ofPage(ctx);
    PictureForm form = PictureForm.of(asset, Parameters.ofForm(ctx, PictureForm.PARAMETERS));
    Optional<AssetAccount> account = queries.fullAccount(asset, form.moment());
    if (account.isEmpty()) {
      unknown(ctx, asset, form.moment());
      return;
    }
    Optional<LineagePicture> picture =
        LineagePicture.read(queries, form, account.get().origins(), account.get().furtherReads());
    if (picture.isEmpty()) {
      unknown(ctx, asset, form.moment());
      return;
    }
    AssetView view = view(account.get(), form, picture.get(), PublicAddress.prefix(ctx));
    frame.show(ctx, "asset", Words.name(asset), "assets", "", view);
  }

  /** Answers with the graph alone, for a script that puts it into the page. */
  void lineage(Context ctx) {
    Asset asset = PathUrn.ofPage(ctx);
    PictureForm form = PictureForm.of(asset, Parameters.ofForm(ctx, PictureForm.PARAMETERS));
    LineagePicture picture =
        LineagePicture.read(queries, form, origins(form), Promptness.AT_ONCE)
            .orElseThrow(() -> Problem.of(404, "No event that counts names " + asset + "."));
    frame.part(ctx, "part/lineage", picture.view(Optional.of(picture.freshness())));
  }

  /** The origins of an asset if the picture shows the path from one of them. */
  private List<Exposures.Item> origins(PictureForm form) {
    return form.origin().isEmpty()
        ? List.of()
        : queries
            .exposures(
                form.asset(), ExposureFilter.ALL, "", ORIGINS, form.moment(), Promptness.AT_ONCE)
            .map(Exposures::items)
            .orElse(List.of());
  }

  void card(Context ctx) {
    Asset asset = PathUrn.ofPage(ctx);
    PictureForm form =
        PictureForm.of(asset, Parameters.ofForm(ctx, Parameters.AS_OF, Parameters.KNOWN_AT));
    Optional<AssetAccount> account = queries.fullAccount(asset, form.moment());
    if (account.isEmpty()) {
      unknown(ctx, asset, form.moment());
      return;
    }
    frame.show(
        ctx,
        "card",
        "Data card of " + Words.name(asset),
        "assets",
        "",
        new CardView(
            card(account.get(), AccountFacts.represented(queries, account.get())),
            form.momentQuery()));
  }

  private DataCard card(AssetAccount account, Optional<Represented> represented) {
    return DataCard.of(
        AccountFacts.of(account, represented, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
  }

  /** Answers that no event has named the asset, and lists the versions of its name. */
  void unknown(Context ctx, Asset asset, Moment moment) {
    List<Asset> versions = List.of();
    boolean certain = false;
    try {
      Versions found = queries.versions(asset, Promptness.AT_ONCE);
      versions = found.versions();
      certain = found.freshness().caughtUp();
    } catch (UnavailableException away) {
      // The versions are only a hint.
    }
    frame.error(
        ctx,
        404,
        (moment.isNow()
                ? "No event that has been processed names "
                : "No event that counts at the moment asked for names ")
            + asset
            + "."
            + (certain ? "" : " Events may still be waiting to be processed."),
        versions);
  }

  private AssetView view(
      AssetAccount account, PictureForm form, LineagePicture picture, String prefix) {
    AssetSummary summary = account.detail().summary();
    Asset asset = summary.asset();
    Optional<Represented> represented = AccountFacts.represented(queries, account);
    Impact impact = impact(asset, form.moment(), account.furtherReads());
    List<String> gaps = new ArrayList<>();
    if (!account.areOriginsCertain()) {
      gaps.add("Not all origins could be read.");
    }
    boolean stale =
        picture.isStale()
            || impact.stale()
            || represented.filter(read -> read.freshness().isStale()).isPresent();
    if (stale && !account.freshness().isStale()) {
      gaps.add(
          "An instance cannot be asked now: the picture, the models or what is represented may be"
              + " from a copy that is behind.");
    }
    FreshnessView freshness = FreshnessView.of(account.freshness(), true, gaps);
    // What was not read counts as not known.
    boolean originKnown = picture.state().map(AssetState::originKnown).orElse(false);
    return new AssetView(
        asset,
        marks(account, originKnown),
        Forgetting.of(events(account.events())).map(Words::forgotten).orElse(""),
        VerdictView.onItsPage(
            asset,
            account.gate().ruling(),
            account.detail().moment().isNow() ? summary.openAlerts() : 0),
        picture.view(Optional.empty()),
        documentation(account, originKnown, prefix),
        ExposedRows.of(asset, account.origins(), form.momentQuery()),
        moreOrigins(account),
        card(account, represented),
        account.detail().versions(),
        account.detail().moreVersions(),
        represented.map(RepresentedView::of).orElseGet(RepresentedView::unread),
        texts(account.events()),
        impact.models(),
        impact.more(),
        AlertView.of(account.openAlerts()),
        moreAlerts(account),
        account.detail().moment().isNow()
            ? DocumentationPart.waivers(account.openAlerts(), clock.instant(), prefix)
            : List.of(),
        EmptyLists.of(freshness.sure(), account.areOriginsCertain()),
        form.momentQuery(),
        words(form.moment()),
        freshness);
  }

  private static List<Mark> marks(AssetAccount account, boolean originKnown) {
    AssetSummary summary = account.detail().summary();
    return Mark.of(
        summary.asset().kind(),
        summary.synthetic(),
        summary.documentation(),
        account.detail().moment().isNow() ? summary.openAlerts() : 0,
        originKnown || summary.synthetic() == Synthetic.YES);
  }

  private static String moreOrigins(AssetAccount account) {
    long all =
        account.detail().summary().exposures().synthetic()
            + account.detail().summary().exposures().unknown()
            + account.detail().summary().exposures().incomplete();
    long more = all - account.origins().size();
    return more > 0
        ? Words.number(more) + " more are not shown; those that matter most to the gate come first."
        : "";
  }

  private static String moreAlerts(AssetAccount account) {
    int listed = account.openAlerts().size();
    long open = account.detail().moment().isNow() ? account.detail().summary().openAlerts() : 0;
    if (open > listed) {
      return Words.number(open - listed) + " more not shown.";
    }
    return listed < AssetAccount.ALERTS ? "" : "There may be more.";
  }

  private record Impact(List<Asset> models, String more, boolean stale) {}

  private Impact impact(Asset asset, Moment moment, Promptness promptness) {
    Optional<Lineage> found =
        queries.lineage(
            asset, Direction.DOWNSTREAM, IMPACT_DEPTH, IMPACT_NODES, moment, promptness);
    List<Asset> models =
        found.stream()
            .flatMap(lineage -> lineage.nodes().stream())
            .map(Lineage.Node::asset)
            .filter(node -> node.kind() == AssetKind.MODEL && !node.equals(asset))
            .toList();
    boolean stale = found.filter(lineage -> lineage.freshness().isStale()).isPresent();
    boolean whole = !stale && found.map(Lineage::isComplete).orElse(false);
    String more = "";
    if (models.size() > IMPACT_SHOWN) {
      more = Words.number(models.size() - IMPACT_SHOWN) + " more are not shown.";
    }
    if (!whole) {
      more += " There may be more: not everything downstream was read.";
    }
    return new Impact(models.stream().limit(IMPACT_SHOWN).toList(), more.strip(), stale);
  }

  private static List<LineageEvent> events(AssetEvents events) {
    return Stream.of(events.syntheses(), events.trainings(), events.others(), events.documents())
        .flatMap(latest -> latest.events().stream())
        .sorted(Comparator.comparing(LineageEvent::stamp).reversed())
        .toList();
  }

  private static List<AssetView.EventText> texts(AssetEvents events) {
    return events(events).stream()
        .map(event -> new AssetView.EventText(event, pretty(event)))
        .toList();
  }

  private static String pretty(LineageEvent event) {
    return EventJson.write(event).toPrettyString();
  }

  private DocumentationView documentation(
      AssetAccount account, boolean originKnown, String prefix) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return DocumentationPart.of(account, originKnown, now, prefix);
  }

  /** What a page of a moment counts; "" for now. */
  static String words(Moment moment) {
    List<String> parts = new ArrayList<>();
    moment.asOf().ifPresent(time -> parts.add("Only events up to " + Words.time(time) + " count."));
    moment
        .knownAt()
        .ifPresent(time -> parts.add("Only what had arrived by " + Words.time(time) + " counts."));
    return String.join(" ", parts);
  }
}
