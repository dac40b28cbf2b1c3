package io.tern.orchestrator.api.fts3.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import io.tern.orchestrator.security.UnsealException;
import io.tern.setting.Access.CloudKeys;
import io.tern.setting.Access.CloudStorage;
import io.tern.setting.Access.TokenProvider;
import io.tern.setting.Sealed;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 1.9, cloud storages and token providers: secrets go in sealed and never come out. */
class KeysTest {
  private Service service;

  @BeforeEach
  void start() {
    service = new Service();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Answer send(String method, String path, String body) {
    return service.send(
        service
            .request(path)
            .header("X-Test-Root", "true")
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private static String opened(Sealed sealed, String owner) throws UnsealException {
    return Service.BOX.open(sealed.bytes(), owner).reveal();
  }

  @Test
  void aCloudStorageHasUsersWithKeys() throws UnsealException {
    String storage = "{'storage_name':'S3:host','app_key':'k','app_secret':'hidden'}";
    String keys = "{'vo_name':'cms','access_key':'a','secret_key':'hidden too'}";

    Answer added = send("POST", "/config/cloud_storage", storage);
    Answer user = send("POST", "/config/cloud_storage/S3:host", keys);
    String list = send("GET", "/config/cloud_storage", "").raw().body();

    assertThat(added.status()).isEqualTo(201);
    assertThat(added.raw().body()).isEqualTo("\"S3:host\"");
    assertThat(user.status()).isEqualTo(201);
    assertThat(user.raw().body())
        .isEqualTo("{\"storage_name\":\"S3:host\",\"user_dn\":null,\"vo_name\":\"cms\"}");
    assertThat(list).contains("\"users\":[{").doesNotContain("hidden");
    CloudStorage kept = kept(CloudStorage.class);
    assertThat(opened(kept.appSecret(), kept.name())).isEqualTo("hidden");
    CloudKeys keptKeys = kept(CloudKeys.class);
    assertThat(opened(keptKeys.secretKey(), keptKeys.name())).isEqualTo("hidden too");
  }

  private <S extends io.tern.setting.Setting> S kept(Class<S> kind) {
    return service.administration.settings().all(kind).getFirst().setting();
  }

  @Test
  void keysGoWithTheirStorage() {
    send("POST", "/config/cloud_storage", "{'storage_name':'S3:host'}");
    send("POST", "/config/cloud_storage/S3:host", "{'user_dn':'/CN=A','access_token':'a'}");
    send("POST", "/config/cloud_storage/S3:host", "{'vo_name':'cms','access_token':'a'}");

    assertThat(send("DELETE", "/config/cloud_storage/S3:host/cms", "").status()).isEqualTo(204);
    assertThat(send("GET", "/config/cloud_storage/S3:host", "").json()).hasSize(1);
    assertThat(send("DELETE", "/config/cloud_storage/S3:host", "").status()).isEqualTo(204);
    assertThat(service.administration.settings().size()).isZero();
    assertThat(send("GET", "/config/cloud_storage/S3:host", "").message())
        .isEqualTo("The storage does not exist");
  }

  @Test
  void badKeysAreRefused() {
    send("POST", "/config/cloud_storage", "{'storage_name':'S3:host'}");

    assertThat(send("POST", "/config/cloud_storage", "{}").message())
        .isEqualTo("Missing storage name");
    assertThat(send("POST", "/config/cloud_storage/S3:host", "{}").message())
        .isEqualTo("One of user_dn or vo_name must be specified");
    assertThat(
            send("POST", "/config/cloud_storage/S3:host", "{'user_dn':'a','vo_name':'b'}")
                .message())
        .isEqualTo("Only one of user_dn or vo_name must be specified");
  }

  @Test
  void aTokenProviderIsKnownByItsIssuer() throws UnsealException {
    String provider =
        "{'name':'cms','issuer':'https://iam.example','client_id':'id','client_secret':'hidden'}";

    Answer added = send("POST", "/config/token_providers", provider);

    assertThat(added.status()).isEqualTo(200);
    assertThat(added.json().path("issuer").asText()).isEqualTo("https://iam.example/");
    assertThat(send("GET", "/config/token_providers", "").raw().body()).doesNotContain("hidden");
    assertThat(opened(kept(TokenProvider.class).clientSecret(), "token-provider/cms"))
        .isEqualTo("hidden");
    assertThat(send("DELETE", "/config/token_providers/cms", "").status()).isEqualTo(204);
    assertThat(send("GET", "/config/token_providers", "").json()).isEmpty();
  }

  @Test
  void badTokenProvidersAreRefused() {
    assertThat(send("POST", "/config/token_providers", "{}").message())
        .isEqualTo("Missing TokenProvider name!");
    assertThat(send("POST", "/config/token_providers", "{'name':'a'}").message())
        .isEqualTo("Missing TokenProvider issuer!");
    assertThat(
            send("POST", "/config/token_providers", "{'name':'a','issuer':'https://i'}").message())
        .isEqualTo("Missing Client ID!");
    assertThat(
            send(
                    "POST",
                    "/config/token_providers",
                    "{'name':'a','issuer':'nowhere','client_id':'b','client_secret':'c'}")
                .message())
        .isEqualTo("Invalid TokenProvider issuer!");
  }
}
