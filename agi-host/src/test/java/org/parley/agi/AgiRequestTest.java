package org.parley.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class AgiRequestTest {
    private final AgiSettings settings = new AgiSettingsFixture().settings();

    @Test
    void isReadAsAsteriskSendsIt() throws Exception {
        try (OneCall call = new OneCall(settings)) {
            AgiRequest request = call.request();

            assertThat(request)
                    .isEqualTo(new AgiRequest(
                            "",
                            Map.of(),
                            List.of(),
                            "PJSIP/sipp-00000001",
                            "lab-1785283200.1",
                            "V0101120000000000123",
                            "5551234",
                            "",
                            "",
                            "lab",
                            "8300",
                            2,
                            "en",
                            "127.0.0.1:4573",
                            InetAddress.ofLiteral("127.0.0.1"),
                            InetAddress.ofLiteral("127.0.0.1")));
        }
    }

    @Test
    void isReadWithCarriageReturnsToo() throws Exception {
        try (OneCall call = new OneCall(settings, AgiPeer.request("8301").replace("\n", "\r\n"))) {
            assertThat(call.request().extension()).isEqualTo("8301");
            assertThat(call.request().language()).isEqualTo("en");
        }
    }

    @Test
    void isReadWhenItComesByteByByte() throws Exception {
        try (OneCall call = new OneCall(settings, "")) {
            for (char character : AgiPeer.request("8302").toCharArray()) {
                call.peer.send(String.valueOf(character));
            }

            assertThat(call.request().extension()).isEqualTo("8302");
        }
    }

    @Test
    void hasScriptParametersAndArguments() throws Exception {
        String text = AgiPeer.request(
                "8300",
                "agi_network_script: sales?x=1&y=a%20b&url=http://h/?a=b&flag&x=2&rate=100%&n=a%0Ab",
                "agi_arg_1: first",
                "agi_arg_2: ",
                "agi_arg_3: with, comma: and colon");
        try (OneCall call = new OneCall(settings, text)) {
            AgiRequest request = call.request();

            assertThat(request.script()).isEqualTo("sales");
            assertThat(request.parameters())
                    .containsExactly(
                            entry("x", "1"),
                            entry("y", "a b"),
                            entry("url", "http://h/?a=b"),
                            entry("flag", ""),
                            entry("rate", "100%"),
                            entry("n", "a b"));
            assertThat(request.arguments()).containsExactly("first", "", "with, comma: and colon");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "agi_network_script: sales,        sales",
        "agi_network_script: sales?,       sales",
        "agi_network_script: ?x=1,         ''",
        "agi_network_script: a/b.groovy,   a/b.groovy",
    })
    void hasTheScriptWithoutItsQuery(String line, String script) throws Exception {
        try (OneCall call = new OneCall(settings, AgiPeer.request("8300", line))) {
            assertThat(call.request().script()).isEqualTo(script);
        }
    }

    @Test
    void survivesNumbersThatAreNone() throws Exception {
        String text = AgiPeer.request("8300", "agi_arg_2000000000: far", "agi_arg_x: odd", "agi_arg_2: near")
                .replace("agi_priority: 2", "agi_priority: two");
        try (OneCall call = new OneCall(settings, text)) {
            assertThat(call.request().arguments()).containsExactly("", "near");
            assertThat(call.request().priority()).isZero();
        }
    }

    @Test
    void keepsUmlautsAndReplacesControlCharacters() throws Exception {
        String text = AgiPeer.request("8300").replace("V0101120000000000123", "Zoë\u0007Groß");
        try (OneCall call = new OneCall(settings, text)) {
            assertThat(call.request().callerIdName()).isEqualTo("Zoë Groß");
        }
    }

    @Test
    void skipsTheSecondLineOfAValueWithANewline() throws Exception {
        String text = AgiPeer.request("8300").replace("V0101120000000000123", "two\nlines");
        try (OneCall call = new OneCall(settings, text)) {
            assertThat(call.request().callerIdName()).isEqualTo("two");
            assertThat(call.request().extension()).isEqualTo("8300");
        }
    }
}
