package org.parley.agi;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.asteriskjava.fastagi.command.AgiCommand;
import org.asteriskjava.fastagi.command.AnswerCommand;
import org.asteriskjava.fastagi.command.ChannelStatusCommand;
import org.asteriskjava.fastagi.command.ExecCommand;
import org.asteriskjava.fastagi.command.GetDataCommand;
import org.asteriskjava.fastagi.command.GetFullVariableCommand;
import org.asteriskjava.fastagi.command.HangupCommand;
import org.asteriskjava.fastagi.command.NoopCommand;
import org.asteriskjava.fastagi.command.RecordFileCommand;
import org.asteriskjava.fastagi.command.StreamFileCommand;
import org.asteriskjava.fastagi.command.VerboseCommand;
import org.asteriskjava.fastagi.command.WaitForDigitCommand;
import org.asteriskjava.fastagi.reply.AgiReply;
import org.parley.agi.AgiDialogue.Needs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channel of one call, as AGI commands. Each method sends one command and waits for its reply. After the hang-up
 * variables, {@link #noop}, {@link #verbose} and {@link #exec} go on working until Asterisk closes the session. A
 * command that could not be sent whole throws {@link AgiException}; so does one that is not answered in its time, and
 * then the session is over.
 *
 * <p>Time allowed: {@code agi.commandTime} for what Asterisk does at once; its own argument on top for what waits;
 * {@code agi.promptTime} on top for what plays a file; the rest of {@code agi.callMax} for an application.
 */
final class AsteriskChannel implements AgiChannel {
    private static final Logger LOG = LoggerFactory.getLogger(AsteriskChannel.class);
    private static final int UP = 6; // AST_STATE_UP
    private static final int VERBOSE_LEVEL = 1;
    private static final Pattern ENDPOS = Pattern.compile("endpos=(\\d{1,12})");

    private final AgiConnection connection;
    private final AgiDialogue dialogue;
    private final AgiSettings settings;
    private final long callEndNanos;
    private final AtomicBoolean base64Missing;
    private boolean statusSet;

    /** @param base64Missing whether this Asterisk is known to lack BASE64_ENCODE; shared by all calls */
    AsteriskChannel(
            AgiConnection connection,
            AgiDialogue dialogue,
            AgiSettings settings,
            long callEndNanos,
            AtomicBoolean base64Missing) {
        this.connection = connection;
        this.dialogue = dialogue;
        this.settings = settings;
        this.callEndNanos = callEndNanos;
        this.base64Missing = base64Missing;
    }

    @Override
    public boolean hasDialplan() {
        return true;
    }

    @Override
    public void answer() {
        if (live(new AnswerCommand(), settings.commandTime()).getResultCode() < 0) {
            throw failed("answer the call");
        }
    }

    @Override
    public boolean isUp() {
        try {
            return live(new ChannelStatusCommand(), settings.commandTime()).getResultCode() == UP;
        } catch (CallerGone e) {
            return false;
        }
    }

    @Override
    public void hangup() {
        try {
            live(new HangupCommand(), settings.commandTime());
            dialogue.gone();
        } catch (CallerGone e) {
            LOG.debug("The caller hung up first");
        }
    }

    @Override
    public void tryHangup() {
        try {
            hangup();
        } catch (AgiException | IllegalStateException e) {
            LOG.debug("Not hung up: {}", e.getMessage());
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Asterisk prints a value as it is, so one with a newline would break off the reply. Asterisk is therefore
     * asked for base64, at the price of some microseconds there, unless the name begins with PARLEY_ or is one that
     * Asterisk sets to a word of its own. Where Asterisk lacks BASE64_ENCODE, the plain command is used and lines are
     * put together again.
     */
    @Override
    public String variable(String name) {
        VariableName.checked(name);
        if (!VariableName.isPlain(name) && !base64Missing.get()) {
            // the dot keeps the argument from being empty, and so tells an empty value from a missing function
            String encoded = value(any(new GetFullVariableCommand("${BASE64_ENCODE(.${" + name + "})}")));
            if (!encoded.isEmpty()) {
                return decoded(encoded, name);
            }
            if (base64Missing.compareAndSet(false, true)) {
                LOG.warn("Asterisk lacks the function BASE64_ENCODE (func_base64): variables are read without it");
            }
        }
        return value(any("GET VARIABLE " + CommandLine.quoted(name)));
    }

    @Override
    public void setVariable(String name, String value) {
        String variable = CommandLine.quoted(VariableName.checked(name));
        any("SET VARIABLE " + variable + " " + CommandLine.quoted(CommandLine.checked(name, value)));
        if (name.equals(STATUS)) {
            statusSet = true;
        }
    }

    @Override
    public boolean trySetVariable(String name, String value) {
        try {
            setVariable(name, value);
            return true;
        } catch (CallerGone | AgiException | IllegalStateException e) {
            LOG.debug("Variable {} was not set: {}", name, e.getMessage());
            return false;
        }
    }

    @Override
    public char streamFile(String file, String escapeDigits) {
        CommandLine.checked("the file's name", file);
        AgiReply reply = live(
                new StreamFileCommand(file, digits(escapeDigits)),
                settings.promptTime().plus(settings.commandTime()));
        return key(reply, "play " + file + " (expected a sound file, named without its extension)");
    }

    @Override
    public Played streamFile(String file, String escapeDigits, long offset) {
        CommandLine.checked("the file's name", file);
        AgiReply reply = live(
                new StreamFileCommand(file, digits(escapeDigits), Math.toIntExact(offset)),
                settings.promptTime().plus(settings.commandTime()));
        Matcher end = ENDPOS.matcher(reply.getFirstLine());
        long samples = end.find() ? Long.parseLong(end.group(1)) : 0;
        return new Played(key(reply, "play " + file), samples);
    }

    @Override
    public String getData(String file, Duration pause, int maxDigits) {
        CommandLine.checked("the file's name", file);
        if (maxDigits < 1 || maxDigits > 1024) {
            throw new AgiException("Expected 1 to 1024 digits but was " + maxDigits);
        }
        Duration longest = millis(pause).multipliedBy(maxDigits).plus(settings.promptTime());
        AgiReply reply = live(
                new GetDataCommand(file, pause.toMillis(), maxDigits),
                shorter(longest, callRest()).plus(settings.commandTime()));
        String keys = reply.getResult();
        if (keys.equals("-1")) {
            throw failed("collect digits");
        }
        return keys;
    }

    @Override
    public char waitForDigit(Duration limit) {
        Duration time = millis(limit).plus(settings.commandTime());
        return key(live(new WaitForDigitCommand(limit.toMillis()), time), "wait for a digit");
    }

    @Override
    public char recordFile(String path, String format, String escapeDigits, Duration longest, Duration silence) {
        CommandLine.checked("the file's name", path);
        CommandLine.checked("the format", format);
        Duration time = millis(longest).plus(settings.commandTime());
        AgiReply reply = live(
                new RecordFileCommand(path, format, digits(escapeDigits), (int) longest.toMillis(), 0, false, (int)
                        silence.toSeconds()),
                time);
        // ended by silence, its result is the time that was left: only what is said to be a key is one
        boolean keyed = reply.getResultCode() < 0 || reply.getFirstLine().contains("(dtmf)");
        return keyed ? key(reply, "record " + path) : 0;
    }

    @Override
    public int exec(String application, String... arguments) {
        String command = execLine(application, arguments);
        if (dialogue.isOver()) {
            throw new CallerGone("The AGI session is over: EXEC " + application + " was not sent");
        }
        connection.keepAlive();
        try {
            AgiReply reply = dialogue.ask(command, mediaTime(), Needs.ANY_CHANNEL);
            return NoApplication.checked(reply.getResultCode(), command);
        } catch (CallerGone e) {
            return -1;
        }
    }

    @Override
    public Pending begin(String application, String... arguments) {
        String command = execLine(application, arguments);
        connection.keepAlive();
        return dialogue.begin(command, () -> callEndNanos);
    }

    @Override
    public void continueAt(String context, String extension, int priority) {
        any("SET CONTEXT " + CommandLine.quoted(CommandLine.checked("a context", context)));
        any("SET EXTENSION " + CommandLine.quoted(CommandLine.checked("an extension", extension)));
        any("SET PRIORITY " + priority);
    }

    @Override
    public void verbose(String message) {
        String plain = message.replaceAll("\\p{Cntrl}", " ");
        int most = settings.commandBytesMax() / 4; // of a character's bytes, and of a quote's backslash
        any(new VerboseCommand(plain.length() > most ? plain.substring(0, most) : plain, VERBOSE_LEVEL));
    }

    @Override
    public void noop() {
        any(new NoopCommand());
    }

    @Override
    public String command(String line) {
        return dialogue.ask(line, mediaTime(), Needs.ANY_CHANNEL).getFirstLine();
    }

    @Override
    public void onHangup(Runnable listener) {
        dialogue.onHangup(listener);
    }

    @Override
    public boolean isHungUp() {
        return dialogue.isHungUp();
    }

    @Override
    public boolean isStatusSet() {
        return statusSet;
    }

    private AgiReply live(AgiCommand command, Duration time) {
        return dialogue.ask(command.buildCommand(), time, Needs.LIVE_CHANNEL);
    }

    private AgiReply any(AgiCommand command) {
        return any(command.buildCommand());
    }

    private AgiReply any(String line) {
        return dialogue.ask(line, settings.commandTime(), Needs.ANY_CHANNEL);
    }

    private static String execLine(String application, String[] arguments) {
        CommandLine.checked("an application's name", application);
        for (String argument : arguments) {
            CommandLine.checked("an argument of " + application, argument);
        }
        return new ExecCommand(application, arguments).buildCommand();
    }

    private char key(AgiReply reply, String what) {
        int code = reply.getResultCode();
        if (code < 0) {
            throw failed(what);
        }
        return (char) code;
    }

    /** Asterisk says -1 for a hang-up and for a failure: the channel's state tells which. */
    private RuntimeException failed(String what) {
        if (!isUp()) {
            dialogue.gone();
            return new CallerGone("The caller hung up while Asterisk was to " + what);
        }
        return new AgiException("Asterisk could not " + what);
    }

    /** What stands between the brackets of {@code 200 result=1 (value)}; "" for {@code 200 result=0}. */
    private static String value(AgiReply reply) {
        String text = reply.getFirstLine();
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        return open < 0 || close <= open ? "" : text.substring(open + 1, close);
    }

    private static String decoded(String encoded, String name) {
        try {
            String dotted = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return dotted.substring(1);
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw new AgiException("Expected base64 of the variable " + name + " but was " + encoded.length()
                    + " characters of something else");
        }
    }

    private static String digits(String escapeDigits) {
        if (!escapeDigits.matches("[0-9*#A-D]*")) {
            throw new AgiException(
                    "Expected keys of 0-9, *, #, A-D but was '" + escapeDigits.replaceAll("\\p{Cntrl}", "?") + "'");
        }
        return escapeDigits;
    }

    private Duration millis(Duration time) {
        if (time.isNegative() || time.compareTo(settings.callMax()) > 0) {
            throw new AgiException("Expected a time of 0 to " + settings.callMax() + " (agi.callMax) but was " + time);
        }
        return time;
    }

    private Duration mediaTime() {
        return callRest().plus(settings.commandTime());
    }

    private Duration callRest() {
        return Duration.ofNanos(Math.max(0, callEndNanos - System.nanoTime()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
