package dev.headwater.auth;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys in PEM. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private Pem() {}

  /**
   * All certificates of a file, in order.
   *
   * @throws AuthFileException if there is none, or one is malformed
   */
  static List<X509Certificate> certificates(String file, String text) {
    List<X509Certificate> all = new ArrayList<>();
    try {
      Matcher blocks = BLOCK.matcher(text);
      while (blocks.find()) {
        if (blocks.group(1).equals("CERTIFICATE")) {
          Certificate one =
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(decoded(file, blocks.group(2))));
          all.add((X509Certificate) one);
        }
      }
    } catch (GeneralSecurityException malformed) {
      throw new AuthFileException(file + ": a certificate is malformed", malformed);
    }
    if (all.isEmpty()) {
      throw new AuthFileException(file + ": has no certificate in PEM (BEGIN CERTIFICATE)");
    }
    return List.copyOf(all);
  }

  /**
   * The private key of a file: PKCS#8, or the older forms of RSA and elliptic curve keys.
   *
   * @param owner the certificate that the key belongs to; it says of which kind the key is
   * @throws AuthFileException if there is no such key, or it is encrypted, malformed or of another
   *     certificate
   */
  static PrivateKey key(String file, String text, X509Certificate owner) {
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      switch (blocks.group(1)) {
        case "PRIVATE KEY":
          return key(file, decoded(file, blocks.group(2)), owner);
        case "RSA PRIVATE KEY", "EC PRIVATE KEY":
          if (blocks.group(2).contains("ENCRYPTED")) {
            throw encrypted(file);
          }
          return key(file, inPkcs8(decoded(file, blocks.group(2)), owner), owner);
        case "ENCRYPTED PRIVATE KEY":
          throw encrypted(file);
        default:
          // Parameters of a curve, or a certificate in the same file.
      }
    }
    throw new AuthFileException(file + ": has no private key in PEM (BEGIN PRIVATE KEY)");
  }

  private static AuthFileException encrypted(String file) {
    return new AuthFileException(
        file + ": the key is encrypted; decrypt it (openssl pkey) and restrict who can read it");
  }

  private static byte[] decoded(String file, String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException malformed) {
      // Not the cause: its message could quote a part of a key.
      throw new AuthFileException(file + ": is not PEM: its Base64 is malformed");
    }
  }

  private static PrivateKey key(String file, byte[] pkcs8, X509Certificate owner) {
    try {
      return KeyFactory.getInstance(owner.getPublicKey().getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException malformed) {
      throw new AuthFileException(
          file
              + ": the key is malformed, or it is no "
              + owner.getPublicKey().getAlgorithm()
              + " key as that of the certificate");
    }
  }

  /**
   * Puts an older form into PKCS#8 (RFC 5958): a version, the algorithm, and the key as octets. A
   * certificate names its algorithm, with the curve, in the same way.
   */
  private static byte[] inPkcs8(byte[] key, X509Certificate owner) {
    byte[] subjectKey = owner.getPublicKey().getEncoded();
    int at = content(subjectKey, 0);
    int end = content(subjectKey, at) + length(subjectKey, at);
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(VERSION_0);
    inner.write(subjectKey, at, end - at);
    inner.writeBytes(wrapped(OCTETS, key));
    return wrapped(SEQUENCE, inner.toByteArray());
  }

  /** Where the content of the DER value at this place begins. */
  private static int content(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first - 0x80);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < first - 0x80; i++) {
      length = length << 8 | der[at + 2 + i] & 0xff;
    }
    return length;
  }

  private static byte[] wrapped(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      int bytes = content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
      out.write(0x80 + bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(content.length >> (8 * i));
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
