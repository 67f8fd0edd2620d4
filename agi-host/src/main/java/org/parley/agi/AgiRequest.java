package org.parley.agi;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * What Asterisk tells about a call when it opens the session. Absent values, which Asterisk sends as "unknown" or not
 * at
 * all, are "". Caller id name and number are the caller's own words; control characters in any value have become
 * spaces.
 *
 * @param script the path of the URL without its query, decoded by nobody: {@code sales} of {@code agi://host/sales?x=1}
 * @param parameters the query, URL-decoded, in order; of a name given twice the first value
 * @param arguments what follows the URL in the dialplan's AGI()
 * @param priority of the dialplan, 0 when absent
 * @param host by which Asterisk asked, {@code 10.0.0.5:4573}, and reaches this host again; "" when unknown
 * @param localAddress where Asterisk reached the host: the address to advertise for audio
 * @param remoteAddress that of Asterisk
 */
public record AgiRequest(
        String script,
        Map<String, String> parameters,
        List<String> arguments,
        String channel,
        String uniqueId,
        String callerIdName,
        String callerIdNumber,
        String accountCode,
        String dnid,
        String context,
        String extension,
        int priority,
        String language,
        String host,
        InetAddress localAddress,
        InetAddress remoteAddress) {}
