-- What a call owed the dialer and by which keys its rows are found again, for the comparison with the dialer's tables.

ALTER TABLE parley_call
    ADD COLUMN debt MEDIUMTEXT NULL COMMENT 'JSON: identity, keys, result; NULL: the call owed the dialer nothing',
    ADD COLUMN line_user VARCHAR(20) NOT NULL DEFAULT '' COMMENT 'of the agent line that had the call',
    ADD KEY by_code (call_code),
    ADD KEY by_line (line_user);
