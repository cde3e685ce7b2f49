package dev.headwater.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Which certificates of other servers are trusted: those that the ones of a PEM file vouch for. */
public final class TrustedIssuers {
  private TrustedIssuers() {}

  /**
   * A context for a client that trusts only what the certificates in the file vouch for.
   *
   * @throws AuthFileException if the file is missing or wrong
   */
  public static SSLContext context(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      throw new AuthFileException(file + ": cannot be read", unreadable);
    }
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (X509Certificate one : Pem.certificates(file.toString(), text)) {
        trusted.setCertificateEntry("ca-" + number++, one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new AuthFileException(file + ": cannot be used as trusted certificates", impossible);
    }
  }
}
