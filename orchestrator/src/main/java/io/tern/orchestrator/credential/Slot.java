package io.tern.orchestrator.credential;

import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one secret of one owner is kept.
 *
 * @param name among the owner's secrets of this kind; empty where there is only one
 */
public record Slot(OwnerId owner, Kind kind, String name) {
  private static final int NAME_BYTES = 16;
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----([^-]+)-----END");

  public Slot {
    if (owner.equals(OwnerId.NOBODY)) {
      throw new IllegalArgumentException("owner: nobody (expected: a known caller)");
    }
  }

  public Slot(OwnerId owner, Kind kind) {
    this(owner, kind, "");
  }

  public static Slot ofToken(OwnerId owner, String name) {
    return new Slot(owner, Kind.TOKEN, name);
  }

  /** A token's name: the first half of its SHA-256, which says nothing of it. */
  public static String tokenName(String token) {
    return name(token.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A proxy's name: the first half of the SHA-256 fingerprint of its certificate.
   *
   * @param pem key and chain, the proxy's own certificate first
   */
  static String proxyName(Secret pem) {
    Matcher certificate = CERTIFICATE.matcher(pem.reveal());
    return certificate.find() ? name(Base64.getMimeDecoder().decode(certificate.group(1))) : "";
  }

  private static String name(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** For logs: holds nothing secret. */
  @Override
  public String toString() {
    return "%s %s of owner %s".formatted(kind.name().toLowerCase(Locale.ROOT), name, owner.hex());
  }

  /** What is kept. */
  public enum Kind {
    /** A key made here, whose certificate the owner has yet to sign. */
    REQUESTED,
    /** A delegated proxy with its key and chain. */
    PROXY,
    /** A token for storages, from a submission or in place of one. */
    TOKEN,
    /** What an issuer gives further tokens for. */
    REFRESH,
    /** An agent's wish for another token. Holds nothing. */
    WANTED,
    /** Why an issuer gives no other token any more. */
    REFUSED,
    /** Why no other token can be had for the moment. */
    AWAY
  }

  boolean isOfToken() {
    return kind == Kind.TOKEN || kind == Kind.REFRESH;
  }

  /** The slot of another kind under the same name. */
  public Slot as(Kind other) {
    return new Slot(owner, other, name);
  }

  /** The record's key; also what the secret is sealed for. */
  String key() {
    String only = owner.hex() + "/" + kind.name().toLowerCase(Locale.ROOT);
    return name.isEmpty() ? only : only + "/" + name;
  }

  /**
   * The slot of a record's key.
   *
   * @throws IllegalArgumentException if it is none that this node knows
   */
  static Slot parse(String key) {
    String[] parts = key.split("/", 3);
    if (parts.length < 2) {
      throw new IllegalArgumentException("slot: " + key + " (expected: OWNER/KIND/NAME)");
    }
    Kind kind = Kind.valueOf(parts[1].toUpperCase(Locale.ROOT));
    return new Slot(new OwnerId(parts[0]), kind, parts.length == 3 ? parts[2] : "");
  }
}
