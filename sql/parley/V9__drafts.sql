-- Drafts of scripts: texts that somebody works at and no call gets; times are UTC.

CREATE TABLE parley_script_draft (
    name     VARCHAR(64)  NOT NULL COMMENT 'of the script, which need not be there yet',
    version  VARCHAR(40)  NOT NULL COMMENT 'hash of the source',
    source   MEDIUMTEXT   NOT NULL,
    base     VARCHAR(40)  NOT NULL DEFAULT '' COMMENT 'what the file held when the work began; empty for none',
    author   VARCHAR(100) NOT NULL COMMENT 'who saved it last',
    saved_at DATETIME(3)  NOT NULL,
    PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
