package dev.headwater.sdk.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of the authorities that a caller trusts in place of Java's own list. */
public final class TrustedCertificates {

  private static final int MAX_BYTES = 1024 * 1024;

  private TrustedCertificates() {}

  /**
   * Returns a TLS context that trusts only the authorities in the file.
   *
   * @param file certificates in PEM, one after the other
   * @param name what names the file: an option, a variable or a setting
   * @throws AccessException if the file cannot be read or has no certificate
   */
  public static SSLContext context(Path file, String name) throws AccessException {
    byte[] pem = BoundedFile.read(file, name, MAX_BYTES);
    String problem = name + ": " + file + " has no certificate that can be read (PEM)";
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
      if (certificates.isEmpty()) {
        throw new AccessException(problem);
      }
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate certificate : certificates) {
        trusted.setCertificateEntry("authority" + trusted.size(), certificate);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (CertificateException notPem) {
      throw new AccessException(problem, notPem);
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("this Java cannot build a TLS context", impossible);
    }
  }
}
