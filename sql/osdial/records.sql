-- What else calls leave in an OSDial 3.0.2 database: recordings, numbers not to call, events, orders to Asterisk.
-- Only makes what is missing; can be run again.

CREATE TABLE IF NOT EXISTS osdial_hopper (
    hopper_id           INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    lead_id             INT UNSIGNED      NOT NULL,
    campaign_id         VARCHAR(20)       NOT NULL DEFAULT '',
    status              ENUM('READY','QUEUE','INCALL','DONE','HOLD','API') NOT NULL DEFAULT 'READY',
    user                VARCHAR(20)       NOT NULL DEFAULT '',
    list_id             BIGINT UNSIGNED   NOT NULL,
    gmt_offset_now      DECIMAL(4,2)      NOT NULL DEFAULT 0,
    state               VARCHAR(2)        NOT NULL DEFAULT '',
    alt_dial            VARCHAR(6)        NOT NULL DEFAULT 'NONE',
    priority            TINYINT           NOT NULL DEFAULT 0,
    PRIMARY KEY (hopper_id),
    KEY lead_id (lead_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_list_fields (
    id                  INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    lead_id             INT UNSIGNED      NOT NULL DEFAULT 0,
    field_id            INT UNSIGNED      NOT NULL DEFAULT 0,
    value               TEXT              NULL,
    PRIMARY KEY (id),
    UNIQUE KEY lead_field (lead_id, field_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_user_log (
    user_log_id         INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    user                VARCHAR(20)       NOT NULL DEFAULT '',
    event               VARCHAR(50)       NOT NULL DEFAULT '',
    campaign_id         VARCHAR(20)       NOT NULL,
    event_date          DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    event_epoch         INT UNSIGNED      NOT NULL DEFAULT 0,
    user_group          VARCHAR(20)       NOT NULL DEFAULT '',
    PRIMARY KEY (user_log_id),
    KEY user (user)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_xfer_log (
    xfercallid          INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    lead_id             INT UNSIGNED      NOT NULL,
    list_id             BIGINT UNSIGNED   NULL,
    campaign_id         VARCHAR(20)       NULL,
    call_date           DATETIME          NULL,
    phone_code          VARCHAR(10)       NULL,
    phone_number        VARCHAR(12)       NULL,
    user                VARCHAR(20)       NULL,
    closer              VARCHAR(20)       NULL,
    uniqueid            VARCHAR(20)       NOT NULL DEFAULT '',
    PRIMARY KEY (xfercallid),
    KEY lead_id (lead_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_events (
    id                  BIGINT            NOT NULL AUTO_INCREMENT,
    event_time          DATETIME          NOT NULL,
    server_ip           VARCHAR(15)       NOT NULL,
    uniqueid            VARCHAR(20)       NOT NULL,
    callerid            VARCHAR(20)       NOT NULL,
    user                VARCHAR(20)       NOT NULL,
    campaign_id         VARCHAR(20)       NOT NULL,
    group_id            VARCHAR(20)       NOT NULL,
    lead_id             INT UNSIGNED      NOT NULL,
    event               VARCHAR(50)       NOT NULL,
    data1               VARCHAR(255)      NOT NULL,
    data2               VARCHAR(255)      NOT NULL,
    data3               VARCHAR(255)      NOT NULL,
    data4               VARCHAR(255)      NOT NULL,
    data5               VARCHAR(255)      NOT NULL,
    data6               VARCHAR(255)      NOT NULL,
    PRIMARY KEY (id),
    KEY event_time (event_time)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS call_log (
    id                  BIGINT            NOT NULL AUTO_INCREMENT,
    uniqueid            VARCHAR(20)       NOT NULL DEFAULT '',
    channel             VARCHAR(100)      NOT NULL DEFAULT '',
    channel_group       VARCHAR(30)       NOT NULL DEFAULT '',
    type                VARCHAR(10)       NOT NULL DEFAULT '',
    server_ip           VARCHAR(15)       NOT NULL DEFAULT '',
    extension           VARCHAR(100)      NOT NULL DEFAULT '',
    number_dialed       VARCHAR(50)       NOT NULL DEFAULT '',
    caller_code         VARCHAR(20)       NOT NULL DEFAULT '',
    start_time          DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    start_epoch         INT UNSIGNED      NOT NULL DEFAULT 0,
    answer_time         DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    answer_epoch        INT UNSIGNED      NOT NULL DEFAULT 0,
    end_time            DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    end_epoch           INT UNSIGNED      NOT NULL DEFAULT 0,
    length_in_sec       INT               NOT NULL DEFAULT 0,
    length_in_min       DOUBLE(8,2)       NOT NULL DEFAULT 0,
    isup_result         TINYINT UNSIGNED  NOT NULL DEFAULT 0,
    carrier_id          INT UNSIGNED      NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    KEY server_call (server_ip, uniqueid),
    KEY caller_code (caller_code)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS recording_log (
    recording_id        INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    channel             VARCHAR(100)      NOT NULL DEFAULT '',
    server_ip           VARCHAR(15)       NOT NULL DEFAULT '',
    extension           VARCHAR(100)      NOT NULL DEFAULT '',
    start_time          DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    start_epoch         INT UNSIGNED      NOT NULL DEFAULT 0,
    end_time            DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    end_epoch           INT UNSIGNED      NOT NULL DEFAULT 0,
    length_in_sec       MEDIUMINT UNSIGNED NOT NULL DEFAULT 0,
    length_in_min       DOUBLE(8,2)       NOT NULL DEFAULT 0,
    filename            VARCHAR(100)      NOT NULL DEFAULT '',
    location            VARCHAR(255)      NOT NULL DEFAULT '',
    lead_id             INT UNSIGNED      NOT NULL DEFAULT 0,
    user                VARCHAR(20)       NOT NULL DEFAULT '',
    uniqueid            VARCHAR(20)       NOT NULL DEFAULT '',
    PRIMARY KEY (recording_id),
    KEY filename (filename),
    KEY lead_id (lead_id),
    KEY user (user)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_dnc (
    phone_number        VARCHAR(12)       NOT NULL,
    creation_date       DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    PRIMARY KEY (phone_number)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_dnc_company (
    company_id          INT UNSIGNED      NOT NULL,
    phone_number        VARCHAR(12)       NOT NULL,
    creation_date       DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    PRIMARY KEY (company_id, phone_number)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_manager (
    man_id              INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    uniqueid            VARCHAR(20)       NOT NULL DEFAULT '',
    entry_date          DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    status              ENUM('NEW','QUEUE','SENT','UPDATED','DEAD') NOT NULL DEFAULT 'NEW',
    response            ENUM('Y','N')     NOT NULL DEFAULT 'N',
    server_ip           VARCHAR(15)       NOT NULL,
    channel             VARCHAR(100)      NOT NULL DEFAULT '',
    action              VARCHAR(20)       NOT NULL DEFAULT '',
    callerid            VARCHAR(20)       NOT NULL DEFAULT '',
    cmd_line_b          VARCHAR(1024)     NOT NULL DEFAULT '',
    cmd_line_c          VARCHAR(1024)     NOT NULL DEFAULT '',
    cmd_line_d          VARCHAR(1024)     NOT NULL DEFAULT '',
    cmd_line_e          VARCHAR(1024)     NOT NULL DEFAULT '',
    cmd_line_f          VARCHAR(1024)     NOT NULL DEFAULT '',
    cmd_line_g          VARCHAR(1024)     NOT NULL DEFAULT '',
    cmd_line_h          VARCHAR(1024)     NOT NULL DEFAULT '',
    cmd_line_i          VARCHAR(1024)     NOT NULL DEFAULT '',
    cmd_line_j          VARCHAR(1024)     NOT NULL DEFAULT '',
    cmd_line_k          VARCHAR(1024)     NOT NULL DEFAULT '',
    PRIMARY KEY (man_id),
    KEY serverstat (server_ip, status),
    KEY callerid (callerid)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;
