package dev.headwater.pages;

/**
 * The form that asks for a token.
 *
 * @param problem with the token given before; "" if none was
 * @param next the path to show after the login
 */
public record LoginView(String problem, String next) {}
