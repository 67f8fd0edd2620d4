-- The remote agents that are Parley's own: those that `parley agents add` wrote. No other is ever touched.

CREATE TABLE parley_agent (
    user_start      VARCHAR(20)       NOT NULL COMMENT 'user of the first line',
    server_ip       VARCHAR(15)       NOT NULL COMMENT 'as in the dialer''s servers',
    number_of_lines SMALLINT UNSIGNED NOT NULL COMMENT 'as the admin wants them',
    extension       VARCHAR(20)       NOT NULL,
    campaign        VARCHAR(20)       NOT NULL,
    script          VARCHAR(100)      NOT NULL DEFAULT '',
    state           VARCHAR(8)        NOT NULL COMMENT 'ACTIVE, PAUSED by the admin, REMOVED',
    held_lines      SMALLINT UNSIGNED NULL COMMENT 'to how many the host has cut them; NULL: not at all',
    held_reason     VARCHAR(255)      NOT NULL DEFAULT '',
    changed_at      DATETIME          NOT NULL,
    PRIMARY KEY (user_start)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
