package io.tern.setting;

import org.jspecify.annotations.Nullable;

/** Who may do what, and with which keys. */
public sealed interface Access extends Setting {

  /** A user may do an operation for everybody (FTS's names of operations, {@code *} for all). */
  record Grant(String dn, String operation) implements Access {
    public Grant {
      Rule.named("dn", dn);
      Rule.word("operation", operation);
    }

    @Override
    public String name() {
      return nameOf(dn, operation);
    }

    public static String nameOf(String dn, String operation) {
      return "grant/" + operation + " " + dn;
    }
  }

  /**
   * A cloud storage that wants keys.
   *
   * @param storageName {@code S3:host}
   * @param appSecret sealed for {@link #name}
   */
  record CloudStorage(
      String storageName, @Nullable String appKey, Sealed appSecret, @Nullable String serviceApiUrl)
      implements Access {
    public CloudStorage {
      Rule.word("storage_name", storageName);
      Rule.text("app_key", appKey);
      Rule.text("service_api_url", serviceApiUrl);
    }

    @Override
    public String name() {
      return nameOf(storageName);
    }

    public static String nameOf(String storageName) {
      return "cloud/" + storageName;
    }

    @Override
    public Setting withoutSecrets() {
      return new CloudStorage(storageName, appKey, Sealed.NOTHING, serviceApiUrl);
    }
  }

  /**
   * The keys of a user or a VO at a cloud storage.
   *
   * @param ofVo whether {@code owner} is a VO rather than a user
   * @param secretKey sealed for {@link #name}, as the request token and its secret are
   */
  record CloudKeys(
      String storageName,
      boolean ofVo,
      String owner,
      String accessKey,
      Sealed secretKey,
      Sealed requestToken,
      Sealed requestTokenSecret)
      implements Access {
    public CloudKeys {
      Rule.word("storage_name", storageName);
      Rule.named("owner", owner);
      Rule.text("access_key", accessKey);
    }

    @Override
    public String name() {
      return nameOf(storageName, ofVo, owner);
    }

    public static String nameOf(String storageName, boolean ofVo, String owner) {
      return "cloud-keys/" + storageName + (ofVo ? " vo " : " user ") + owner;
    }

    @Override
    public Setting withoutSecrets() {
      return new CloudKeys(
          storageName, ofVo, owner, accessKey, Sealed.NOTHING, Sealed.NOTHING, Sealed.NOTHING);
    }
  }

  /**
   * An issuer of tokens, and who this service is to it.
   *
   * @param issuer its URL, with a slash at the end
   * @param clientSecret sealed for {@link #name}
   */
  record TokenProvider(
      String providerName,
      String issuer,
      String clientId,
      Sealed clientSecret,
      @Nullable String requiredSubmissionScope,
      @Nullable String voMapping)
      implements Access {
    public TokenProvider {
      Rule.named("name", providerName);
      Rule.named("issuer", issuer);
      Rule.named("client_id", clientId);
      Rule.text("required_submission_scope", requiredSubmissionScope);
      Rule.text("vo_mapping", voMapping);
    }

    /**
     * Whether a token that names its issuer so is of this one; a slash at the end may be missing.
     */
    public boolean isOf(String issuerInToken) {
      return issuer.equals(issuerInToken) || issuer.equals(issuerInToken + "/");
    }

    /** Whether it can be asked for other tokens; without a secret it is only believed. */
    public boolean renewsTokens() {
      return !clientSecret.isNothing();
    }

    @Override
    public String name() {
      return nameOf(providerName);
    }

    public static String nameOf(String providerName) {
      return "token-provider/" + providerName;
    }

    @Override
    public Setting withoutSecrets() {
      return new TokenProvider(
          providerName, issuer, clientId, Sealed.NOTHING, requiredSubmissionScope, voMapping);
    }
  }
}
