package org.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptSettings;
import org.parley.script.library.ScriptStatus;
import org.parley.sim.InstantEars;

/** The host of {@link ScriptBench}: measures reloads of its library, then serves with all the scripts. */
public final class ScriptBenchHost {
    /** What follows is the number of scripts, and the ms to reload each of so many that were changed. */
    static final String RELOADS = "reloads ";

    /** The extension whose script is changed while calls run, and by what its calls are known. */
    static final String EXTENSION = "9999";

    static final String MARK = "PARLEY_BENCH";

    /** The extension whose calls stay up and wait. */
    static final String WAITING = "9998";

    /** By name, as the sessions of {@link AgiLoad} ask for it: six commands, the last of them the host's own. */
    private static final String SHORT = "(1..5).each { int i -> var \"BENCH_$i\", 'value' }\n";

    private static final String WAITS = "extensions '" + WAITING + "'\nfor (i in 1..30) wait 60.s\n";

    private static final int FEW = 10;
    private static final int EDITS = 30;
    private static final int WARM_UP_EDITS = 10;

    private static final String SCRIPT = """
            description 'Campaign %1$d'
            owner 'bench'
            script('campaign-%1$d') {
                extensions '7%1$04d'
                persona 'Sam, brief and warm. Facts only from the lead.'
                limits call: 8.min, turn: 25.s
                disclose 'Hi, this is Sam, a virtual assistant, on a recorded line.'
                anytime {
                    optOut()     { say 'I will take you off the list.'; finish 'DNC' }
                    wantsHuman() { goTo 'handoff' }
                    voicemail()  { finish 'A' }
                    says('what is the weather', 'weather') { say 'I do not know.' }
                }
                step('greet') {
                    def interested = ask "Hello ${lead.firstName}, would you like a quote number %1$d?", yesNo, tries: 2
                    if (interested.no) return finish('NI', 'not interested')
                    note "interested: ${interested.value}"
                }
                step('place') {
                    def zip = ask 'What is your postal code?', digits(5), confirm: true, tries: 3
                    if (!zip.ok) return goTo('handoff')
                    field 'postal_code', zip.value
                    def kinds = ['home', 'car', 'life'].collect { String kind -> kind.toUpperCase() }
                    for (String kind in kinds) {
                        if (zip.value.startsWith('9')) note "west ${kind}"
                    }
                    def kind = ask 'Home, car or life?', choice('home', 'car', 'life')
                    switch (kind.value) {
                        case 'home': note 'home'; break
                        case 'car': goTo 'talk'
                        default: note 'other'
                    }
                }
                step('talk') {
                    def end = converse {
                        greeting 'What would you like to know?'
                        intent 'price', phrases: ['price', 'how much'], answer: 'From %1$d dollars a month.'
                        intent 'bye', phrases: ['goodbye'], answer: 'Goodbye.', ends: true
                        limit 4.min
                    }
                    if (end.intent == 'bye') return finish('NI')
                }
                step('handoff') { transfer '8500'; finish 'XFER' }
            }
            """;

    private ScriptBenchHost() {}

    /**
     * Serves until the end of input; the arguments are a home folder, how many scripts, how many calls, and a folder of
     * what is compiled.
     */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        int scripts = Integer.parseInt(arguments[1]);
        Path kept = Path.of(arguments[3]);
        Path all = ScriptStartHost.write(home.resolve("scripts"), scripts);
        try (ScriptLibrary library = ScriptLibrary.open(settings(all).keptIn(kept))) {
            require(library, scripts);
            reloads(library, all, scripts);
        }
        Path few = ScriptStartHost.write(home.resolve("few"), FEW);
        try (ScriptLibrary library = ScriptLibrary.open(settings(few))) {
            require(library, FEW);
            reloads(library, few, FEW);
        }
        save(all.resolve("edited.groovy"), edited(0));
        BenchHost.script(home, "bench", SHORT);
        BenchHost.script(home, "waits", WAITS);
        int calls = Integer.parseInt(arguments[2]);
        Settings settings =
                BenchHost.settings(home, calls, "calls.record", "false", "scripts.cache-folder", kept.toString());
        try (Parley host = Parley.start(settings, home, new InstantEars("yes"), new TurnHost.Voice())) {
            BenchHost.serve(host, settings);
        }
    }

    /** One of the many. */
    static String campaign(int number) {
        return SCRIPT.formatted(number);
    }

    /** What leads to it. */
    static String extension(int number) {
        return "7%04d".formatted(number);
    }

    /** The script that is changed while calls run; its first verb says which edit it is. */
    static String edited(int edit) {
        return "extensions '" + EXTENSION + "'\nvar '" + MARK + "', 'edit-" + edit + "'\n";
    }

    /** As editors do that write beside the file. */
    static void save(Path file, String text) throws IOException {
        Path part = Files.writeString(file.resolveSibling("." + file.getFileName() + ".part"), text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** It looks at the folder only when it is told to. */
    static ScriptSettings settings(Path folder) {
        return ScriptSettings.of(folder, Duration.ofSeconds(60), 10_000, Duration.ofSeconds(2));
    }

    private static void require(ScriptLibrary library, int scripts) {
        long good = library.status().stream().filter(ScriptStatus::current).count();
        if (good != scripts) {
            throw new IllegalStateException("Expected %d good scripts but %d are".formatted(scripts, good));
        }
    }

    private static void reloads(ScriptLibrary library, Path folder, int scripts) throws IOException {
        List<String> millis = new ArrayList<>();
        for (int edit = 0; edit < WARM_UP_EDITS + EDITS; edit++) {
            save(folder.resolve("campaign-3.groovy"), SCRIPT.formatted(3) + "// edit " + edit);
            long began = System.nanoTime();
            library.refresh();
            if (edit >= WARM_UP_EDITS) {
                millis.add(Double.toString(millis(began)));
            }
        }
        require(library, scripts);
        BenchHost.print(RELOADS + scripts + " " + String.join(" ", millis));
    }

    private static double millis(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e6;
    }
}
