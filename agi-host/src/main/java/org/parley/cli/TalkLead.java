package org.parley.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.parley.Settings;
import org.parley.dialer.DialerException;
import org.parley.dialer.Lead;
import org.parley.dialer.calls.SqlDialer;
import org.parley.store.Database;
import org.parley.trial.TrialLead;

/**
 * Whose talk it is.
 *
 * @param isReal whether the dialer has the lead, so that a call could write what comes of it
 */
record TalkLead(Lead lead, boolean isReal) {

    /** The one of the option {@code --lead}: a number of the dialer's, fields, or both. */
    static TalkLead of(List<String> given, Settings settings) {
        Map<String, String> fields = new LinkedHashMap<>();
        Optional<Long> id = Optional.empty();
        for (String each : given) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                fields.put(each.substring(0, equals), each.substring(equals + 1));
            } else if (id.isEmpty() && each.matches("[0-9]{1,18}")) {
                id = Optional.of(Long.parseLong(each));
            } else {
                throw wrong(
                        "expected one number of a lead, or FIELD=VALUE such as firstName=Ana, but was '" + each + "'");
            }
        }
        try {
            return id.isPresent()
                    ? new TalkLead(TrialLead.of(read(id.get(), settings), fields), true)
                    : new TalkLead(TrialLead.of(fields), false);
        } catch (IllegalArgumentException unfit) {
            throw wrong(String.valueOf(unfit.getMessage()));
        }
    }

    private static Lead read(long id, Settings settings) {
        String url = settings.database().url();
        if (url.equals("none")) {
            throw wrong("lead " + id + " is in the dialer's tables, but database.url is 'none'; name them by"
                    + " --database");
        }
        // an outside database stays as it is, and is not given Parley's tables for a look at a lead
        try (Database database = url.equals("embedded")
                ? Database.join(settings.database(), _ -> {})
                : Database.look(settings.database())) {
            return SqlDialer.lead(database.jdbi(), settings.dialer().options(), id)
                    .orElseThrow(() -> wrong("there is no lead " + id + " in the dialer's tables of " + url));
        } catch (DialerException refused) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(refused.getMessage()));
        }
    }

    private static CommandFailure wrong(String what) {
        return new CommandFailure(ExitCode.USAGE, "--lead: " + what);
    }

    /** Who he is, in a line for a person. */
    String line(UnaryOperator<String> shown) {
        return "lead %d of list %d: %s, status %s; it is only read"
                .formatted(
                        lead.id(),
                        lead.listId(),
                        shown.apply((lead.firstName() + " " + lead.lastName()).strip()),
                        lead.status().isEmpty() ? "none" : shown.apply(lead.status()));
    }
}
