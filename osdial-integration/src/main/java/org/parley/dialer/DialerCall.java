package org.parley.dialer;

/**
 * A call that the dialer knows: its code, the campaign or in-group, its lead, and the user of the agent line that it
 * chose, or "".
 */
public record DialerCall(String code, String campaign, Lead lead, String lineUser) {}
