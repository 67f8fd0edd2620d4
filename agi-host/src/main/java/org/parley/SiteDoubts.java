package org.parley;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.parley.ai.Clip;
import org.parley.ai.Clips;
import org.parley.ai.Languages;
import org.parley.ai.VoiceChoice;
import org.parley.dialer.Staff;
import org.parley.script.Findings.Use;
import org.parley.script.ProblemKind;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;

/** Whether what scripts name is there: by the settings, in folders, and in the dialer's tables when they are given. */
public final class SiteDoubts {
    /** Where distributions put Asterisk's own sounds. */
    public static final List<Path> ASTERISK_SOUNDS =
            List.of(Path.of("/var/lib/asterisk/sounds"), Path.of("/usr/share/asterisk/sounds"));

    private final Settings settings;
    private final Path home;
    private final List<Path> asteriskSounds;
    private final Optional<Staff> staff;
    private final Map<String, Boolean> inGroups = new HashMap<>();

    /**
     * Of a site with those settings.
     *
     * @param home the folder that relative paths of the settings start from
     * @param asteriskSounds folders that may be there; without one nothing is said of sounds
     */
    public SiteDoubts(Settings settings, Path home, List<Path> asteriskSounds, Optional<Staff> staff) {
        this.settings = settings;
        this.home = home;
        this.asteriskSounds = asteriskSounds.stream().filter(Files::isDirectory).toList();
        this.staff = staff;
    }

    /**
     * What this script names and is not there.
     *
     * @throws org.parley.dialer.DialerException when the database is away
     */
    public List<ScriptProblem> of(Script script) {
        List<ScriptProblem> doubts = new ArrayList<>();
        for (Use use : script.uses()) {
            Optional<ScriptProblem> doubt = switch (use.kind()) {
                case SOUND -> sound(script, use);
                case CLIP -> clip(script, use);
                case VOICE -> voice(script, use);
                case PRICE -> price(script, use);
                case FOLDER -> folder(script, use);
                case SECRET_FILE -> secret(script, use);
                case HEARING -> hearing(script, use);
                case LANGUAGE -> language(script, use);
                case IN_GROUP -> inGroup(script, use);
                default -> Optional.empty();
            };
            doubt.ifPresent(doubts::add);
        }
        return doubts;
    }

    private Optional<ScriptProblem> sound(Script script, Use use) {
        Path own = home.resolve(settings.scripts().folder()).resolve("sounds");
        if (asteriskSounds.isEmpty() || isThere(own, use.name() + ".wav", Files::isRegularFile)) {
            return Optional.empty();
        }
        boolean known = asteriskSounds.stream()
                .anyMatch(root -> holds(root, use.name())
                        || folders(root).stream().anyMatch(language -> holds(language, use.name())));
        return known
                ? Optional.empty()
                : Optional.of(script.problem(
                        use,
                        "There is no sound '" + use.name() + "', neither a WAV in " + own + " nor one of Asterisk in "
                                + asteriskSounds.getFirst(),
                        "put " + use.name() + ".wav there"));
    }

    private Optional<ScriptProblem> clip(Script script, Use use) {
        Path own = home.resolve(settings.scripts().folder()).resolve("sounds");
        Map<String, List<Clip>> all = new Clips(own).all();
        List<String> without = all.keySet().stream()
                .filter(tag -> all.getOrDefault(tag, List.of()).stream()
                        .noneMatch(clip -> clip.name().equals(use.name())))
                .toList();
        if (all.isEmpty() || without.size() == all.size()) {
            return Optional.of(script.problem(
                    use,
                    "There is no clip '" + use.name() + "' in any language",
                    "write its words into " + use.name() + ".txt in a folder such as "
                            + own.resolve(settings.calls().usualLanguage().getLanguage())));
        }
        if (!without.isEmpty()) {
            return Optional.of(script.problem(
                    use,
                    "The clip '" + use.name() + "' is missing in " + String.join(", ", without),
                    "write its words into " + own.resolve(without.getFirst()).resolve(use.name() + ".txt")));
        }
        return all.values().stream()
                .flatMap(List::stream)
                .filter(clip -> clip.name().equals(use.name()))
                .flatMap(clip -> clip.files().stream())
                .filter(file -> !Files.isRegularFile(file))
                .findFirst()
                .map(file -> script.problem(
                        use,
                        "The clip '" + use.name() + "' has no recording " + file + " and is synthesised",
                        "record it: 8 kHz, 16 bit, mono"));
    }

