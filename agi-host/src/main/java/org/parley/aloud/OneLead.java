package org.parley.aloud;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerCall;
import org.parley.dialer.Lead;
import org.parley.dialer.Staff;
import org.parley.script.People;
import org.parley.trial.Around;

/** A dialer without tables: every call is that of one lead, and the last result is kept. Any thread may call. */
final class OneLead implements Dialer {
    private static final String IN_GROUP = "TEST";
    private static final String DIRECT = "AGENTDIRECT";
    private static final Around NOBODY_SAID = new Around(List.of(), Map.of(), People.Campaign.NONE, Map.of());

    private volatile Lead lead = Lead.unknown("");
    private volatile Around around = NOBODY_SAID;
    private volatile @Nullable CallResult result; // null while the call goes on

    /** The lead of the next call, and who is there beside him. */
    void next(Lead whose, Around others) {
        lead = whose;
        around = others;
        result = null;
    }

    /** What came of the last call; null when the host has not told. */
    @Nullable
    CallResult result() {
        return result;
    }

    @Override
    public String description() {
        return "one lead of a test";
    }

    @Override
    public List<String> shortcomings() {
        return List.of();
    }

    @Override
    public Set<String> statuses() {
        return Set.of();
    }

    @Override
    public Staff staff() {
        return new Others(around);
    }

    @Override
    public boolean hasLanguages() {
        return true;
    }

    @Override
    public Optional<DialerCall> begin(CallIdentity identity) {
        Lead whose = lead;
        CallKeys keys = new CallKeys(
                identity.accountCode(),
                false,
                IN_GROUP,
                IN_GROUP,
                whose.id(),
                whose.listId(),
                whose.phoneNumber(),
                identity.uniqueId(),
                "127.0.0.1",
                0,
                0,
                0,
                "",
                "",
                0,
                false,
                0,
                0);
        return Optional.of(new DialerCall(whose, keys));
    }

    @Override
    public CallKeys begun(CallKeys keys) {
        return keys;
    }

    @Override
    public void release(CallKeys keys, CallResult told) {
        result = told;
    }

    @Override
    public boolean settle(CallIdentity identity, @Nullable CallKeys keys, CallResult told, Duration sinceEnd) {
        return true;
    }

    /** As in a trial as text: one is free wherever he is asked for when a test does not say it. */
    private record Others(Around around) implements Staff {
        @Override
        public Optional<InGroup> inGroup(String id, String user) {
            int free = around.freeIn(user.isEmpty() ? id : "");
            return Optional.of(new InGroup(id, true, free, free));
        }

        @Override
        public Floor floor(int most) {
            return new Floor(List.of(), List.of(), true);
        }

        @Override
        public String directGroup(String user) {
            return DIRECT;
        }

        @Override
        public Optional<Campaign> campaign(String id) {
            People.Campaign its = around.campaign();
            return Optional.of(new Campaign(its.id(), its.name(), its.statuses()));
        }

        @Override
        public List<Status> statuses() {
            return List.of();
        }

        @Override
        public String field(Lead lead, String name) {
            return around.fields().getOrDefault(name, "");
        }
    }
}
