package org.parley.console.doors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.console.http.Role;

class SessionsTest {
    @TempDir
    private Path folder;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // the clock may wrap around
    private Access access;
    private Sessions sessions;
    private Who anna;

    @BeforeEach
    void start() throws IOException {
        access = new Access(folder.resolve("access.json"), new Passwords(10));
        access.addUser("anna", Role.ADMIN, "a long enough password".toCharArray());
        anna = access.users().getFirst();
        sessions = new Sessions(access, Duration.ofMinutes(30), Duration.ofHours(2), now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void itEndsWhenItIsNotUsed() {
        String id = sessions.begin(anna);
        assertThat(id).hasSize(43);
        pass(Duration.ofMinutes(29));
        assertThat(sessions.use(id)).contains(anna);
        pass(Duration.ofMinutes(29));
        assertThat(sessions.use(id)).contains(anna);
        pass(Duration.ofMinutes(30));
        assertThat(sessions.use(id)).isEmpty();
        assertThat(sessions.count()).isZero();
    }

    @Test
    void itEndsWhenItIsOldEvenIfUsed() {
        String id = sessions.begin(anna);
        for (int i = 0; i < 7; i++) {
            pass(Duration.ofMinutes(16));
            assertThat(sessions.use(id)).contains(anna);
        }
        pass(Duration.ofMinutes(8));
        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void anotherIdIsNone() {
        String id = sessions.begin(anna);
        assertThat(sessions.use(id + "x")).isEmpty();
        assertThat(sessions.use("")).isEmpty();
        assertThat(Sessions.csrf(id)).isNotEqualTo(id).hasSize(43);
        sessions.end(id);
        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void oneHasSoManyAndThenHisOldestUnusedGoes() throws IOException {
        access.addUser("bob", Role.VIEWER, "a long enough password".toCharArray());
        String bobs = sessions.begin(access.users().getLast());
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < Sessions.OF_ONE_MAX; i++) {
            ids.add(sessions.begin(anna));
        }
        assertThat(sessions.use(ids.getFirst())).isPresent();
        sessions.begin(anna);

        assertThat(sessions.count()).isEqualTo(Sessions.OF_ONE_MAX + 1);
        assertThat(sessions.use(ids.getFirst())).isPresent();
        assertThat(sessions.use(ids.get(1))).isEmpty();
        assertThat(sessions.use(bobs)).isPresent();
    }

    @Test
    void thereAreNoMoreThanSoMany() {
        for (int i = 0; i < Sessions.MAX + 10; i++) {
            sessions.begin(new Access.User("user" + i, Role.VIEWER, "", Instant.EPOCH));
        }
        assertThat(sessions.count()).isEqualTo(Sessions.MAX);
    }
}
