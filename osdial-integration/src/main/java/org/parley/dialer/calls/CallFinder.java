package org.parley.dialer.calls;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.DialerOptions;
import org.parley.dialer.DialerOptions.Strangers;
import org.parley.dialer.Lead;
import org.parley.dialer.schema.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what the dialer knows of a channel: by its call code, then its unique id, then its name. Never by the
 * extension, which all lines of a remote agent share.
 */
final class CallFinder {
    private static final Logger LOG = LoggerFactory.getLogger(CallFinder.class);
    private static final int UNIQUE_ID_MAX = 20;
    private static final int CHANNEL_MAX = 100;
    private static final int PHONE_DIGITS_MIN = 3;

    /** What Asterisk makes of a call's beginning and number; {@code systemname} puts a name in front. */
    private static final Pattern UNIQUE_ID = Pattern.compile("\\d+\\.\\d+");

    private final Schema schema;
    private final DialerOptions options;
    private final AtomicBoolean named = new AtomicBoolean(); // the server's name in a unique id has been told of

    CallFinder(Schema schema, DialerOptions options) {
        this.schema = schema;
        this.options = options;
    }

    /** The line and the call on it, or a call without a line; empty for a stranger. */
    Optional<LiveLines.Found> find(Handle handle, CallIdentity identity) {
        if (!UNIQUE_ID.matcher(identity.uniqueId()).matches() && named.compareAndSet(false, true)) {
            LOG.warn(
                    "Expected a unique id such as 1795251267.25 but Asterisk gave '{}'; the dialer's own programs read"
                            + " it as a number, so remove systemname from asterisk.conf",
                    identity.uniqueId());
        }
        String code = CallCodes.of(identity, schema.isOsdial());
        Optional<LiveLines.Found> found = code.isEmpty() ? Optional.empty() : LiveLines.byCode(handle, code);
        if (found.isEmpty() && isText(identity.uniqueId(), UNIQUE_ID_MAX)) {
            found = LiveLines.byUniqueId(handle, identity.uniqueId(), options.serverIp());
        }
        if (found.isEmpty() && isText(identity.channel(), CHANNEL_MAX)) {
            found = LiveLines.byChannel(handle, identity.channel(), options.serverIp());
        }
        // a line that was found by its channel and is on another call by now is not this call's
        return found.filter(
                line -> code.isEmpty() || line.code().isEmpty() || line.code().equals(code));
    }

    /** The code of the channel, for a call whose rows have gone by now. */
    String code(CallIdentity identity) {
        return CallCodes.of(identity, schema.isOsdial());
    }

    /** A call that is over and has left the live tables, by its code and log row; its line is not known any more. */
    Optional<LiveLines.Found> past(Handle handle, CallIdentity identity) {
        String code = code(identity);
        if (code.isEmpty()) {
            return Optional.empty();
        }
        long lead = CallCodes.lead(code, schema.isOsdial());
        String campaign = Leads.byId(handle, lead)
                .map(known -> Leads.campaignOf(handle, known.listId()))
                .orElse("");
        long now =
                handle.createQuery("SELECT UNIX_TIMESTAMP()").mapTo(Long.class).one();
        return CallLogs.past(handle, schema, code, lead, identity.uniqueId())
                .map(logged -> new LiveLines.Found(
                        0,
                        "",
                        "",
                        "",
                        campaign,
                        code,
                        lead,
                        logged.uniqueId(),
                        options.serverIp(),
                        0,
                        false,
                        CallCodes.isInbound(code),
                        logged.campaign(),
                        "",
                        now));
    }

    /**
     * The keys of a call; its log row is looked up.
     *
     * @param lead of the call, unknown when the dialer has none by now
     */
    CallKeys keys(Handle handle, LiveLines.Found line, Lead lead) {
        Optional<CallLogs.Row> log =
                CallLogs.find(handle, schema, line.inbound(), line.leadId(), line.uniqueId(), line.campaign());
        if (log.isEmpty()) {
            LOG.warn("call {} of lead {}: the dialer has no log row for it", line.code(), line.leadId());
        }
        // a double booking leaves a call without its line, but with its agent in the log
        String user = line.user().isEmpty()
                ? log.map(CallLogs.Row::user)
                        .filter(name -> !name.startsWith("VD"))
                        .orElse("")
                : line.user();
        String campaign =
                line.campaign().isEmpty() ? log.map(CallLogs.Row::campaign).orElse("") : line.campaign();
        return new CallKeys(
                line.code(),
                line.inbound(),
                campaign,
                line.loginCampaign().isEmpty() ? campaign : line.loginCampaign(),
                line.leadId(),
                lead.listId(),
                lead.phoneNumber().isEmpty() ? line.phoneNumber() : lead.phoneNumber(),
                line.uniqueId(),
                line.serverIp(),
                log.map(CallLogs.Row::id).orElse(0L),
                log.map(CallLogs.Row::startEpoch).orElse(0L),
                line.lineId(),
                user,
                line.userGroup(),
                line.idleSince(),
                false,
                line.nowEpoch(),
                0);
    }

    /** The lead of a caller whom the dialer did not route: by phone number, as the admin has decided. */
    Optional<Lead> stranger(Handle handle, CallIdentity identity) {
        String digits = CallCodes.digits(identity.callerIdNumber());
        if (options.strangers() == Strangers.IGNORE || digits.length() < PHONE_DIGITS_MIN) {
            return Optional.empty();
        }
        Optional<Lead> known = Leads.byPhone(handle, digits);
        return known.isPresent() || options.strangers() == Strangers.FIND
                ? known
                : Optional.of(Leads.create(handle, schema, digits, options.strangersList()));
    }

    private static boolean isText(String text, int max) {
        return text.length() > 1 && text.length() <= max;
    }
}
