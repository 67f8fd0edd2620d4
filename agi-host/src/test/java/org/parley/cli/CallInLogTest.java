package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.parley.call.CallThreads;
import org.slf4j.MDC;

/** The log as logback.xml sets it up: which call its lines are of. */
class CallInLogTest {

    private interface Steps {
        void log(Logger log) throws Exception;
    }

    /** What stands in the log after that. */
    private static String logged(String format, Steps steps) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        context.putProperty("PARLEY_LOG_FORMAT", format);
        context.putProperty("PARLEY_LOG_LEVEL", "info");
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(CallInLogTest.class.getResource("/logback.xml"));
            steps.log(context.getLogger("org.parley.test"));
        } finally {
            System.setErr(before);
            context.stop();
        }
        return err.toString(StandardCharsets.UTF_8);
    }

    private static void ofACall(Logger log) throws Exception {
        CallThreads.serving("call-1", () -> {
            log.info("itself");
            Thread.ofVirtual()
                    .start(() -> {
                        log.info("child");
                        join(Thread.ofVirtual().start(() -> log.info("grandchild")));
                    })
                    .join();
            Thread.ofPlatform().start(() -> log.info("pool")).join();
        });
        Thread.ofVirtual().start(() -> log.info("stranger")).join();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void linesOfAllThreadsOfACallHaveItsId() throws Exception {
        Map<String, String> calls = logged("json", CallInLogTest::ofACall)
                .lines()
                .map(CallInLogTest::json)
                .collect(Collectors.toMap(
                        line -> line.get("formattedMessage").textValue(),
                        line -> line.at("/mdc/call").asText("none")));

        assertThat(calls)
                .isEqualTo(Map.of(
                        "itself",
                        "call-1",
                        "child",
                        "call-1",
                        "grandchild",
                        "call-1",
                        "pool",
                        "none",
                        "stranger",
                        "none"));
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException("Expected a line of JSON but was " + line, e);
        }
    }

    @Test
    void soDoLinesOfText() throws Exception {
        List<String> lines = logged("text", CallInLogTest::ofACall).lines().toList();

        assertThat(lines)
                .hasSize(5)
                .filteredOn(line -> line.contains(" call-1 "))
                .hasSize(3);
        assertThat(lines).filteredOn(line -> line.contains(" - stranger")).hasSize(1);
    }
}
