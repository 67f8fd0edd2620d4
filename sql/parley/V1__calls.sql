-- Parley's own tables: one row per call, its turns, its events. Times are UTC; *_ms count from the start of the call.

CREATE TABLE parley_call (
    id                  VARCHAR(64)      NOT NULL COMMENT 'as in logs and file names',
    uniqueid            VARCHAR(64)      NOT NULL DEFAULT '' COMMENT 'of the channel, by Asterisk',
    channel             VARCHAR(100)     NOT NULL DEFAULT '',
    extension           VARCHAR(40)      NOT NULL DEFAULT '',
    script              VARCHAR(100)     NOT NULL DEFAULT '',
    script_version      VARCHAR(40)      NOT NULL DEFAULT '',
    caller_number       VARCHAR(40)      NOT NULL DEFAULT '',
    lead_id             BIGINT UNSIGNED  NOT NULL DEFAULT 0 COMMENT '0: the dialer knows none',
    campaign            VARCHAR(40)      NOT NULL DEFAULT '',
    call_code           VARCHAR(40)      NOT NULL DEFAULT '' COMMENT 'the dialer''s own id of the call',
    started_at          DATETIME(3)      NOT NULL,
    answered_at         DATETIME(3)      NULL,
    ended_at            DATETIME(3)      NULL,
    state               VARCHAR(12)      NOT NULL COMMENT 'RUNNING, DONE, TRANSFERRED, FAILED, DIED',
    disposition         VARCHAR(12)      NOT NULL DEFAULT '',
    disposition_comment VARCHAR(255)     NOT NULL DEFAULT '',
    end_reason          VARCHAR(60)      NOT NULL DEFAULT '' COMMENT 'who or what ended the call',
    talk_ms             BIGINT           NOT NULL DEFAULT 0,
    recording           VARCHAR(500)     NOT NULL DEFAULT '' COMMENT 'path of the WAV on the host',
    first_audio_ms      BIGINT           NULL COMMENT 'from the leg to our first frame',
    error               VARCHAR(500)     NOT NULL DEFAULT '',
    PRIMARY KEY (id),
    KEY by_start (started_at),
    KEY by_extension (extension, started_at),
    KEY by_disposition (disposition, started_at),
    KEY by_lead (lead_id, started_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE parley_turn (
    call_id     VARCHAR(64)  NOT NULL,
    seq         INT          NOT NULL,
    side        VARCHAR(6)   NOT NULL COMMENT 'CALLER or AGENT',
    text        MEDIUMTEXT   NOT NULL,
    started_ms  BIGINT       NOT NULL,
    ended_ms    BIGINT       NOT NULL,
    latency_ms  BIGINT       NULL COMMENT 'from the end of the caller''s speech to our first frame',
    confidence  DOUBLE       NULL COMMENT '0 to 1, of the recogniser',
    interrupted BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'the caller spoke over it',
    PRIMARY KEY (call_id, seq)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE parley_event (
    call_id VARCHAR(64)  NOT NULL,
    seq     INT          NOT NULL,
    at_ms   BIGINT       NOT NULL,
    kind    VARCHAR(60)  NOT NULL,
    data    MEDIUMTEXT   NOT NULL COMMENT 'a JSON object',
    PRIMARY KEY (call_id, seq),
    KEY by_kind (kind)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
