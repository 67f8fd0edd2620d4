package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Shows.Where;
import org.parley.ai.ToolCall;
import org.parley.call.InstantVoice;
import org.parley.sim.SimulatedChannel;

/** Words of free talks that no other test of whole calls comes by, with a model that calls tools. */
class VerbsOfTalkIT {
    @TempDir
    private Path home;

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {
                "script.knowledge",
                "converse.knowledge",
                "converse.language",
                "converse.text",
                "converse.number",
                "converse.flag"
            })
    void aModelSearchesWhatItMayAndGivesArgumentsOfEachKind() throws Exception {
        Files.createDirectories(home.resolve("scripts/kb/hotel"));
        Files.writeString(home.resolve("scripts/kb/hotel/house.md"), "# Breakfast\n\nFrom seven.\n");
        Files.createDirectories(home.resolve("scripts/kb/prices"));
        Files.writeString(home.resolve("scripts/kb/prices/rooms.md"), "# Breakfast\n\nTwelve dollars.\n");
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            SimulatedChannel call = host.call("""
                    script('desk') {
                        persona 'The desk.'
                        knowledge 'hotel'
                        step('first') {
                            def end = converse {
                                voice 'cascade'
                                language 'es'
                                greeting 'Hola.'
                                tool('order', 'Orders.', street: text('where'), sum: number('how much'), mine: flag('whether')) { o ->
                                    note "${o.street} ${(BigDecimal) o.sum + 0.5} ${o.mine ? 'his' : 'not his'}"
                                    'done'
                                }
                                allow endCall: true
                                limit 1.min
                            }
                            note "in ${end.language}"
                        }
                        step('second') {
                            converse { voice 'cascade'; greeting 'Prices.'; knowledge 'prices'; limit 1.min }
                        }
                    }
                    """);
            host.awaitEvent("agent-said");
            asks(host, call, "uno", "search_knowledge", "{\"question\":\"breakfast\"}");
            assertThat(host.awaitEvent("tool-answer").data().get("text"))
                    .asString()
                    .contains("From seven.")
                    .doesNotContain("Twelve");
            host.awaitEvent("agent-said");
            asks(host, call, "dos", "order", "{\"street\":\"Main\",\"sum\":2.25,\"mine\":true}");
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "Main 2.75 his");
            host.awaitEvent("agent-said");
            asks(host, call, "tres", "end_call", "{\"goodbye\":\"Adios.\"}");
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "in es");
            host.awaitEvent("agent-said");
            asks(host, call, "four", "search_knowledge", "{\"question\":\"breakfast\"}");
            assertThat(host.awaitEvent("tool-answer").data().get("text"))
                    .asString()
                    .contains("Twelve dollars.")
                    .doesNotContain("seven");
            call.hangUp();
            host.awaitEvent("ended");

            assertThat(host.box.spokenIn()).startsWith("es").endsWith("en-US");
            assertThat(host.provider.violations()).isEmpty();
        }
    }

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "converse.instructions")
    void aModelReadsItsInstructions() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            SimulatedChannel call =
                    host.call("converse { voice 'openai'; greeting 'Hello.'; instructions 'Be brief.' }");
            host.awaitEvent("agent-said");
            assertThat(host.provider.seen()).anyMatch(seen -> seen.text().contains("Be brief."));
            call.hangUp();
            host.awaitEvent("ended");
        }
    }

    private static void asks(TalkingHost host, SimulatedChannel call, String words, String tool, String arguments) {
        host.box.understands(words);
        host.mind.calls(words, new ToolCall("c-" + words, tool, arguments));
        host.mind.saysThen("Bien.");
        call.play(InstantVoice.speech(Duration.ofMillis(600)));
    }
}
