package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Shows.Where;
import org.parley.ai.ToolCall;
import org.parley.call.InstantVoice;
import org.parley.settings.Sources.Flag;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.deepgram.DeepgramManners;
import org.parley.sim.provider.deepgram.FakeDeepgram;
import org.parley.sim.provider.local.FakePiper;
import org.parley.sim.provider.local.FakeWhisper;
import org.parley.sim.provider.local.LocalManners;
import org.parley.store.TestDatabase;
import org.parley.store.TurnRow.Side;

/** Whole calls in other languages than English, through the host and the stand-ins of providers. */
class LanguagesIT {
    private static final String TWO_LANGUAGES = """
            language 'ar'
            def lives = ask en: 'Do you live here?', ar: 'هل تسكن هنا؟', yesNo
            def code = capture digits(4), confirm: true
            note "lives: ${lives.value}, code: ${code.value}"
            language 'en'
            say en: 'Goodbye.', ar: 'مع السلامة.'
            note "then ${ask(en: 'Was it good?', ar: 'هل كان جيداً؟', yesNo).value}"
            """;

    @TempDir
    private Path home;

    private Flag[] deepgram(FakeDeepgram fake) throws IOException {
        Path key = Files.writeString(home.resolve("deepgram.key"), FakeDeepgram.KEY);
        return new Flag[] {
            flag("cascade.hearing", "deepgram"),
            flag("cascade.questions", "true"),
            flag("deepgram.url", fake.httpUrl()),
            flag("deepgram.key", "${file:" + key + "}"),
            flag("deepgram.listen.warm", "0"),
            flag("calls.end-of-turn", "300ms")
        };
    }

    private static void says(SimulatedChannel call, TalkingHost host, String expected) throws InterruptedException {
        call.play(InstantVoice.speech(Duration.ofMillis(700)));
        assertThat(host.awaitEvent("caller-said").data()).containsEntry("text", expected);
    }

