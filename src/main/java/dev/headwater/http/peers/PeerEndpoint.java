package dev.headwater.http.peers;

import dev.headwater.http.request.MediaTypes;
import dev.headwater.http.request.Problem;
import dev.headwater.query.peer.LocalReads;
import dev.headwater.query.peer.PeerAccess;
import dev.headwater.query.peer.PeerProtocol;
import dev.headwater.query.question.MovedException;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/** Answers the questions of other instances ({@link PeerProtocol}). */
public final class PeerEndpoint {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LocalReads reads;
  private final PeerAccess access;

  public PeerEndpoint(LocalReads reads, PeerAccess access) {
    this.reads = reads;
    this.access = access;
  }

  public void ask(Context ctx) {
    requireSameState(ctx, PeerProtocol.MOVED);
    String kind = ctx.pathParam("kind");
    if (!PeerProtocol.knows(kind)) {
      throw Problem.of(404, "There is no such question; is the other instance of another version?");
    }
    try {
      boolean orCopy = ctx.queryParam(PeerProtocol.COPY) != null;
      byte[] answer =
          PeerProtocol.answer(reads, kind, ctx.req().getInputStream(), orCopy, PATIENCE);
      ctx.contentType(MediaTypes.JSON);
      ctx.result(answer);
    } catch (MovedException moved) {
      throw Problem.of(PeerProtocol.MOVED, moved.getMessage());
    } catch (IOException malformed) {
      throw Problem.of(
          400, "The questions are not understood; is the other instance of another version?");
    }
  }

  public void report(Context ctx) throws IOException {
    requireSameState(ctx, 503);
    ctx.contentType(MediaTypes.JSON);
    ctx.result(PeerProtocol.report(reads));
  }

  private void requireSameState(Context ctx, int otherwise) {
    String asked = Objects.requireNonNullElse(ctx.header(PeerProtocol.STATE), "");
    if (!access.isSameState(asked)) {
      throw Problem.of(otherwise, "This instance has the state of another generation.");
    }
  }
}
