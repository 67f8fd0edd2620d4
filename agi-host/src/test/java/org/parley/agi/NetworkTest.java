package org.parley.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,            10.255.255.255,      true",
        "10.0.0.0/8,            11.0.0.0,            false",
        "10.1.2.3/8,            10.9.9.9,            true",
        "192.168.4.0/22,        192.168.7.255,       true",
        "192.168.4.0/22,        192.168.8.0,         false",
        "192.168.7.5,           192.168.7.5,         true",
        "192.168.7.5,           192.168.7.4,         false",
        "192.168.7.4/31,        192.168.7.5,         true",
        "192.168.7.4/31,        192.168.7.6,         false",
        "0.0.0.0/0,             203.0.113.9,         true",
        "0.0.0.0/0,             2001:db8::1,         false",
        "::/0,                  2001:db8::1,         true",
        "::/0,                  203.0.113.9,         false",
        "::1/128,               ::1,                 true",
        "::1/128,               ::2,                 false",
        "fd00::/8,              fdff::1,             true",
        "fd00::/8,              fe00::1,             false",
        "2001:db8:0:40::/58,    2001:db8:0:7f::1,    true",
        "2001:db8:0:40::/58,    2001:db8:0:80::1,    false",
        "127.0.0.0/8,           ::ffff:127.0.0.1,    true",
        "::ffff:10.0.0.0/104,   10.200.0.1,          true",
        "::ffff:10.0.0.0/104,   11.0.0.1,            false",
        "::ffff:10.0.0.7,       10.0.0.7,            true",
    })
    void knowsWhichAddressesItHolds(String network, String address, boolean held) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "asterisk.example.com/24",
                "10.1/8",
                "10/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "256.0.0.1",
                "::1/129",
                ":::/8",
                "::ffff:10.0.0.0/95"
            })
    void refusesWhatIsNoNetworkAndSaysWhatWasExpected(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.0/8")
                .hasMessageContaining("'" + text + "'");
    }
}
