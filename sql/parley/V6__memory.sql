-- What scripts keep about a lead for his later calls, by the verb remember.

CREATE TABLE parley_memory (
    whose   VARCHAR(60)   NOT NULL COMMENT '"lead 1234" by the dialer''s list, else "number 15551234567"',
    name    VARCHAR(60)   NOT NULL,
    value   VARCHAR(2000) NOT NULL COMMENT 'empty: forgotten',
    kept_at DATETIME(3)   NOT NULL COMMENT 'UTC',
    PRIMARY KEY (whose, name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
