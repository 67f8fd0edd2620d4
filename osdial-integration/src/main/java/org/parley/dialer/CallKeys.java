package org.parley.dialer;

/**
 * By what a call's rows are found again, taken when it began: late writes must never look for "the newest row of the
 * lead", which may be another call's by then. Texts are "" and numbers 0 where there is nothing.
 *
 * @param code the dialer's call code
 * @param inbound whether it came through an in-group
 * @param campaign the in-group of an inbound call, else the campaign
 * @param loginCampaign the campaign of the agent line
 * @param uniqueId of the channel that the dialer routed, which between servers is not ours
 * @param logId {@code closecallid} of an inbound call, {@code id} where the log has one
 * @param logStart when the log row began, epoch seconds
 * @param lineId {@code live_agent_id}
 * @param idleSince since when the line had waited, epoch seconds
 * @param claimed whether this call's line was taken by us, so that we count it
 * @param beganEpoch when we began, epoch seconds of the database's clock
 * @param agentLogId the agent's log row of this call
 */
public record CallKeys(
        String code,
        boolean inbound,
        String campaign,
        String loginCampaign,
        long leadId,
        long listId,
        String phoneNumber,
        String uniqueId,
        String serverIp,
        long logId,
        long logStart,
        long lineId,
        String lineUser,
        String userGroup,
        long idleSince,
        boolean claimed,
        long beganEpoch,
        long agentLogId) {

    /** Whether the dialer gave the call to one of our lines, and not only to our extension. */
    public boolean hasLine() {
        return lineId > 0;
    }

    /** Once the line was taken by us. */
    public CallKeys claimedByUs() {
        return with(true, beganEpoch, agentLogId);
    }

    /** With the true beginning of a call of which the tables heard late. */
    public CallKeys beganAt(long epoch) {
        return with(claimed, epoch, agentLogId);
    }

    /** With the agent's log row known. */
    public CallKeys withAgentLog(long id) {
        return with(claimed, beganEpoch, id);
    }

    private CallKeys with(boolean taken, long began, long agentLog) {
        return new CallKeys(
                code,
                inbound,
                campaign,
                loginCampaign,
                leadId,
                listId,
                phoneNumber,
                uniqueId,
                serverIp,
                logId,
                logStart,
                lineId,
                lineUser,
                userGroup,
                idleSince,
                taken,
                began,
                agentLog);
    }
}
