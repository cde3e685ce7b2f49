package dev.headwater.http;

import dev.headwater.auth.SharedSecret;
import dev.headwater.auth.TokenFile;
import dev.headwater.auth.TokenHash;
import dev.headwater.http.access.ApiSecurity;
import dev.headwater.http.access.ConnectionLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/** Tokens and a secret in files of a folder, as a guarded server reads them. */
public final class Guarded {
  public static final String READ = "read-token-0123456789";
  public static final String WRITE = "write-token-0123456789";
  public static final String ADMIN = "admin-token-0123456789";
  public static final String WRONG = "wrong-token-0123456789";
  public static final String SECRET = "secret-of-the-instances";

  private Guarded() {}

  /** Tokens of all three roles, and the secret of the instances. */
  public static ApiSecurity in(Path folder) {
    return in(folder, ConnectionLimits.DEFAULT);
  }

  public static ApiSecurity in(Path folder, ConnectionLimits limits) {
    Path tokens = folder.resolve("tokens");
    tokens(tokens, "r read " + READ, "w write " + WRITE, "a admin " + ADMIN);
    return with(folder, limits);
  }

  /** The tokens that are in the folder, and the secret of the instances. */
  static ApiSecurity with(Path folder) {
    return with(folder, ConnectionLimits.DEFAULT);
  }

  private static ApiSecurity with(Path folder, ConnectionLimits limits) {
    Path tokens = folder.resolve("tokens");
    try {
      Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
      return new ApiSecurity(
          Optional.of(new TokenFile(tokens)),
          Optional.of(new SharedSecret(secret)),
          Optional.empty(),
          limits);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Writes a file of tokens; each line is a name, a role and a token. */
  public static void tokens(Path file, String... lines) {
    StringBuilder text = new StringBuilder("# who may call\n");
    for (String line : lines) {
      String[] parts = line.split(" ");
      text.append(parts[0]).append(' ').append(parts[1]).append('\t');
      text.append(TokenHash.of(parts[2])).append('\n');
    }
    try {
      boolean again = Files.exists(file);
      Files.writeString(file, text);
      if (again) {
        // A file system may give two quick writes the same time.
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1)));
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
