-- The list of calls, newest first, of one script, one campaign or one agent line.

ALTER TABLE parley_call
    ADD KEY by_script (script, started_at),
    ADD KEY by_campaign (campaign, started_at),
    DROP KEY by_line,
    ADD KEY by_line (line_user, started_at);
