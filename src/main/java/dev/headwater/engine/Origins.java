package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Origin;
import dev.headwater.model.command.OriginStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Determines which kinds of origin an asset is, from its own facts, and updates the registers that
 * announce this downstream.
 *
 * <p>The kind UNKNOWN is not announced at once. Often an event of another partition that arrives a
 * moment later says where the dataset comes from. An announcement that is taken back costs two
 * changes of everything that descends from the dataset.
 */
final class Origins {
  /**
   * How long the owner waits for an event that says where a used dataset comes from, before it
   * announces that its origin is unknown.
   */
  static final Duration DOUBT = Duration.ofMillis(250);

  private Origins() {}

  /** Determines the three registers and the asset's waivers again. */
  static void settle(Turn turn, Asset asset) {
    settle(turn, asset, false);
  }

  /** After {@link #DOUBT}, announces that a dataset's origin is unknown, if it still is. */
  static void endDoubt(Turn turn, GraphCommand.Review review) {
    Register register = turn.node(review.target()).registers().get(review.origin().kind());
    boolean own = review.origin().asset().equals(review.target());
    if (own && register != null && register.doubted()) {
      settle(turn, review.target(), true);
    }
  }

  private static void settle(Turn turn, Asset asset, boolean unknownIsCertain) {
    Node node = turn.node(asset);
    Documents documents = Documents.of(turn.view, asset);
    Optional<Boolean> reclassified = documents.reclassified();
    List<Waiver> waivers = documents.waivers();
    if (!waivers.equals(node.waivers())) {
      turn.send(new GraphCommand.ReviewAll(asset, Optional.empty()));
    }
    if (!waivers.equals(node.waivers()) || !reclassified.equals(node.reclassified())) {
      turn.summaryChanged(asset);
    }
    Node documented = node.withDocuments(reclassified, waivers);
    turn.put(documented);
    Visits.collectedChanged(turn, node, documented);
    if (!waivers.equals(node.waivers())) {
      RepresentationReview.request(turn, asset);
    }
    register(turn, asset, OriginKind.SYNTHETIC, synthetic(turn, asset, documents));
    OriginStatus unknown = unknown(turn, asset);
    if (!doubt(turn, asset, unknown, unknownIsCertain)) {
      register(turn, asset, OriginKind.UNKNOWN, unknown);
    }
    register(turn, asset, OriginKind.INCOMPLETE, incomplete(turn, asset));
  }

  /** Whether the asset is an origin of this kind by its own rows, and if not, why. */
  static OriginStatus status(Turn turn, Asset asset, OriginKind kind) {
    return switch (kind) {
      case SYNTHETIC -> synthetic(turn, asset, Documents.of(turn.view, asset));
      case UNKNOWN -> unknown(turn, asset);
      case INCOMPLETE -> incomplete(turn, asset);
    };
  }

  private static OriginStatus synthetic(Turn turn, Asset asset, Documents documents) {
    Node node = turn.node(asset);
    boolean made = node.tally().syntheses() > 0;
    if (asset.kind() != AssetKind.DATASET || !node.reclassified().orElse(made)) {
      return absent(
          node.reclassified().isPresent() ? Resolution.RECLASSIFIED : Resolution.RETRACTED);
    }
    Assessment assessment = documents.assess(turn.policy);
    return present(
        turn,
        node,
        OriginKind.SYNTHETIC,
        RuleName.UNDOCUMENTED_SYNTHETIC,
        assessment.documentation(),
        assessment.missing(),
        assessment.documentedAtFirst(),
        assessment.turns(),
        Generators.hashes(documents.generators()));
  }

  private static OriginStatus unknown(Turn turn, Asset asset) {
    Node node = turn.node(asset);
    boolean known = turn.policy.originKnown(node);
    if (asset.kind() != AssetKind.DATASET || node.carryingOut() == 0 || known) {
      return absent(known ? Resolution.ORIGIN_KNOWN : Resolution.RETRACTED);
    }
    return present(
        turn,
        node,
        OriginKind.UNKNOWN,
        RuleName.UNKNOWN_ORIGIN,
        Documentation.NOT_APPLICABLE,
        List.of(),
        false,
        List.of(),
        List.of());
  }

  /**
   * Whether it is too early to announce that the origin is unknown. If so, marks the register as
   * doubted and sets a timer for the announcement.
   */
  private static boolean doubt(Turn turn, Asset asset, OriginStatus status, boolean certain) {
    Node node = turn.node(asset);
    Register register = node.registers().getOrDefault(OriginKind.UNKNOWN, Register.unannounced());
    if (certain || !status.present() || register.status().present()) {
      if (register.doubted() && !status.present()) {
        turn.put(node.withRegister(OriginKind.UNKNOWN, register.notDoubted()));
      }
      return false;
    }
    if (!register.doubted()) {
      turn.put(node.withRegister(OriginKind.UNKNOWN, register.doubtedSince(turn.causeMillis)));
      turn.remind(asset, new Origin(asset, OriginKind.UNKNOWN), turn.now.plus(DOUBT));
    }
    return true;
  }

  private static OriginStatus incomplete(Turn turn, Asset asset) {
    if (turn.node(asset).tally().incomplete() == 0) {
      return absent(Resolution.RETRACTED);
    }
    return new OriginStatus(
        true,
        Documentation.NOT_APPLICABLE,
        List.of(),
        false,
        List.of(),
        0,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static OriginStatus absent(Resolution why) {
    return new OriginStatus(
        false,
        Documentation.NOT_APPLICABLE,
        List.of(),
        false,
        List.of(),
        0,
        Optional.empty(),
        Optional.of(why),
        List.of());
  }

  private static OriginStatus present(
      Turn turn,
      Node node,
      OriginKind kind,
      RuleName rule,
      Documentation documentation,
      List<Condition> missing,
      boolean documentedAtFirst,
      List<Stamp> turns,
      List<Long> generators) {
    // A documented asset has no grace to end. Its due time must stay 0: a due time that moved with
    // each command would be a change for everything that descends from the asset.
    long due =
        documentation == Documentation.DOCUMENTED
            ? 0
            : sinceMillis(turn, node, kind, documentation)
                + turn.policy.grace(rule, node.asset().namespace()).toMillis();
    return new OriginStatus(
        true,
        documentation,
        missing,
        documentedAtFirst,
        turns,
        due,
        node.waivedUntil(rule, node.asset()),
        Optional.empty(),
        generators);
  }

  /**
   * When the cause arrived. If the cause held before this command, that is its earlier arrival;
   * otherwise it is the time of this command's event.
   */
  private static long sinceMillis(
      Turn turn, Node node, OriginKind kind, Documentation documentation) {
    Register register = node.registers().get(kind);
    boolean lasting =
        register != null
            && (register.doubted() || register.status().present())
            && register.status().documentation() != Documentation.DOCUMENTED
            && documentation != Documentation.DOCUMENTED;
    return lasting ? register.sinceMillis() : turn.causeMillis;
  }

  private static void register(Turn turn, Asset asset, OriginKind kind, OriginStatus status) {
    Node node = turn.node(asset);
    Register register = node.registers().getOrDefault(kind, Register.unannounced());
    boolean neverWas = register.revision() == 0 && !status.present();
    if (neverWas || register.status().equals(status)) {
      return;
    }
    long since = sinceMillis(turn, node, kind, status.documentation());
    turn.put(node.withRegister(kind, register.with(status, since)));
    turn.summaryChanged(asset);
    turn.send(new GraphCommand.Announce(asset, kind));
  }
}
