package dev.headwater;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate of a server that is its own authority, made by the JDK's keytool. */
public final class TestCertificate {

  private static final String PASSWORD = "changeit";

  private final Path store;
  private final Path pem;

  private TestCertificate(Path store, Path pem) {
    this.store = store;
    this.pem = pem;
  }

  /**
   * Makes one in the folder.
   *
   * @param host whom it is for, as keytool writes it: {@code ip:127.0.0.1} or {@code dns:a.example}
   */
  public static TestCertificate of(String host, Path folder)
      throws IOException, InterruptedException {
    String name = host.replaceAll("[^a-z0-9]", "-");
    Path store = folder.resolve(name + ".p12");
    Path pem = folder.resolve(name + ".pem");
    String validity = "-validity 2 -keyalg EC -dname CN=test -ext san=" + host;
    keytool(folder, store, "-genkeypair -alias server " + validity);
    keytool(folder, store, "-exportcert -rfc -alias server -file " + pem.getFileName());
    return new TestCertificate(store, pem);
  }

  private static void keytool(Path folder, Path store, String arguments)
      throws IOException, InterruptedException {
    String all =
        Path.of(System.getProperty("java.home"), "bin", "keytool")
            + " "
            + arguments
            + " -storetype PKCS12 -storepass "
            + PASSWORD
            + " -keystore "
            + store.getFileName();
    Path output = folder.resolve("keytool.txt");
    Process process =
        new ProcessBuilder(List.of(all.split(" ")))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool failed: " + Files.readString(output));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  /** The certificate, for those who trust it. */
  public Path pem() {
    return pem;
  }

  /** The certificate with its key, as PKCS12. */
  public Path store() {
    return store;
  }

  /** The password of {@link #store}. */
  public String password() {
    return PASSWORD;
  }

  /** The context of the server. */
  public SSLContext server() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
