package dev.headwater.auth;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The certificate of this server and its key, from two PEM files. Thread-safe.
 *
 * <p>Each new connection gets the latest version of the files. While the two do not fit together,
 * as between the replacement of one and of the other, the earlier pair stays.
 */
public final class ServerCertificate {
  private final WatchedFiles<Pair> files;

  /** A key and its certificate, followed by those that vouch for it. */
  private record Pair(List<X509Certificate> chain, PrivateKey key) {}

  /**
   * Reads the files.
   *
   * @param certificate the certificate, followed by the intermediate ones
   * @param key its private key, not encrypted
   * @throws AuthFileException if a file is missing or wrong, or the two do not fit together
   */
  public ServerCertificate(Path certificate, Path key) {
    this(certificate, key, System::nanoTime);
  }

  ServerCertificate(Path certificate, Path key, LongSupplier nanos) {
    this.files =
        new WatchedFiles<>(
            List.of(certificate, key),
            texts -> pair(certificate.toString(), key.toString(), texts.get(0), texts.get(1)),
            nanos);
  }

  /** A context for a server that shows this certificate. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new Keys(files)}, null, null);
      return context;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java platform has TLS", missing);
    }
  }

  private static Pair pair(
      String certificateFile, String keyFile, String certificates, String key) {
    List<X509Certificate> chain = Pem.certificates(certificateFile, certificates);
    PrivateKey secret = Pem.key(keyFile, key, chain.get(0));
    if (!fit(chain.get(0), secret)) {
      throw new AuthFileException(
          keyFile + ": is not the key of the first certificate in " + certificateFile);
    }
    return new Pair(chain, secret);
  }

  private static boolean fit(X509Certificate certificate, PrivateKey key) {
    try {
      Signature signature =
          Signature.getInstance(
              switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> key.getAlgorithm();
              });
      byte[] text = "headwater".getBytes(StandardCharsets.US_ASCII);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException different) {
      return false;
    }
  }

  /** Names the pair by its hash, so that a handshake gets both halves from one version. */
  private static final class Keys extends X509ExtendedKeyManager {
    private final WatchedFiles<Pair> files;
    private Pair latest;
    private Pair before;

    Keys(WatchedFiles<Pair> files) {
      this.files = files;
    }

    private synchronized Pair now() {
      Pair now = files.get();
      if (now != latest) {
        before = latest;
        latest = now;
      }
      return now;
    }

    private synchronized Pair named(String alias) {
      Pair now = now();
      return before != null && alias(before).equals(alias) ? before : now;
    }

    private static String alias(Pair pair) {
      return Integer.toHexString(pair.chain().get(0).hashCode());
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
      return ofType(type);
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return ofType(type);
    }

    private String ofType(String type) {
      Pair now = now();
      String algorithm = now.key().getAlgorithm();
      // TLS 1.2 says EC_RSA or EC_EC for an elliptic curve key, by who signed its certificate.
      boolean fits = type.equals(algorithm) || algorithm.equals("EC") && type.startsWith("EC");
      return fits ? alias(now) : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return named(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return named(alias).key();
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      String alias = ofType(type);
      return alias == null ? null : new String[] {alias};
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return null;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return null;
    }
  }
}
