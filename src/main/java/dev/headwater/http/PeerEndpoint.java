package dev.headwater.http;

import dev.headwater.query.LocalReads;
import dev.headwater.query.MovedException;
import dev.headwater.query.PeerProtocol;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;

/** Answers the questions of other instances ({@link PeerProtocol}). */
final class PeerEndpoint {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LocalReads reads;

  PeerEndpoint(LocalReads reads) {
    this.reads = reads;
  }

  void ask(Context ctx) {
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

  void report(Context ctx) throws IOException {
    ctx.contentType(MediaTypes.JSON);
    ctx.result(PeerProtocol.report(reads));
  }
}
