package dev.headwater.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.http.Guarded;
import java.nio.file.Path;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows how the server listens. */
class ListeningTest {
  @TempDir private Path folder;

  @Test
  void buffers_areNeverUsedAgain() {
    ServerConnector connector =
        new Listening(Guarded.in(folder)).connector(new Server(), new HttpConfiguration());
    ByteBufferPool pool = connector.getByteBufferPool();
    int size = connector.getConnectionFactory(HttpConnectionFactory.class).getInputBufferSize();

    RetainableByteBuffer first = pool.acquire(size, false);
    first.getByteBuffer().limit(size).put(0, (byte) 'y');
    first.release();
    RetainableByteBuffer second = pool.acquire(size, false);

    assertThat(second.getByteBuffer().array()).isNotSameAs(first.getByteBuffer().array());
  }
}
