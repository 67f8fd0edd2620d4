-- What a call used of the providers of its voices, in the units that they count by.

CREATE TABLE parley_usage (
    call_id  VARCHAR(64) NOT NULL,
    provider VARCHAR(60) NOT NULL,
    unit     VARCHAR(20) NOT NULL COMMENT 'AUDIO_IN_MS, AUDIO_OUT_MS, TALK_MS, CHARACTERS, INPUT_TOKENS, OUTPUT_TOKENS',
    amount   BIGINT      NOT NULL,
    PRIMARY KEY (call_id, provider, unit),
    KEY by_provider (provider, unit)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
