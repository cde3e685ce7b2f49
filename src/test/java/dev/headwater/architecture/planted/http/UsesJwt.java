package dev.headwater.architecture.planted.http;

import com.nimbusds.jwt.SignedJWT;

/** Uses JWT outside auth. */
public record UsesJwt(SignedJWT token) {}
