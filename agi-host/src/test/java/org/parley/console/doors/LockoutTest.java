package org.parley.console.doors;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.parley.console.http.Problem;

class LockoutTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // the clock may wrap around
    private final Lockout lockout = new Lockout(3, Duration.ofMinutes(5), now::get);

    private static Client from(String address) {
        return new Client(address, false, "pbx.example");
    }

    private void expectOpen(String address, String name) {
        assertThatCode(() -> lockout.check(from(address), name)).doesNotThrowAnyException();
    }

    private void expectWait(String address, String name, String seconds) {
        assertThatThrownBy(() -> lockout.check(from(address), name))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Come back in " + seconds + " s");
    }

    @Test
    void anAddressThatTriesNamesWaits() {
        for (String name : new String[] {"a", "b", "c"}) {
            expectOpen("10.0.0.1", name);
            lockout.failed(from("10.0.0.1"), name);
        }
        expectWait("10.0.0.1", "d", "300");
        expectOpen("10.0.0.2", "d");
        now.addAndGet(Duration.ofMinutes(4).toNanos());
        expectWait("10.0.0.1", "d", "60");
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        expectOpen("10.0.0.1", "d");
    }

    @Test
    void aNameThatIsTriedFromManyAddressesWaits() {
        for (int i = 1; i <= 3; i++) {
            lockout.failed(from("10.0.0." + i), "anna");
        }
        expectWait("10.0.0.9", "anna", "300");
        expectOpen("10.0.0.9", "bob");
        now.addAndGet(Duration.ofMinutes(5).toNanos());
        expectOpen("10.0.0.9", "anna");
    }

    @Test
    void whoComesInHasHisNameForgottenButNotHisAddress() {
        lockout.failed(from("10.0.0.1"), "anna");
        lockout.failed(from("10.0.0.1"), "anna");
        lockout.succeeded("anna");
        lockout.failed(from("10.0.0.2"), "anna");
        expectOpen("10.0.0.2", "anna");
        lockout.failed(from("10.0.0.1"));
        expectWait("10.0.0.1", "bob", "300");
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        for (int i = 1; i <= 3; i++) {
            lockout.failed(from("2001:db8:0:1::" + i));
        }
        expectWait("2001:db8:0:1:ffff::1", "anna", "300");
        expectOpen("2001:db8:0:2::1", "anna");
    }
}
