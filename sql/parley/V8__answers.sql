-- How long the agent's answers took, stage by stage: what events tell too, in rows narrow enough to be added up.

CREATE TABLE parley_answer (
    call_id        VARCHAR(64) NOT NULL,
    seq            INT         NOT NULL COMMENT 'of the event that tells it',
    decided_ms     INT         NULL COMMENT 'from the caller''s last word, as all: he has finished',
    words_ms       INT         NULL COMMENT 'his words were known',
    first_token_ms INT         NULL COMMENT 'the model began to write',
    first_audio_ms INT         NULL COMMENT 'the first piece of speech was made',
    first_frame_ms INT         NULL COMMENT 'our first frame left',
    PRIMARY KEY (call_id, seq)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

INSERT INTO parley_answer (call_id, seq, decided_ms, words_ms, first_token_ms, first_audio_ms, first_frame_ms)
SELECT call_id,
       seq,
       CAST(JSON_VALUE(data, '$.decidedMs') AS SIGNED),
       CAST(JSON_VALUE(data, '$.wordsMs') AS SIGNED),
       CAST(JSON_VALUE(data, '$.firstTokenMs') AS SIGNED),
       CAST(JSON_VALUE(data, '$.firstAudioMs') AS SIGNED),
       CAST(JSON_VALUE(data, '$.firstFrameMs') AS SIGNED)
  FROM parley_event
 WHERE kind = 'latency';
