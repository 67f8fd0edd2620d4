package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.cli.BackroomHost.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.console.http.Role;
import org.parley.dialer.DialerDatabase.Kind;

/** To whom a supervisor may send callers, and what statuses are called, at a real dialer's tables. */
class DialerRoutesIT {
    private static final String ASK = "/api/people";

    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource
    void aSupervisorSeesInGroupsAndWhoIsThere(Kind kind) throws Exception {
        try (BackroomHost host = new BackroomHost(kind, home, "extensions '8300'\n", "")) {
            host.at.remoteAgent(9001, 3, "8300", "SALES", "SUPPORT"); // lines of ours are no people
            String direct = kind.isOsdial() ? "A2A_6001" : "AGENTDIRECT";
            host.at.person("6001", "CLOSER", "SUPPORT " + direct);
            host.at.person("6002", "PAUSED", "SUPPORT BILLING");

            JsonNode people = json(200, host.ask(Role.SUPERVISOR, "GET", ASK, ""));

            assertThat(people.get("dialer").booleanValue()).isTrue();
            assertThat(people.get("whole").booleanValue()).isTrue();
            assertThat(people.get("inGroups").valueStream().map(JsonNode::toString))
                    .containsExactly(
                            "{\"id\":\"BILLING\",\"name\":\"BILLING\",\"open\":true,\"present\":1,\"free\":0}",
                            "{\"id\":\"SUPPORT\",\"name\":\"SUPPORT\",\"open\":true,\"present\":2,\"free\":1}");
            assertThat(people.get("agents").valueStream().map(JsonNode::toString))
                    .containsExactly(
                            "{\"user\":\"6001\",\"name\":\"\",\"campaign\":\"SALES\",\"status\":\"CLOSER\","
                                    + "\"free\":true,\"direct\":true}",
                            "{\"user\":\"6002\",\"name\":\"\",\"campaign\":\"SALES\",\"status\":\"PAUSED\","
                                    + "\"free\":false,\"direct\":false}");
            assertThat(host.ask(Role.VIEWER, "GET", ASK, "").statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @EnumSource
    void statusesHaveTheNamesThatTheDialersAdminGaveThem(Kind kind) throws Exception {
        try (BackroomHost host = new BackroomHost(kind, home, "extensions '8300'\n", "")) {
            List<String> statuses = json(200, host.ask(Role.VIEWER, "GET", "/api/statuses", ""))
                    .get("statuses")
                    .valueStream()
                    .map(JsonNode::toString)
                    .toList();

            assertThat(statuses)
                    .contains(
                            "{\"campaign\":\"\",\"status\":\"NI\",\"name\":\"Not interested\"}",
                            "{\"campaign\":\"SALES\",\"status\":\"APPT\",\"name\":\"Appointment\"}");
            assertThat(statuses).as("the system's come first").last().asString().contains("\"SALES\"");
        }
    }
}
