-- The versions of scripts that were live, so that an earlier one can come back; times are UTC.

CREATE TABLE parley_script_version (
    name       VARCHAR(64)  NOT NULL COMMENT 'of the file, without its ending',
    version    VARCHAR(40)  NOT NULL COMMENT 'hash of the source',
    source     MEDIUMTEXT   NOT NULL,
    first_seen DATETIME(3)  NOT NULL,
    last_seen  DATETIME(3)  NOT NULL COMMENT 'when it last became live',
    host       VARCHAR(100) NOT NULL DEFAULT '' COMMENT 'where it did',
    broken_at  DATETIME(3)  NULL COMMENT 'when it was taken out of routing; NULL while it is good',
    error      VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'why it was',
    PRIMARY KEY (name, version),
    KEY by_seen (name, last_seen)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
