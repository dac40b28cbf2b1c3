package io.tern.orchestrator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The users of Tern's topics as they are shipped, as a broker is told of them. */
public final class AccessList {
  private static final Path FILE = Path.of("../deploy/kafka/users.yaml");
  private static final String CLUSTER = "kafka-cluster";

  private final List<JsonNode> users;

  private AccessList(List<JsonNode> users) {
    this.users = users;
  }

  public static AccessList shipped() throws IOException {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    return new AccessList(
        yaml.readerFor(JsonNode.class).<JsonNode>readValues(FILE.toFile()).readAll());
  }

  public List<String> users() {
    return users.stream().map(AccessList::name).toList();
  }

  private static String name(JsonNode user) {
    return user.path("metadata").path("name").asText();
  }

  public List<AclBinding> bindings() {
    List<AclBinding> all = new ArrayList<>();
    for (JsonNode user : users) {
      for (JsonNode acl : user.path("spec").path("authorization").path("acls")) {
        for (JsonNode operation : acl.path("operations")) {
          all.add(binding(name(user), acl.path("resource"), operation.asText()));
        }
      }
    }
    return all;
  }

  private static AclBinding binding(String user, JsonNode resource, String operation) {
    ResourceType type = named(ResourceType.values(), resource.path("type").asText());
    PatternType pattern =
        resource.path("patternType").asText("literal").equals("prefix")
            ? PatternType.PREFIXED
            : PatternType.LITERAL;
    return new AclBinding(
        new ResourcePattern(type, resource.path("name").asText(CLUSTER), pattern),
        new AccessControlEntry(
            "User:" + user, "*", named(AclOperation.values(), operation), AclPermissionType.ALLOW));
  }

  /** Such as DESCRIBE_CONFIGS for {@code DescribeConfigs}. */
  private static <E extends Enum<E>> E named(E[] all, String name) {
    return Arrays.stream(all)
        .filter(each -> each.name().replace("_", "").equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow();
  }
}
