package dev.headwater.app.check;

import dev.headwater.app.settings.Security;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.SettingsException;
import dev.headwater.app.topics.Finding;
import dev.headwater.auth.Authenticator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at who may call this server: the files that say so, and the issuer of tokens. */
final class SecurityCheck {

  static final String SUBJECT = "who may call";

  private SecurityCheck() {}

  /**
   * Reads the files as a start does, and asks the issuer for its keys.
   *
   * @throws SettingsException if a start would refuse these settings
   */
  static List<Finding> run(Settings settings) {
    Security security = Security.of(settings);
    boolean alone = Security.isThisMachineAlone(settings.text(Setting.HTTP_HOST));
    List<Finding> all = new ArrayList<>();
    all.add(callers(settings, security.api().authenticator(), alone));
    if (!alone && security.api().peers().isEmpty()) {
      all.add(
          Finding.warning(
              "other instances",
              "on other machines cannot ask this one for its part of the graph",
              "with more than one instance, set " + Setting.PEER_SECRET_FILE.key() + " on each"));
    }
    return all;
  }

  private static Finding callers(
      Settings settings, Optional<Authenticator> authenticator, boolean alone) {
    if (authenticator.isEmpty()) {
      return alone
          ? Finding.ok(SUBJECT, "everybody on this machine, and nobody beyond it")
          : Finding.warning(
              SUBJECT,
              "everybody who reaches " + settings.text(Setting.HTTP_HOST) + " may do everything",
              "set " + Setting.AUTH.key() + " to tokens or jwt");
    }
    Optional<String> obstacle = authenticator.get().obstacle();
    if (obstacle.isPresent()) {
      return Finding.unknown(
          SUBJECT,
          obstacle.get(),
          "see " + Setting.AUTH_JWT_ISSUER.key() + " and " + Setting.AUTH_JWT_KEYS_URL.key());
    }
    return !alone && !Security.hasTls(settings)
        ? Finding.warning(
            SUBJECT,
            "tokens come over plain http, and others on the way can read them",
            "set " + Setting.HTTP_TLS_CERTIFICATE.key() + ", or put a proxy with TLS before it")
        : Finding.ok(SUBJECT, "who has a token (" + settings.text(Setting.AUTH) + ")");
  }
}