    /** Asterisk picks one of several files by its ending. */
    private static boolean holds(Path folder, String sound) {
        try {
            Path file = folder.resolve(sound);
            Path parent = file.getParent();
            String name = file.getFileName() + ".";
            if (parent == null || !Files.isDirectory(parent)) {
                return false;
            }
            try (DirectoryStream<Path> all = Files.newDirectoryStream(
                    parent, each -> String.valueOf(each.getFileName()).startsWith(name))) {
                return all.iterator().hasNext();
            }
        } catch (IOException | InvalidPathException unreadable) {
            return false;
        }
    }

    private static List<Path> folders(Path root) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(root, Files::isDirectory)) {
            all.forEach(found::add);
        } catch (IOException unreadable) {
            found.clear();
        }
        return found;
    }

    private Optional<ScriptProblem> voice(Script script, Use use) {
        String lacks = settings.voiceLacks(VoiceChoice.of(use.name()));
        int split = lacks.indexOf("; ");
        return lacks.isEmpty()
                ? Optional.empty()
                : Optional.of(script.problem(
                        use,
                        split < 0 ? lacks : lacks.substring(0, split),
                        split < 0 ? "correct it" : lacks.substring(split + 2)));
    }

    private Optional<ScriptProblem> price(Script script, Use use) {
        Set<String> lacking = lacking(settings, script);
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of(script.problem(
                        use,
                        "No price of " + String.join(", ", lacking) + " is known, so this limit does not count it",
                        "set talk.prices, such as " + lacking.iterator().next() + ".minute=0.08"));
    }

    /** The box's recogniser hears what it is told to listen for, and nobody can tell it all names and streets. */
    private Optional<ScriptProblem> hearing(Script script, Use use) {
        CascadeChoice parts = settings.cascade();
        if (parts.questions() && parts.hearing() != CascadeChoice.Hearing.LOCAL) {
            return Optional.empty();
        }
        String heard = switch (use.name()) {
            case "email" -> "no mail address";
            case "address" -> "no street";
            default -> "a name only when it is spelt with words for the letters";
        };
        return Optional.of(script.problem(
                use,
                "The box's recogniser hears " + heard + ", so this question is seldom answered",
                "set cascade.hearing to another and cascade.questions: true; or transfer when the answer is not ok"));
    }

    /** The providers of its voices, and of what it says and asks, of which no price is known. */
    public static Set<String> lacking(Settings settings, Script script) {
        List<String> voices = script.uses().stream()
                .filter(use -> use.kind() == ProblemKind.VOICE)
                .map(Use::name)
                .toList();
        Set<String> lacking = new TreeSet<>();
        (voices.isEmpty() ? settings.talk().voices() : voices)
                .forEach(voice -> lacking.addAll(settings.withoutPrice(voice)));
        if (settings.cascade().questions()) {
            lacking.addAll(settings.withoutPrice("cascade|llm=rules")); // no model thinks for those
        }
        return lacking;
    }

    private Optional<ScriptProblem> folder(Script script, Use use) {
        Path root = home.resolve(settings.data().kbFolder());
        return isThere(root, use.name(), Files::isDirectory)
                ? Optional.empty()
                : Optional.of(script.problem(
                        use,
                        "The knowledge base has no folder '" + use.name() + "'",
                        "make it in " + root + " (data.kb-folder), with .md, .txt or .csv files"));
    }

    /** The folder of secrets is often the host's alone to read, and not on a writer's machine. */
    private Optional<ScriptProblem> secret(Script script, Use use) {
        Path root = home.resolve(settings.data().secretsFolder());
        return !Files.isReadable(root) || isThere(root, use.name(), Files::isRegularFile)
                ? Optional.empty()
                : Optional.of(script.problem(
                        use,
                        "There is no secret '" + use.name() + "'",
                        "write it into the file " + root.resolve(use.name()) + " (data.secrets-folder)"));
    }

    private static boolean isThere(Path folder, String name, Predicate<Path> sort) {
        try {
            return sort.test(folder.resolve(name));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private Optional<ScriptProblem> language(Script script, Use use) {
        Locale usual = settings.calls().usualLanguage();
        boolean there = Arrays.stream(use.name().split(",", -1))
                .anyMatch(tag -> Languages.same(Locale.forLanguageTag(tag), usual));
        return there
                ? Optional.empty()
                : Optional.of(script.problem(
                        use,
                        "This text is missing in " + usual.toLanguageTag() + ", the usual language (calls.language)",
                        "add " + usual.getLanguage() + ": '…', which is said in calls of any other language"));
    }

    private Optional<ScriptProblem> inGroup(Script script, Use use) {
        boolean there = staff.isEmpty()
                || inGroups.computeIfAbsent(
                        use.name(), name -> staff.get().inGroup(name, "").isPresent());
        return there
                ? Optional.empty()
                : Optional.of(script.problem(
                        use,
                        "The dialer has no in-group '" + use.name() + "'",
                        "take one that it has; the reason of such a transfer is UNKNOWN"));
    }
}
