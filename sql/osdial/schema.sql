-- The part of an OSDial 3.0.2 schema that Parley and its demo use: names, types and defaults as OSDial has them, so
-- that the demo runs the same statements as a dialer box. Only makes what is missing; can be run again.

CREATE TABLE IF NOT EXISTS system_settings (
    version             VARCHAR(50)       NOT NULL DEFAULT '',
    install_date        VARCHAR(50)       NOT NULL DEFAULT '',
    use_non_latin       ENUM('0','1')     NOT NULL DEFAULT '0',
    PRIMARY KEY (version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS servers (
    server_id           VARCHAR(10)       NOT NULL DEFAULT '',
    server_description  VARCHAR(255)      NOT NULL DEFAULT '',
    server_ip           VARCHAR(15)       NOT NULL,
    active              ENUM('Y','N')     NOT NULL DEFAULT 'Y',
    asterisk_version    VARCHAR(20)       NOT NULL DEFAULT '',
    max_osdial_trunks   SMALLINT          NOT NULL DEFAULT 96,
    ext_context         VARCHAR(20)       NOT NULL DEFAULT 'osdial',
    local_gmt           VARCHAR(5)        NOT NULL DEFAULT '0',
    PRIMARY KEY (server_ip)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_users (
    user_id             INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    user                VARCHAR(20)       NOT NULL DEFAULT '',
    pass                VARCHAR(20)       NOT NULL DEFAULT '',
    full_name           VARCHAR(50)       NOT NULL DEFAULT '',
    user_level          TINYINT UNSIGNED  NOT NULL DEFAULT 1,
    user_group          VARCHAR(20)       NOT NULL DEFAULT '',
    closer_campaigns    TEXT              NULL,
    PRIMARY KEY (user_id),
    UNIQUE KEY user (user)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_campaigns (
    campaign_id         VARCHAR(20)       NOT NULL,
    campaign_name       VARCHAR(40)       NOT NULL DEFAULT '',
    active              ENUM('Y','N')     NOT NULL DEFAULT 'N',
    dial_method         VARCHAR(20)       NOT NULL DEFAULT 'MANUAL',
    auto_dial_level     VARCHAR(6)        NOT NULL DEFAULT '0',
    dial_statuses       VARCHAR(255)      NOT NULL DEFAULT ' NEW -',
    closer_campaigns    TEXT              NULL,
    campaign_vdad_exten VARCHAR(20)       NOT NULL DEFAULT '8368',
    campaign_cid        VARCHAR(20)       NOT NULL DEFAULT '0000000000',
    scheduled_callbacks ENUM('Y','N')     NOT NULL DEFAULT 'N',
    drop_call_seconds   SMALLINT UNSIGNED NOT NULL DEFAULT 5,
    campaign_lastcall   DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    PRIMARY KEY (campaign_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_lists (
    list_id             BIGINT UNSIGNED   NOT NULL,
    list_name           VARCHAR(30)       NOT NULL DEFAULT '',
    campaign_id         VARCHAR(20)       NOT NULL DEFAULT '',
    active              ENUM('Y','N')     NOT NULL DEFAULT 'N',
    list_description    VARCHAR(255)      NOT NULL DEFAULT '',
    list_lastcalldate   DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    cost                FLOAT             NOT NULL DEFAULT 0,
    PRIMARY KEY (list_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_list (
    lead_id             INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    entry_date          DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    modify_date         TIMESTAMP         NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    status              VARCHAR(6)        NOT NULL DEFAULT '',
    user                VARCHAR(20)       NOT NULL DEFAULT '',
    vendor_lead_code    VARCHAR(20)       NOT NULL DEFAULT '',
    source_id           VARCHAR(6)        NOT NULL DEFAULT '',
    list_id             BIGINT UNSIGNED   NOT NULL DEFAULT 0,
    gmt_offset_now      DECIMAL(4,2)      NOT NULL DEFAULT 0,
    called_since_last_reset VARCHAR(4)    NOT NULL DEFAULT 'N',
    phone_code          VARCHAR(10)       NOT NULL DEFAULT '',
    phone_number        VARCHAR(12)       NOT NULL DEFAULT '',
    title               VARCHAR(4)        NOT NULL DEFAULT '',
    first_name          VARCHAR(30)       NOT NULL DEFAULT '',
    middle_initial      VARCHAR(1)        NOT NULL DEFAULT '',
    last_name           VARCHAR(30)       NOT NULL DEFAULT '',
    address1            VARCHAR(100)      NOT NULL DEFAULT '',
    address2            VARCHAR(100)      NOT NULL DEFAULT '',
    address3            VARCHAR(100)      NOT NULL DEFAULT '',
    city                VARCHAR(50)       NOT NULL DEFAULT '',
    state               VARCHAR(2)        NOT NULL DEFAULT '',
    province            VARCHAR(50)       NOT NULL DEFAULT '',
    postal_code         VARCHAR(10)       NOT NULL DEFAULT '',
    country_code        VARCHAR(3)        NOT NULL DEFAULT '',
    gender              ENUM('M','F','')  NOT NULL DEFAULT '',
    date_of_birth       DATE              NOT NULL DEFAULT '0000-00-00',
    alt_phone           VARCHAR(12)       NOT NULL DEFAULT '',
    email               VARCHAR(70)       NOT NULL DEFAULT '',
    custom1             VARCHAR(255)      NOT NULL DEFAULT '',
    custom2             VARCHAR(255)      NOT NULL DEFAULT '',
    external_key        VARCHAR(100)      NOT NULL DEFAULT '',
    comments            VARCHAR(255)      NOT NULL DEFAULT '',
    called_count        SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    cost                FLOAT             NOT NULL DEFAULT 0,
    last_local_call_time DATETIME         NOT NULL DEFAULT '0000-00-00 00:00:00',
    post_date           DATETIME          NOT NULL,
    organization        VARCHAR(255)      NOT NULL DEFAULT '',
    organization_title  VARCHAR(255)      NOT NULL DEFAULT '',
    status_extended     VARCHAR(255)      NOT NULL DEFAULT '',
    PRIMARY KEY (lead_id),
    KEY phone_number (phone_number),
    KEY list_id (list_id),
    KEY status (status)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_statuses (
    status              VARCHAR(6)        NOT NULL,
    status_name         VARCHAR(30)       NOT NULL DEFAULT '',
    selectable          ENUM('Y','N')     NOT NULL DEFAULT 'Y',
    human_answered      ENUM('Y','N')     NOT NULL DEFAULT 'N',
    category            VARCHAR(20)       NOT NULL DEFAULT 'UNDEFINED',
    PRIMARY KEY (status)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_campaign_statuses (
    id                  INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    status              VARCHAR(6)        NOT NULL DEFAULT '',
    status_name         VARCHAR(30)       NOT NULL DEFAULT '',
    selectable          ENUM('Y','N')     NOT NULL DEFAULT 'Y',
    campaign_id         VARCHAR(20)       NOT NULL DEFAULT '',
    human_answered      ENUM('Y','N')     NOT NULL DEFAULT 'N',
    category            VARCHAR(20)       NOT NULL DEFAULT 'UNDEFINED',
    PRIMARY KEY (id),
    UNIQUE KEY campaign_status (campaign_id, status)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_remote_agents (
    remote_agent_id     INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    user_start          VARCHAR(20)       NOT NULL DEFAULT '',
    number_of_lines     TINYINT UNSIGNED  NOT NULL DEFAULT 1,
    server_ip           VARCHAR(15)       NOT NULL,
    conf_exten          VARCHAR(20)       NOT NULL DEFAULT '',
    status              ENUM('ACTIVE','INACTIVE') NOT NULL DEFAULT 'INACTIVE',
    campaign_id         VARCHAR(20)       NOT NULL DEFAULT '',
    closer_campaigns    TEXT              NULL,
    PRIMARY KEY (remote_agent_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_live_agents (
    live_agent_id       INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    user                VARCHAR(20)       NOT NULL DEFAULT '',
    server_ip           VARCHAR(15)       NOT NULL,
    conf_exten          VARCHAR(20)       NOT NULL DEFAULT '',
    extension           VARCHAR(100)      NOT NULL DEFAULT '',
    status              ENUM('READY','QUEUE','INCALL','PAUSED','CLOSER') NOT NULL DEFAULT 'PAUSED',
    lead_id             INT UNSIGNED      NOT NULL,
    campaign_id         VARCHAR(20)       NOT NULL,
    uniqueid            VARCHAR(20)       NOT NULL DEFAULT '',
    callerid            VARCHAR(20)       NOT NULL DEFAULT '',
    channel             VARCHAR(100)      NOT NULL DEFAULT '',
    random_id           INT UNSIGNED      NOT NULL DEFAULT 0,
    last_call_time      DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    last_update_time    TIMESTAMP         NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    last_call_finish    DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    closer_campaigns    TEXT              NULL,
    call_server_ip      VARCHAR(15)       NOT NULL DEFAULT '',
    user_level          TINYINT UNSIGNED  NOT NULL DEFAULT 0,
    comments            VARCHAR(20)       NOT NULL DEFAULT '',
    campaign_weight     TINYINT           NOT NULL DEFAULT 0,
    calls_today         SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    PRIMARY KEY (live_agent_id),
    KEY random_id (random_id),
    KEY last_call_time (last_call_time),
    KEY last_call_finish (last_call_finish)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_auto_calls (
    auto_call_id        INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    server_ip           VARCHAR(15)       NOT NULL,
    campaign_id         VARCHAR(20)       NOT NULL DEFAULT '',
    status              ENUM('SENT','RINGING','LIVE','XFER','PAUSED','CLOSER','BUSY','DISCONNECT','CONGESTION','CPA')
                                          NOT NULL DEFAULT 'PAUSED',
    lead_id             INT UNSIGNED      NOT NULL,
    uniqueid            VARCHAR(20)       NOT NULL DEFAULT '',
    callerid            VARCHAR(20)       NOT NULL DEFAULT '',
    channel             VARCHAR(100)      NOT NULL DEFAULT '',
    phone_code          VARCHAR(10)       NOT NULL DEFAULT '',
    phone_number        VARCHAR(12)       NOT NULL DEFAULT '',
    call_time           DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    call_type           ENUM('IN','OUT','OUTBALANCE') NOT NULL DEFAULT 'OUT',
    stage               VARCHAR(20)       NOT NULL DEFAULT 'START',
    last_update_time    TIMESTAMP         NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    alt_dial            ENUM('NONE','MAIN','ALT','ADDR3') NOT NULL DEFAULT 'NONE',
    PRIMARY KEY (auto_call_id),
    KEY uniqueid (uniqueid),
    KEY callerid (callerid),
    KEY call_time (call_time)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_callbacks (
    callback_id         INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    lead_id             INT UNSIGNED      NOT NULL DEFAULT 0,
    list_id             BIGINT UNSIGNED   NOT NULL DEFAULT 0,
    campaign_id         VARCHAR(20)       NOT NULL DEFAULT '',
    status              VARCHAR(10)       NOT NULL DEFAULT '',
    entry_time          DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    callback_time       DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    modify_date         TIMESTAMP         NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    user                VARCHAR(20)       NOT NULL DEFAULT '',
    recipient           ENUM('USERONLY','ANYONE') NOT NULL DEFAULT 'ANYONE',
    comments            VARCHAR(255)      NOT NULL DEFAULT '',
    user_group          VARCHAR(20)       NOT NULL DEFAULT '',
    PRIMARY KEY (callback_id),
    KEY lead_id (lead_id),
    KEY status (status),
    KEY callback_time (callback_time)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_log (
    id                  BIGINT            NOT NULL AUTO_INCREMENT,
    uniqueid            VARCHAR(20)       NOT NULL DEFAULT '',
    server_ip           VARCHAR(15)       NOT NULL DEFAULT '',
    lead_id             INT UNSIGNED      NOT NULL DEFAULT 0,
    list_id             BIGINT UNSIGNED   NULL,
    campaign_id         VARCHAR(20)       NULL,
    call_date           DATETIME          NULL,
    start_epoch         INT UNSIGNED      NULL,
    end_epoch           INT UNSIGNED      NULL,
    length_in_sec       INT               NULL,
    status              VARCHAR(6)        NULL,
    phone_code          VARCHAR(10)       NULL,
    phone_number        VARCHAR(12)       NULL,
    user                VARCHAR(20)       NULL,
    comments            VARCHAR(255)      NULL,
    processed           ENUM('Y','N')     NULL,
    user_group          VARCHAR(20)       NULL,
    term_reason         ENUM('CALLER','AGENT','QUEUETIMEOUT','ABANDON','AFTERHOURS','NONE') NULL DEFAULT 'NONE',
    callerid            VARCHAR(20)       NOT NULL DEFAULT '',
    PRIMARY KEY (id),
    KEY server_call (server_ip, uniqueid),
    KEY lead_id (lead_id),
    KEY call_date (call_date)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_closer_log (
    closecallid         INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    lead_id             INT UNSIGNED      NOT NULL DEFAULT 0,
    list_id             BIGINT UNSIGNED   NULL,
    campaign_id         VARCHAR(20)       NULL,
    call_date           DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    start_epoch         INT UNSIGNED      NULL,
    end_epoch           INT UNSIGNED      NULL,
    length_in_sec       INT               NULL,
    status              VARCHAR(6)        NULL,
    phone_code          VARCHAR(10)       NULL,
    phone_number        VARCHAR(12)       NULL,
    user                VARCHAR(20)       NULL,
    comments            VARCHAR(255)      NULL,
    processed           ENUM('Y','N')     NULL,
    queue_seconds       DECIMAL(7,2)      NOT NULL DEFAULT 0,
    user_group          VARCHAR(20)       NULL,
    term_reason         ENUM('CALLER','AGENT','QUEUETIMEOUT','ABANDON','AFTERHOURS','NONE','NOAGENTS',
                             'NOAGENTSAVAILABLE') NULL DEFAULT 'NONE',
    uniqueid            VARCHAR(20)       NOT NULL DEFAULT '',
    callerid            VARCHAR(20)       NOT NULL DEFAULT '',
    server_ip           VARCHAR(15)       NOT NULL DEFAULT '',
    PRIMARY KEY (closecallid),
    KEY lead_id (lead_id),
    KEY call_date (call_date),
    KEY uniqueid (uniqueid)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_agent_log (
    agent_log_id        INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    user                VARCHAR(20)       NOT NULL DEFAULT '',
    server_ip           VARCHAR(15)       NOT NULL,
    event_time          DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    lead_id             INT UNSIGNED      NOT NULL DEFAULT 0,
    campaign_id         VARCHAR(20)       NOT NULL DEFAULT '',
    pause_epoch         INT UNSIGNED      NULL,
    pause_sec           SMALLINT UNSIGNED NULL DEFAULT 0,
    wait_epoch          INT UNSIGNED      NULL,
    wait_sec            SMALLINT UNSIGNED NULL DEFAULT 0,
    talk_epoch          INT UNSIGNED      NULL,
    talk_sec            SMALLINT UNSIGNED NULL DEFAULT 0,
    dispo_epoch         INT UNSIGNED      NULL,
    dispo_sec           SMALLINT UNSIGNED NULL DEFAULT 0,
    status              VARCHAR(6)        NULL,
    user_group          VARCHAR(20)       NULL,
    comments            VARCHAR(100)      NULL,
    sub_status          VARCHAR(6)        NULL,
    lead_called_count   SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    prev_status         VARCHAR(6)        NOT NULL DEFAULT '',
    uniqueid            VARCHAR(20)       NOT NULL DEFAULT '',
    PRIMARY KEY (agent_log_id),
    KEY user (user),
    KEY event_time (event_time),
    KEY lead_id (lead_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;