    private static void hears(TalkingHost host, String expected) throws InterruptedException {
        assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", expected);
    }

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "language")
    void aCallIsHeldInArabicAndChangesToEnglish() throws Exception {
        ScriptedMind ear = new ScriptedMind()
                .thinks("نعم", "")
                .thinks("أربعة سبعة واحد واحد", "")
                .thinks("نعم صحيح", "")
                .thinks("yes", "");
        try (TestDatabase database = TestDatabase.open();
                FakeDeepgram deepgram = new FakeDeepgram(new DeepgramManners(), ear, false);
                TalkingHost host = new TalkingHost("cascade", home)) {
            SimulatedChannel call = host.call(TWO_LANGUAGES, flags(deepgram(deepgram), inDatabase(database)));
            hears(host, "هل تسكن هنا؟");
            says(call, host, "نعم");
            hears(host, "فضلاً قل الأرقام واحداً واحداً أو اضغط عليها، وعددها 4.");
            says(call, host, "أربعة سبعة واحد واحد");
            hears(host, "لدي 4 7 1 1. هل هذا صحيح؟");
            says(call, host, "نعم صحيح");
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "lives: yes, code: 4711");
            assertThat(host.awaitEvent("language").data())
                    .containsEntry("tag", "en")
                    .containsEntry("by", "script");
            hears(host, "Goodbye.");
            hears(host, "Was it good?");
            says(call, host, "yes");
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "then yes");
            host.awaitEvent("ended");
            assertThat(deepgram.violations()).isEmpty();
            assertThat(host.box.spokenIn()).containsExactly("ar", "ar", "ar", "en", "en");
            assertKept(database);
        }
    }

    /** Byte for byte, though the database's own character set is another. */
    private static void assertKept(TestDatabase database) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> database.jdbi()
                                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM parley_turn")
                                        .mapTo(Integer.class)
                                        .one())
                        == 9);
        List<String> kept = database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        SELECT HEX(text) FROM parley_turn ORDER BY started_ms, side
                        """).mapTo(String.class).list());
        assertThat(kept)
                .contains(hex("نعم"), hex("أربعة سبعة واحد واحد"), hex("لدي 4 7 1 1. هل هذا صحيح؟"))
                .contains(hex("فضلاً قل الأرقام واحداً واحداً أو اضغط عليها، وعددها 4."));
        String characters = database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        SELECT character_set_name FROM information_schema.columns
                         WHERE table_schema = DATABASE() AND table_name = 'parley_turn' AND column_name = 'text'
                        """).mapTo(String.class).one());
        assertThat(characters).isEqualTo("utf8mb4");
    }

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hex.append("%02X".formatted(each));
        }
        return hex.toString();
    }

    @Test
    void theChannelNamesTheLanguageAndTheStoryHasEveryLetter() throws Exception {
        String persian = "می‌خواهم با پرستار صحبت کنم؛ شماره‌ام ۲۲۳۳ است";
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            host.box.understands(persian);
            SimulatedChannel call = host.call(
                    "say en: 'Hello.', fa: 'سلام.'\nnote ask(en: 'Well?', fa: 'بفرمایید؟').value\nnote language",
                    Map.of("PARLEY_LANGUAGE", "Persian"));
            assertThat(host.awaitEvent("language").data())
                    .containsEntry("tag", "fa")
                    .containsEntry("by", "channel");
            hears(host, "سلام.");
            hears(host, "بفرمایید؟");
            says(call, host, persian);
            assertThat(host.awaitEvent("note").data()).containsEntry("text", persian);
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "fa");
            host.awaitEvent("ended");
            assertThat(host.story().turns())
                    .extracting(turn -> turn.side(), turn -> turn.text())
                    .containsExactly(
                            tuple(Side.AGENT, "سلام."), tuple(Side.AGENT, "بفرمایید؟"), tuple(Side.CALLER, persian));
        }
        assertThat(everythingWritten()).contains(persian);
    }

    @Test
    void whatIsNoLanguageIsToldAndTheUsualOneCounts() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            host.call(
                    "say en: 'Hello.', fa: 'سلام.'",
                    Map.of("PARLEY_LANGUAGE", "Klingon"),
                    flag("calls.language", "fa"));
            assertThat(host.awaitEvent("language").data()).containsEntry("unknown", "Klingon");
            hears(host, "سلام.");
            host.awaitEvent("ended");
        }
    }

    @Test
    void whereNobodyHearsTheLanguageKeysAnswerAndNoWordIsGuessed() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            host.box.hearsOnly("en");
            host.box.understands("three three one oh one"); // what an English ear would make of it
            SimulatedChannel call = host.call("""
                    language 'fa'
                    note capture(digits(5), tries: 3).value
                    """, flag("calls.end-of-turn", "300ms"));
            hears(host, "لطفاً 5 رقم را یکی‌یکی بگویید یا وارد کنید.");
            call.play(InstantVoice.speech(Duration.ofMillis(700)));
            assertThat(host.awaitEvent("hearing-failed").data().get("reason"))
                    .asString()
                    .contains("hears no fa");
            assertThat(host.awaitEvent("agent-says").data().get("text"))
                    .asString()
                    .contains("از کلیدهای تلفن استفاده کنید");
            "33101".chars().forEach(key -> call.press((char) key));
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "33101");
            host.awaitEvent("ended");
        }
    }

    @Test
    void aTalkFollowsTheCallersLanguageAndTheScriptFollowsTheTalk() throws Exception {
        ScriptedMind ear = new ScriptedMind()
                .thinks("می‌خواهم با پرستار صحبت کنم", "")
                .thinks("خداحافظ شما و متشکرم پرستار گرامی", "");
        try (FakeWhisper whisper = new FakeWhisper(new LocalManners(), ear);
                TalkingHost host = new TalkingHost("cascade", home)) {
            host.mind
                    .thinks("", "الان وصل می‌کنم.")
                    .calls("", new ToolCall("c1", "end_call", "{\"goodbye\":\"خدانگهدار.\"}"));
            SimulatedChannel call = host.call(
                    """
                    def end = converse {
                        voice 'cascade'
                        greeting 'Hello.'
                        allow endCall: true
                        limit 1.min
                    }
                    note "it was $end.language"
                    say en: 'Thank you.', fa: 'متشکرم.'
                    """,
                    flag("cascade.hearing", "whisper"),
                    flag("whisper.url", whisper.httpUrl()),
                    flag("whisper.language", "auto"));
            hears(host, "Hello.");
            says(call, host, "می‌خواهم با پرستار صحبت کنم");
            assertThat(host.awaitEvent("language").data())
                    .containsEntry("tag", "fa")
                    .containsEntry("by", "caller");
            hears(host, "الان وصل می‌کنم.");
            says(call, host, "خداحافظ شما و متشکرم پرستار گرامی");
            hears(host, "خدانگهدار.");
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "it was fa");
            hears(host, "متشکرم.");
            host.awaitEvent("ended");
            assertThat(host.box.spokenIn()).containsExactly("en-US", "fa", "fa", "fa");
            assertThat(whisper.violations()).isEmpty();
        }
    }

    @Test
    void eachLanguageHasItsVoiceAndTheBoxSpeaksWhereTheSynthesiserFails() throws Exception {
        try (FakePiper piper = new FakePiper(new LocalManners(), new ScriptedMind());
                TalkingHost host = new TalkingHost("cascade", home)) {
            piper.refuseNext(500, "out of memory");
            host.call(
                    "say 'One.'\nlanguage 'fa-IR'\nsay 'دو.'\nlanguage 'ar'\nsay 'ثلاثة.'\nlanguage 'en'\nsay 'Four.'",
                    flag("cascade.speaking", "piper"),
                    flag("cascade.questions", "true"),
                    flag("cascade.voices", "fa=fa_IR-amir-medium, ar=ar_JO-kareem-low"),
                    flag("piper.url", piper.httpUrl()),
                    flag("piper.path", "/synthesize"),
                    flag("piper.voice", "en_US-amy-low"));
            host.awaitEvent("ended");
            assertThat(piper.asked())
                    .extracting(
                            asked -> asked.path("text").asText(),
                            asked -> asked.path("voice").asText())
                    .containsExactly(
                            tuple("دو.", "fa_IR-amir-medium"),
                            tuple("ثلاثة.", "ar_JO-kareem-low"),
                            tuple("Four.", "en_US-amy-low"));
            assertThat(host.story().turns()).hasSize(4);
            assertThat(host.box.spokenIn()).as("the one that it could not").containsExactly("en-US");
        }
    }

    private static Flag[] flags(Flag[] some, Flag... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(Flag[]::new);
    }

    private Flag[] inDatabase(TestDatabase database) throws IOException {
        Path password = Files.writeString(
                home.resolve("database.password"),
                database.settings().password().reveal());
        return new Flag[] {
            flag("database.url", database.settings().url()),
            flag("database.user", database.settings().user()),
            flag("database.password", "${file:" + password + "}")
        };
    }

    private String everythingWritten() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> written = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("journal"))
                    .toList();
            for (Path file : written) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return new String(all.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
