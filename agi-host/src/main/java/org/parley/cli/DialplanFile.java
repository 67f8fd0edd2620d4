package org.parley.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parley.dialer.lines.AgentView;

/** The include for a dialer's Asterisk: the file in {@code dialplan/}, with the agents of the database in it. */
final class DialplanFile {
    private static final String BEGIN = "; agents: begin\n";
    private static final String END = "; agents: end\n";
    private static final String SAMPLE_EXTENSION = "8300";

    private final String text;
    private final String sample;

    private DialplanFile(String text) {
        this.text = text;
        this.sample = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
    }

    static DialplanFile of(boolean osdial) {
        String name = "/dialplan/parley-" + (osdial ? "osdial" : "vicidial") + ".conf";
        try (InputStream in = DialplanFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Expected " + name + " on the class path; build agi-host again");
            }
            return new DialplanFile(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("Could not read " + name + " of the class path", e);
        }
    }

    /** The lines for one extension. */
    String entry(String extension, String about) {
        return "; " + about + "\n" + sample.substring(sample.indexOf('\n') + 1).replace(SAMPLE_EXTENSION, extension);
    }

    /** The whole file, each extension once. */
    String filled(List<AgentView> agents) {
        Map<String, String> about = new LinkedHashMap<>();
        agents.forEach(agent -> about.merge(agent.extension(), about(agent), (one, other) -> one + "; " + other));
        StringBuilder entries = new StringBuilder();
        about.forEach((extension, words) -> entries.append(entry(extension, words)));
        return text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
                + (entries.isEmpty() ? "; none yet: ./parley agents add\n" : entries)
                + text.substring(text.indexOf(END));
    }

    private static String about(AgentView agent) {
        return about(agent.campaign(), agent.script(), agent.userStart(), agent.linesWanted());
    }

    static String about(String campaign, String script, String userStart, int lines) {
        return "%s, script %s, users %s to %d"
                .formatted(campaign, script, userStart, Long.parseLong(userStart) + lines - 1);
    }
}
