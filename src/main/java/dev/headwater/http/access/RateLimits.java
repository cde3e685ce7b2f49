package dev.headwater.http.access;

/**
 * How many requests one caller may make.
 *
 * @param requests of one caller: of one name where callers are authenticated, else of one address
 * @param refusals without a valid token, of one address
 * @param logins with a wrong token, of one address
 */
public record RateLimits(Rate requests, Rate refusals, Rate logins) {

  /** 1,000 requests a second, 5,000 at once; 50 refusals a second, 200 at once; 30 a minute. */
  public static final RateLimits DEFAULT =
      new RateLimits(Rate.perSecond(1_000, 5_000), Rate.perSecond(50, 200), Rate.perMinute(30));
}
