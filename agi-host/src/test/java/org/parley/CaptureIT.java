package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Shows.Where;
import org.parley.ai.SpokenFiles;
import org.parley.ai.TextToSpeech;
import org.parley.ai.local.LocalVoice;
import org.parley.ai.local.LocalVoiceSettings;
import org.parley.ami.OutgoingCall;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.call.InstantVoice;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;

/** Values captured in a whole call over AudioSocket: spoken to the box's own recogniser, and keyed. */
class CaptureIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SCRIPT = """
            extensions '100'
            def code = capture postcode, confirm: true, noInput: 20.s
            note "code ${code.outcome} ${code.value}"
            def sum = capture money, noInput: 20.s
            note "sum ${sum.outcome} ${sum.value} ${sum.amount}"
            def day = capture date, noInput: 20.s
            note "day ${day.outcome} ${day.day}"
            def number = capture phone, noInput: 20.s
            note "phone ${number.outcome} ${number.value}"
            def keyed = capture money, noInput: 20.s
            note "keyed ${keyed.value}"
            def born = capture date, noInput: 20.s
            note "born ${born.value}"
            def back = capture phone, noInput: 20.s
            note "back ${back.value}"
            """;

    @TempDir
    private Path home;

    private final EventQueue events = new EventQueue(SOON);

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"capture", "postcode", "money", "date", "phone"})
    void valuesAreSpokenAndKeyed() throws Exception {
        calls(SCRIPT, (call, caller) -> {
            hears("Please say or key in your postal code.");
            says(call, caller, "seven three one five two");
            hears("I have 7 3 1 5 2. Is that right?");
            says(call, caller, "no seven three one eight nine");
            hears("I have 7 3 1, 8 9. Is that right?");
            says(call, caller, "that is right");
            assertThat(note()).isEqualTo("code MATCH 73189");
            hears("How much? Please say the amount, or key it in with star for the point.");
            says(call, caller, "twenty five dollars and fifty cents");
            assertThat(note()).isEqualTo("sum MATCH 25.50 25.50");
            says(call, caller, "march third nineteen eighty five");
            assertThat(note()).isEqualTo("day MATCH 1985-03-03");
            hears("Please say or key in the telephone number.");
            says(call, caller, "eight one three nine two one two zero seven four");
            assertThat(note()).isEqualTo("phone MATCH 8139212074");
            presses(call, "25*50");
            assertThat(note()).isEqualTo("keyed 25.50");
            presses(call, "03151985");
            assertThat(note()).isEqualTo("born 1985-03-15");
            presses(call, "8135550123");
            assertThat(note()).isEqualTo("back 8135550123");
        });
    }

    @Test
    void aWishIsHeardWhateverIsAsked() throws Exception {
        String script = """
                script('list') {
                    extensions '100'
                    anytime {
                        wantsHuman() { note 'a person' }
                        optOut() { note 'off the list'; finish 'DNC' }
                    }
                    step('code') { capture postcode, confirm: true, noInput: 20.s }
                }
                """;
        calls(script, (call, caller) -> {
            hears("Please say or key in your postal code.");
            says(call, caller, "i want to speak to a person");
            assertThat(note()).isEqualTo("a person");
            hears("Please say or key in your postal code.");
            says(call, caller, "seven three one eight nine");
            hears("I have 7 3 1 8 9. Is that right?");
            says(call, caller, "take me off your list");
            assertThat(note()).isEqualTo("off the list");
        });
    }

    private interface Caller {
        void talk(SimulatedChannel call, TextToSpeech voice) throws Exception;
    }

    private void calls(String script, Caller caller) throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("scripts")).resolve("talk.groovy"), script);
        LocalVoiceSettings speech =
                new LocalVoiceSettings("auto", "", List.of(), 1, Duration.ofSeconds(20), 16, 0, home);
        try (SpokenFiles files = SpokenFiles.open(home.resolve("spoken"), 0);
                LocalVoice box = LocalVoice.open(speech, files);
                SimulatedAsterisk asterisk = new SimulatedAsterisk();
                Parley host = Parley.start(
                        TalkingHost.settings(home, List.of(), ""),
                        home,
                        box.speechToText(),
                        new InstantVoice().mouth())) {
            var _ = host.events().subscribe(events);
            SimulatedChannel call = asterisk.place(
                    CallRequest.to(host.agiAddress(), OutgoingCall.to("parley", "100")), new org.parley.call.Deaf());
            caller.talk(call, box.textToSpeech());
        }
    }

    private void hears(String text) throws InterruptedException {
        assertThat(events.next("agent-said").data()).containsEntry("text", text);
    }

    private String note() throws InterruptedException {
        return events.text("note");
    }

    private static void presses(SimulatedChannel call, String keys) {
        keys.chars().forEach(key -> call.press((char) key));
    }

    private static void says(SimulatedChannel call, TextToSpeech voice, String words)
            throws InterruptedException, IOException {
        List<Pcm> pieces = new ArrayList<>();
        voice.speak(words, Locale.US, pieces::add);
        Resampler toTelephone = new Resampler(pieces.getFirst().rate(), Pcm.TELEPHONE_RATE);
        for (Pcm piece : pieces) {
            call.play(new Pcm(toTelephone.process(piece.samples(), piece.samples().length), Pcm.TELEPHONE_RATE));
        }
        call.play(new Pcm(toTelephone.flush(), Pcm.TELEPHONE_RATE));
    }
}
