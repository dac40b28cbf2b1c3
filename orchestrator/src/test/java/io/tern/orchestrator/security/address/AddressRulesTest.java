package io.tern.orchestrator.security.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  private static final AddressRules SHUT = new AddressRules(List.of());

  /** One address at least of each range of IANA's registries, and both ends of the usual ones. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:c0a8:101::1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1"
      })
  void isShutWhereTheInternetIsNot(String address) {
    assertThat(SHUT.allows("host", 443, InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.142.33.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:1458:301::1",
        "2606:4700::1",
        "2a00:1450::1",
        "64:ff9b::808e:2101",
        "2002:808e:2101::1"
      })
  void isOpenBesideTheEdges(String address) {
    assertThat(SHUT.allows("host", 443, InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "80, true",
    "443, true",
    "1024, true",
    "65535, true",
    "22, false",
    "25, false",
    "79, false",
    "1023, false",
    "0, false"
  })
  void knowsThePortsOfStorages(int port, boolean open) {
    assertThat(SHUT.allows("host", port, InetAddress.ofLiteral("1.1.1.1"))).isEqualTo(open);
  }

  @Test
  void opensWhatTheOperatorNames() {
    AddressRules rules =
        new AddressRules(
            Stream.of("loopback", "private", "203.0.113.128/25", "192.0.2.7")
                .flatMap(AddressRules::ranges)
                .toList());

    for (String open :
        List.of(
            "127.9.9.9",
            "::1",
            "10.1.2.3",
            "172.20.0.1",
            "fd00::1",
            "203.0.113.128",
            "203.0.113.255",
            "192.0.2.7")) {
      assertThat(rules.allows("host", 443, InetAddress.ofLiteral(open))).as(open).isTrue();
    }
    for (String shut : List.of("169.254.169.254", "::2", "203.0.113.127", "192.0.2.6", "fe80::1")) {
      assertThat(rules.allows("host", 443, InetAddress.ofLiteral(shut))).as(shut).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0.0/33",
        "10.0.0/8",
        "10.0.0.0/-1",
        "::/129",
        "1/8",
        "10.0.0.0/x",
        "/8"
      })
  void takesNoRangeThatIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text));
  }
}
