-- The part of an OSDial 3.0.2 database that its admin sets up, and that calls only read. Only makes what is missing.

CREATE TABLE IF NOT EXISTS system_settings (
    version             VARCHAR(50)       NOT NULL DEFAULT '',
    install_date        VARCHAR(50)       NOT NULL DEFAULT '',
    use_non_latin       ENUM('0','1')     NOT NULL DEFAULT '0',
    enable_queuemetrics_logging ENUM('0','1') NOT NULL DEFAULT '0',
    enable_multicompany ENUM('0','1')     NOT NULL DEFAULT '0',
    PRIMARY KEY (version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS servers (
    server_id           VARCHAR(10)       NOT NULL DEFAULT '',
    server_description  VARCHAR(255)      NOT NULL DEFAULT '',
    server_ip           VARCHAR(15)       NOT NULL,
    active              ENUM('Y','N')     NOT NULL DEFAULT 'Y',
    asterisk_version    VARCHAR(20)       NOT NULL DEFAULT '',
    max_osdial_trunks   SMALLINT          NOT NULL DEFAULT 96,
    telnet_host         VARCHAR(20)       NOT NULL DEFAULT 'localhost',
    telnet_port         INT               NOT NULL DEFAULT 5038,
    ASTmgrUSERNAME      VARCHAR(20)       NOT NULL DEFAULT 'cron',
    ASTmgrSECRET        VARCHAR(20)       NOT NULL DEFAULT '1234',
    ext_context         VARCHAR(20)       NOT NULL DEFAULT 'osdial',
    answer_transfer_agent VARCHAR(20)     NOT NULL DEFAULT '8365',
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
    phone_login         VARCHAR(15)       NOT NULL DEFAULT '',
    phone_pass          VARCHAR(15)       NOT NULL DEFAULT '',
    closer_campaigns    TEXT              NULL,
    osdial_recording_override ENUM('DISABLED','NEVER','ONDEMAND','ALLCALLS','ALLFORCE') NOT NULL DEFAULT 'DISABLED',
    xfer_agent2agent    ENUM('0','1')     NOT NULL DEFAULT '0',
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
    lead_order          VARCHAR(30)       NOT NULL DEFAULT 'DOWN',
    hopper_level        INT UNSIGNED      NOT NULL DEFAULT 1,
    closer_campaigns    TEXT              NULL,
    xfer_groups         TEXT              NULL,
    default_xfer_group  VARCHAR(20)       NOT NULL DEFAULT '---NONE---',
    allow_closers       ENUM('Y','N')     NOT NULL DEFAULT 'Y',
    campaign_allow_inbound ENUM('Y','N')  NOT NULL DEFAULT 'N',
    next_agent_call     VARCHAR(30)       NOT NULL DEFAULT 'longest_wait_time',
    local_call_time     VARCHAR(10)       NOT NULL DEFAULT '9am-9pm',
    dial_timeout        TINYINT UNSIGNED  NOT NULL DEFAULT 60,
    dial_prefix         VARCHAR(20)       NOT NULL DEFAULT '9',
    use_internal_dnc    ENUM('Y','N')     NOT NULL DEFAULT 'N',
    campaign_recording  ENUM('NEVER','ONDEMAND','ALLCALLS','ALLFORCE') NOT NULL DEFAULT 'ONDEMAND',
    campaign_rec_filename VARCHAR(50)     NOT NULL DEFAULT 'FULLDATE_CUSTPHONE',
    auto_alt_dial       VARCHAR(20)       NOT NULL DEFAULT 'NONE',
    auto_alt_dial_statuses VARCHAR(255)   NOT NULL DEFAULT ' B N NA DC -',
    manual_dial_list_id BIGINT UNSIGNED   NOT NULL DEFAULT 999,
    safe_harbor_message ENUM('Y','N')     NOT NULL DEFAULT 'N',
    safe_harbor_exten   VARCHAR(20)       NOT NULL DEFAULT '8307',
    campaign_vdad_exten VARCHAR(20)       NOT NULL DEFAULT '8368',
    campaign_cid        VARCHAR(20)       NOT NULL DEFAULT '0000000000',
    scheduled_callbacks ENUM('Y','N')     NOT NULL DEFAULT 'N',
    drop_call_seconds   SMALLINT UNSIGNED NOT NULL DEFAULT 5,
    campaign_lastcall   DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    playlist_id         INT               NOT NULL,
    PRIMARY KEY (campaign_id)
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

CREATE TABLE IF NOT EXISTS osdial_user_groups (
    user_group          VARCHAR(20)       NOT NULL,
    group_name          VARCHAR(40)       NOT NULL DEFAULT '',
    allowed_campaigns   TEXT              NULL,
    PRIMARY KEY (user_group)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_companies (
    id                  INT               NOT NULL AUTO_INCREMENT,
    name                VARCHAR(100)      NOT NULL DEFAULT '',
    status              ENUM('INACTIVE','ACTIVE','SUSPENDED','TERMINATED') NOT NULL DEFAULT 'INACTIVE',
    dnc_method          ENUM('SYSTEM','COMPANY','BOTH') NOT NULL DEFAULT 'SYSTEM',
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_campaign_stats (
    campaign_id         VARCHAR(20)       NOT NULL,
    update_time         TIMESTAMP         NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    dialable_leads      INT UNSIGNED      NOT NULL DEFAULT 0,
    calls_today         INT UNSIGNED      NOT NULL DEFAULT 0,
    answers_today       INT UNSIGNED      NOT NULL DEFAULT 0,
    drops_today         INT UNSIGNED      NOT NULL DEFAULT 0,
    drops_today_pct     VARCHAR(6)        NOT NULL DEFAULT '0',
    PRIMARY KEY (campaign_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_inbound_groups (
    group_id            VARCHAR(20)       NOT NULL,
    group_name          VARCHAR(30)       NOT NULL DEFAULT '',
    active              ENUM('Y','N')     NOT NULL DEFAULT 'Y',
    next_agent_call     VARCHAR(30)       NOT NULL DEFAULT 'longest_wait_time',
    call_time_id        VARCHAR(20)       NOT NULL DEFAULT '24hours',
    drop_call_seconds   SMALLINT UNSIGNED NOT NULL DEFAULT 360,
    drop_action         ENUM('HANGUP','MESSAGE','VOICEMAIL','EXTENSION','CALLBACK') NOT NULL DEFAULT 'MESSAGE',
    agent_alert_exten   VARCHAR(20)       NOT NULL DEFAULT '8304',
    default_xfer_group  VARCHAR(20)       NOT NULL DEFAULT '---NONE---',
    playlist_id         INT               NOT NULL,
    PRIMARY KEY (group_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_inbound_group_agents (
    user                VARCHAR(20)       NOT NULL DEFAULT '',
    group_id            VARCHAR(20)       NOT NULL DEFAULT '',
    group_rank          TINYINT           NOT NULL DEFAULT 0,
    group_weight        TINYINT           NOT NULL DEFAULT 0,
    calls_today         SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    KEY group_id (group_id),
    KEY user (user)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_live_inbound_agents (
    user                VARCHAR(20)       NOT NULL DEFAULT '',
    group_id            VARCHAR(20)       NOT NULL DEFAULT '',
    group_weight        TINYINT           NOT NULL DEFAULT 0,
    calls_today         SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    last_call_time      DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    last_call_finish    DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    KEY group_id (group_id),
    KEY group_weight (group_weight)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_campaign_agents (
    user                VARCHAR(20)       NOT NULL DEFAULT '',
    campaign_id         VARCHAR(20)       NOT NULL DEFAULT '',
    campaign_rank       TINYINT           NOT NULL DEFAULT 0,
    campaign_weight     TINYINT           NOT NULL DEFAULT 0,
    calls_today         SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    KEY campaign_id (campaign_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_call_times (
    call_time_id        VARCHAR(10)       NOT NULL,
    call_time_name      VARCHAR(30)       NOT NULL DEFAULT '',
    ct_default_start    SMALLINT UNSIGNED NOT NULL DEFAULT 900,
    ct_default_stop     SMALLINT UNSIGNED NOT NULL DEFAULT 2100,
    ct_sunday_start     SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_sunday_stop      SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_monday_start     SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_monday_stop      SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_tuesday_start    SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_tuesday_stop     SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_wednesday_start  SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_wednesday_stop   SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_thursday_start   SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_thursday_stop    SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_friday_start     SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_friday_stop      SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_saturday_start   SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_saturday_stop    SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ct_state_call_times TEXT              NULL,
    PRIMARY KEY (call_time_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS phones (
    extension           VARCHAR(100)      NOT NULL DEFAULT '',
    dialplan_number     VARCHAR(20)       NOT NULL DEFAULT '',
    server_ip           VARCHAR(15)       NOT NULL DEFAULT '',
    login               VARCHAR(15)       NOT NULL DEFAULT '',
    pass                VARCHAR(10)       NOT NULL DEFAULT '',
    active              ENUM('Y','N')     NOT NULL DEFAULT 'Y',
    fullname            VARCHAR(50)       NOT NULL DEFAULT '',
    protocol            VARCHAR(10)       NOT NULL DEFAULT 'SIP',
    UNIQUE KEY extenserver (extension, server_ip),
    KEY server_ip (server_ip)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS server_keepalive_processes (
    server_ip           VARCHAR(15)       NOT NULL,
    name                VARCHAR(50)       NOT NULL DEFAULT '',
    pid                 INT UNSIGNED      NOT NULL DEFAULT 0,
    last_checkin        DATETIME          NOT NULL DEFAULT '0000-00-00 00:00:00',
    PRIMARY KEY (server_ip, name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_campaign_forms (
    id                  INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    campaigns           TEXT              NULL,
    name                VARCHAR(15)       NOT NULL DEFAULT '',
    description         VARCHAR(50)       NOT NULL DEFAULT '',
    priority            INT UNSIGNED      NOT NULL DEFAULT 1,
    deleted             TINYINT UNSIGNED  NOT NULL DEFAULT 0,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS osdial_campaign_fields (
    id                  INT UNSIGNED      NOT NULL AUTO_INCREMENT,
    form_id             INT UNSIGNED      NOT NULL DEFAULT 0,
    name                VARCHAR(15)       NOT NULL DEFAULT '',
    description         VARCHAR(50)       NOT NULL DEFAULT '',
    options             VARCHAR(255)      NOT NULL DEFAULT '',
    length              INT UNSIGNED      NOT NULL DEFAULT 0,
    priority            INT UNSIGNED      NOT NULL DEFAULT 1,
    deleted             TINYINT UNSIGNED  NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    KEY form_id (form_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS conferences (
    conf_exten INT(7) UNSIGNED NOT NULL, server_ip VARCHAR(15) NOT NULL, extension VARCHAR(100),
    UNIQUE KEY extenserver (conf_exten, server_ip)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE IF NOT EXISTS osdial_conferences (
    conf_exten INT(7) UNSIGNED NOT NULL, server_ip VARCHAR(15) NOT NULL, extension VARCHAR(100),
    UNIQUE KEY extenserver (conf_exten, server_ip)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8;
