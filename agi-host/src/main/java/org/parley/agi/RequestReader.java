package org.parley.agi;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiConnection.Late;
import org.parley.agi.AgiConnection.LineTooLong;

/** Reads a request with every bound checked before anything is kept, then hands its lines to asterisk-java. */
final class RequestReader {
    private static final byte[] FIRST_WORD = "agi_".getBytes(StandardCharsets.US_ASCII);
    private static final String ARGUMENT = "agi_arg_";

    private static final Pattern HOST = Pattern.compile("h?agi://([A-Za-z0-9_.:\\[\\]-]{1,100})(/|$)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

    private final AgiSettings settings;

    RequestReader(AgiSettings settings) {
        this.settings = settings;
    }

    /** The request, which must have come before the deadline. */
    AgiRequest read(AgiConnection connection, AsteriskJavaParser parser, long deadlineNanos) throws Refused {
        try {
            List<String> lines = lines(connection, deadlineNanos);
            return request(parser.request(lines), arguments(lines), connection);
        } catch (LineTooLong e) {
            throw new Refused(Refusal.LINE_TOO_LONG);
        } catch (SocketTimeoutException e) {
            throw new Refused(Refusal.TOO_SLOW);
        } catch (IOException e) {
            throw new Refused(Refusal.CLOSED_EARLY);
        }
    }

    private List<String> lines(AgiConnection connection, long deadlineNanos) throws IOException, Refused {
        // a stranger of another protocol is known by its first bytes: it need not send a line, nor be waited for
        while (connection.unreadBytes() < FIRST_WORD.length) {
            if (!connection.fill(deadlineNanos, Late.CLOSES)) {
                throw new Refused(Refusal.CLOSED_EARLY);
            }
            if (!connection.beginsLike(FIRST_WORD)) {
                throw new Refused(Refusal.NOT_AGI);
            }
        }
        List<String> lines = new ArrayList<>(32);
        Set<String> names = new HashSet<>(64);
        int bytes = 0;
        while (true) {
            String line = connection.readLine(deadlineNanos, Late.CLOSES);
            if (line == null) {
                throw new Refused(Refusal.CLOSED_EARLY);
            }
            if (line.isEmpty()) {
                break;
            }
            // characters, which are at most as many as bytes; the exact bound is on the line
            bytes += line.length() + 1;
            if (bytes > settings.requestBytesMax()) {
                throw new Refused(Refusal.TOO_MANY_BYTES);
            }
            if (lines.size() == settings.requestLinesMax()) {
                throw new Refused(Refusal.TOO_MANY_LINES);
            }
            // a newline inside a value can forge a line; what is not agi_ is skipped, what comes twice is refused
            int colon = line.indexOf(':');
            if (colon > 0 && line.startsWith("agi_") && !names.add(line.substring(0, colon))) {
                throw new Refused(Refusal.MALFORMED);
            }
            lines.add(withoutControls(line));
        }
        if (!names.contains("agi_network") || !names.contains("agi_channel")) {
            throw new Refused(Refusal.MALFORMED);
        }
        return lines;
    }

    private AgiRequest request(
            org.asteriskjava.fastagi.AgiRequest request, List<String> arguments, AgiConnection connection) {
        Map<String, String> all = request.getRequest();
        String url = all.getOrDefault("network_script", "");
        int question = url.indexOf('?');
        return new AgiRequest(
                orEmpty(request.getScript()),
                question < 0 ? Map.of() : parameters(url.substring(question + 1)),
                arguments,
                orEmpty(request.getChannel()),
                orEmpty(request.getUniqueId()),
                orEmpty(request.getCallerIdName()),
                orEmpty(request.getCallerIdNumber()),
                orEmpty(request.getAccountCode()),
                orEmpty(request.getDnid()),
                orEmpty(request.getContext()),
                orEmpty(request.getExtension()),
                number(all.getOrDefault("priority", "")),
                orEmpty(request.getLanguage()),
                host(all.getOrDefault("request", "")),
                connection.localAddress(),
                connection.peerAddress());
    }

    /**
     * The arguments in order. Asterisk-java's own list is as long as the highest number that the peer cares to send, so
     * it is not asked: here a number beyond the lines of a request is no argument.
     */
    private List<String> arguments(List<String> lines) {
        List<String> arguments = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 0 || !line.startsWith(ARGUMENT)) {
                continue;
            }
            int index = number(line.substring(ARGUMENT.length(), colon));
            if (index < 1 || index > settings.requestLinesMax()) {
                continue;
            }
            while (arguments.size() < index) {
                arguments.add("");
            }
            arguments.set(index - 1, colon + 2 <= line.length() ? line.substring(colon + 2) : "");
        }
        return List.copyOf(arguments);
    }

    /**
     * The query. Not asterisk-java's parser: it loses all parameters when one has a lone percent sign, and it splits
     * {@code a=b=c} at the last sign.
     */
    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return Collections.unmodifiableMap(parameters);
    }

    /** URL-decoded, or as it came when it is not URL-encoded. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return withoutControls(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String host(String url) {
        Matcher asked = HOST.matcher(url);
        return asked.lookingAt() ? asked.group(1) : "";
    }

    private static String withoutControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return text.replaceAll("\\p{Cntrl}", " ");
            }
        }
        return text;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null || text.equals("unknown") ? "" : text;
    }

    /** The number, or 0 for what is none. */
    private static int number(String digits) {
        return NUMBER.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
    }

    /** The connection is no call, for this reason. */
    static final class Refused extends Exception {
        private final Refusal reason;

        Refused(Refusal reason) {
            super(reason.words(), null, false, false);
            this.reason = reason;
        }

        Refusal reason() {
            return reason;
        }
    }
}
