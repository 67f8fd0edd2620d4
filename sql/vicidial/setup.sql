-- The part of a current VICIdial database (2.14, schema 1728) that its admin sets up. Only makes what is missing.

CREATE TABLE IF NOT EXISTS system_settings (
    use_non_latin ENUM('0','1') DEFAULT '0', webroot_writable ENUM('0','1') DEFAULT '1',
    enable_queuemetrics_logging ENUM('0','1') DEFAULT '0', version VARCHAR(50), install_date VARCHAR(50),
    default_local_gmt VARCHAR(6) DEFAULT '-5.00', custom_fields_enabled ENUM('0','1') DEFAULT '0',
    callback_limit SMALLINT UNSIGNED DEFAULT 1000, custom_dialplan_entry TEXT,
    pass_hash_enabled ENUM('0','1') DEFAULT '0', db_schema_version INT UNSIGNED DEFAULT 0,
    db_schema_update_date DATETIME, svn_revision INT DEFAULT 0, enable_drop_lists ENUM('0','1','2') DEFAULT '0'
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS servers (
    server_id VARCHAR(10) NOT NULL, server_description VARCHAR(255), server_ip VARCHAR(15) NOT NULL,
    active ENUM('Y','N'), asterisk_version VARCHAR(20) DEFAULT '1.4.21.2', max_vicidial_trunks SMALLINT DEFAULT 23,
    telnet_host VARCHAR(20) NOT NULL DEFAULT 'localhost', telnet_port INT NOT NULL DEFAULT 5038,
    ASTmgrUSERNAME VARCHAR(20) NOT NULL DEFAULT 'cron', ASTmgrSECRET VARCHAR(20) NOT NULL DEFAULT '1234',
    local_gmt VARCHAR(6) DEFAULT '-5.00', answer_transfer_agent VARCHAR(20) NOT NULL DEFAULT '8365',
    ext_context VARCHAR(20) NOT NULL DEFAULT 'default', outbound_calls_per_second SMALLINT UNSIGNED DEFAULT 5,
    generate_vicidial_conf ENUM('Y','N') DEFAULT 'Y', rebuild_conf_files ENUM('Y','N') DEFAULT 'Y',
    active_asterisk_server ENUM('Y','N') DEFAULT 'Y', custom_dialplan_entry TEXT,
    conf_engine VARCHAR(20) DEFAULT 'MEETME', routing_prefix VARCHAR(10) DEFAULT '13',
    PRIMARY KEY (server_id), UNIQUE KEY server_ip (server_ip)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS phones (
    extension VARCHAR(100), dialplan_number VARCHAR(20), voicemail_id VARCHAR(10), phone_ip VARCHAR(15),
    computer_ip VARCHAR(15), server_ip VARCHAR(15), login VARCHAR(15), pass VARCHAR(10), status VARCHAR(10),
    active ENUM('Y','N'), phone_type VARCHAR(50), fullname VARCHAR(50), protocol VARCHAR(10) DEFAULT 'SIP',
    local_gmt VARCHAR(6) DEFAULT '-5.00',
    UNIQUE KEY extenserver (extension, server_ip), KEY server_ip (server_ip), KEY voicemail_id (voicemail_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_users (
    user_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    user VARCHAR(20) NOT NULL, pass VARCHAR(100) NOT NULL, full_name VARCHAR(50), user_level TINYINT UNSIGNED DEFAULT 1,
    user_group VARCHAR(20), phone_login VARCHAR(20), phone_pass VARCHAR(20), closer_campaigns TEXT,
    scheduled_callbacks ENUM('1','0') DEFAULT '1', agentonly_callbacks ENUM('1','0') DEFAULT '0',
    vicidial_recording ENUM('1','0') DEFAULT '1',
    vicidial_recording_override ENUM('DISABLED','NEVER','ONDEMAND','ALLCALLS','ALLFORCE') DEFAULT 'DISABLED',
    active ENUM('Y','N') DEFAULT 'Y', pass_hash VARCHAR(100) DEFAULT '',
    max_inbound_calls SMALLINT UNSIGNED DEFAULT 0,
    inbound_credits MEDIUMINT DEFAULT -1, user_hide_realtime ENUM('0','1') DEFAULT '0',
    PRIMARY KEY (user_id), UNIQUE KEY user (user)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_user_groups (
    user_group VARCHAR(20) NOT NULL, group_name VARCHAR(40) NOT NULL, allowed_campaigns TEXT,
    PRIMARY KEY (user_group)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_campaigns (
    campaign_id VARCHAR(8) NOT NULL,
    campaign_name VARCHAR(40), campaign_description VARCHAR(255), active ENUM('Y','N'),
    dial_statuses VARCHAR(255) DEFAULT ' NEW -',
    lead_order VARCHAR(30), closer_campaigns TEXT, xfer_groups TEXT,
    default_xfer_group VARCHAR(20) DEFAULT '---NONE---',
    hopper_level INT UNSIGNED DEFAULT 1, auto_dial_level VARCHAR(6) DEFAULT '0',
    dial_method ENUM('MANUAL','RATIO','ADAPT_HARD_LIMIT','ADAPT_TAPERED','ADAPT_AVERAGE',
                    'INBOUND_MAN','SHARED_RATIO','SHARED_ADAPT_HARD_LIMIT','SHARED_ADAPT_TAPERED',
                    'SHARED_ADAPT_AVERAGE') DEFAULT 'MANUAL',
    available_only_ratio_tally ENUM('Y','N') DEFAULT 'N', next_agent_call VARCHAR(40) DEFAULT 'longest_wait_time',
    local_call_time VARCHAR(10) DEFAULT '9am-9pm', dial_timeout TINYINT UNSIGNED DEFAULT 60,
    dial_prefix VARCHAR(20) DEFAULT '9', campaign_cid VARCHAR(20) DEFAULT '0000000000',
    campaign_vdad_exten VARCHAR(20) DEFAULT '8368', drop_call_seconds TINYINT DEFAULT 5,
    drop_action VARCHAR(20) DEFAULT 'AUDIO', safe_harbor_exten VARCHAR(20) DEFAULT '8307',
    drop_inbound_group VARCHAR(20) DEFAULT '---NONE---', allow_closers ENUM('Y','N') DEFAULT 'Y',
    campaign_allow_inbound ENUM('Y','N') DEFAULT 'N', scheduled_callbacks ENUM('Y','N') DEFAULT 'N',
    campaign_recording ENUM('NEVER','ONDEMAND','ALLCALLS','ALLFORCE') DEFAULT 'ONDEMAND',
    campaign_rec_filename VARCHAR(50) DEFAULT 'FULLDATE_CUSTPHONE', auto_alt_dial VARCHAR(30) DEFAULT 'NONE',
    auto_alt_dial_statuses VARCHAR(255) DEFAULT ' B N NA DC -', manual_dial_list_id BIGINT UNSIGNED DEFAULT 998,
    use_internal_dnc ENUM('Y','N','AREACODE') DEFAULT 'N', use_campaign_dnc ENUM('Y','N','AREACODE') DEFAULT 'N',
    start_call_url TEXT, dispo_call_url TEXT, campaign_calldate DATETIME,
    extension_appended_cidname ENUM('Y','N') DEFAULT 'N',
    use_other_campaign_dnc VARCHAR(8) DEFAULT '', routing_initiated_recordings ENUM('Y','N') DEFAULT 'Y',
    PRIMARY KEY (campaign_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_campaign_stats (
    campaign_id VARCHAR(20) NOT NULL,
    update_time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    dialable_leads INT UNSIGNED DEFAULT 0, calls_today INT UNSIGNED DEFAULT 0, answers_today INT UNSIGNED DEFAULT 0,
    drops_today DECIMAL(12,3) DEFAULT 0, drops_today_pct VARCHAR(6) DEFAULT '0',
    agent_calls_today INT UNSIGNED DEFAULT 0, agent_wait_today BIGINT UNSIGNED DEFAULT 0,
    agent_custtalk_today BIGINT UNSIGNED DEFAULT 0, agent_acw_today BIGINT UNSIGNED DEFAULT 0,
    agent_pause_today BIGINT UNSIGNED DEFAULT 0,
    PRIMARY KEY (campaign_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_inbound_groups (
    group_id VARCHAR(20) NOT NULL,
    group_name VARCHAR(30), group_color VARCHAR(7), active ENUM('Y','N'),
    next_agent_call VARCHAR(30) DEFAULT 'longest_wait_time',
    call_time_id VARCHAR(20) DEFAULT '24hours', drop_call_seconds SMALLINT UNSIGNED DEFAULT 360,
    drop_action VARCHAR(20) DEFAULT 'MESSAGE', drop_exten VARCHAR(20) DEFAULT '8307',
    agent_alert_exten VARCHAR(100) DEFAULT 'ding', default_xfer_group VARCHAR(20) DEFAULT '---NONE---',
    ingroup_recording_override ENUM('DISABLED','NEVER','ONDEMAND','ALLCALLS','ALLFORCE') DEFAULT 'DISABLED',
    ingroup_rec_filename VARCHAR(50) DEFAULT 'NONE', queue_priority TINYINT DEFAULT 0,
    default_list_id BIGINT UNSIGNED DEFAULT 999,
    routing_initiated_recordings ENUM('Y','N') DEFAULT 'Y',
    PRIMARY KEY (group_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_inbound_group_agents (
    user VARCHAR(20), group_id VARCHAR(20), group_rank TINYINT DEFAULT 0, group_weight TINYINT DEFAULT 0,
    calls_today SMALLINT UNSIGNED DEFAULT 0, group_web_vars VARCHAR(255) DEFAULT '',
    group_grade TINYINT UNSIGNED DEFAULT 1, calls_today_filtered SMALLINT UNSIGNED DEFAULT 0,
    daily_limit SMALLINT DEFAULT -1,
    UNIQUE KEY viga_user_group_id (user, group_id), KEY group_id (group_id), KEY user (user)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_live_inbound_agents (
    user VARCHAR(20), group_id VARCHAR(20), group_weight TINYINT DEFAULT 0, calls_today SMALLINT UNSIGNED DEFAULT 0,
    last_call_time DATETIME, last_call_finish DATETIME,
    group_grade TINYINT UNSIGNED DEFAULT 1, calls_today_filtered SMALLINT UNSIGNED DEFAULT 0,
    last_call_time_filtered DATETIME, last_call_finish_filtered DATETIME, daily_limit SMALLINT DEFAULT -1,
    UNIQUE KEY vlia_user_group_id (user, group_id), KEY group_id (group_id), KEY group_weight (group_weight)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_campaign_agents (
    user VARCHAR(20), campaign_id VARCHAR(20), campaign_rank TINYINT DEFAULT 0, campaign_weight TINYINT DEFAULT 0,
    calls_today SMALLINT UNSIGNED DEFAULT 0,
    campaign_grade TINYINT UNSIGNED DEFAULT 1,
    UNIQUE KEY vlca_user_campaign_id (user, campaign_id), KEY campaign_id (campaign_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_statuses (
    status VARCHAR(6) NOT NULL, status_name VARCHAR(30), selectable ENUM('Y','N'),
    human_answered ENUM('Y','N') DEFAULT 'N',
    category VARCHAR(20) DEFAULT 'UNDEFINED', sale ENUM('Y','N') DEFAULT 'N', dnc ENUM('Y','N') DEFAULT 'N',
    customer_contact ENUM('Y','N') DEFAULT 'N', not_interested ENUM('Y','N') DEFAULT 'N',
    unworkable ENUM('Y','N') DEFAULT 'N', scheduled_callback ENUM('Y','N') DEFAULT 'N',
    completed ENUM('Y','N') DEFAULT 'N',
    min_sec INT UNSIGNED DEFAULT 0, max_sec INT UNSIGNED DEFAULT 0, answering_machine ENUM('Y','N') DEFAULT 'N',
    PRIMARY KEY (status)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_campaign_statuses (
    status VARCHAR(6) NOT NULL, status_name VARCHAR(30), selectable ENUM('Y','N'), campaign_id VARCHAR(8),
    human_answered ENUM('Y','N') DEFAULT 'N', category VARCHAR(20) DEFAULT 'UNDEFINED', sale ENUM('Y','N') DEFAULT 'N',
    dnc ENUM('Y','N') DEFAULT 'N', customer_contact ENUM('Y','N') DEFAULT 'N', not_interested ENUM('Y','N') DEFAULT 'N',
    unworkable ENUM('Y','N') DEFAULT 'N', scheduled_callback ENUM('Y','N') DEFAULT 'N',
    completed ENUM('Y','N') DEFAULT 'N',
    min_sec INT UNSIGNED DEFAULT 0, max_sec INT UNSIGNED DEFAULT 0, answering_machine ENUM('Y','N') DEFAULT 'N',
    KEY campaign_id (campaign_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_call_times (
    call_time_id VARCHAR(10) NOT NULL, call_time_name VARCHAR(30) NOT NULL, call_time_comments VARCHAR(255) DEFAULT '',
    ct_default_start SMALLINT UNSIGNED NOT NULL DEFAULT 900, ct_default_stop SMALLINT UNSIGNED NOT NULL DEFAULT 2100,
    ct_sunday_start SMALLINT UNSIGNED DEFAULT 0, ct_sunday_stop SMALLINT UNSIGNED DEFAULT 0,
    ct_monday_start SMALLINT UNSIGNED DEFAULT 0, ct_monday_stop SMALLINT UNSIGNED DEFAULT 0,
    ct_tuesday_start SMALLINT UNSIGNED DEFAULT 0, ct_tuesday_stop SMALLINT UNSIGNED DEFAULT 0,
    ct_wednesday_start SMALLINT UNSIGNED DEFAULT 0, ct_wednesday_stop SMALLINT UNSIGNED DEFAULT 0,
    ct_thursday_start SMALLINT UNSIGNED DEFAULT 0, ct_thursday_stop SMALLINT UNSIGNED DEFAULT 0,
    ct_friday_start SMALLINT UNSIGNED DEFAULT 0, ct_friday_stop SMALLINT UNSIGNED DEFAULT 0,
    ct_saturday_start SMALLINT UNSIGNED DEFAULT 0, ct_saturday_stop SMALLINT UNSIGNED DEFAULT 0,
    ct_state_call_times TEXT,
    PRIMARY KEY (call_time_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_extension_groups (
    extension_id INT UNSIGNED NOT NULL AUTO_INCREMENT, extension_group_id VARCHAR(20) NOT NULL,
    extension VARCHAR(100) DEFAULT '8300', `rank` MEDIUMINT DEFAULT 0, campaign_groups TEXT,
    call_count_today MEDIUMINT DEFAULT 0, last_call_time DATETIME, last_callerid VARCHAR(20) DEFAULT '',
    PRIMARY KEY (extension_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_inbound_dids (
    did_id INT UNSIGNED NOT NULL AUTO_INCREMENT, did_pattern VARCHAR(50) NOT NULL, did_description VARCHAR(50),
    did_active ENUM('Y','N') DEFAULT 'Y',
    did_route ENUM('EXTEN','VOICEMAIL','AGENT','PHONE','IN_GROUP','CALLMENU') DEFAULT 'EXTEN',
    extension VARCHAR(50) DEFAULT '9998811112', exten_context VARCHAR(50) DEFAULT 'default',
    group_id VARCHAR(20), call_handle_method VARCHAR(20) DEFAULT 'CID', list_id BIGINT UNSIGNED DEFAULT 999,
    campaign_id VARCHAR(8),
    PRIMARY KEY (did_id), UNIQUE KEY did_pattern (did_pattern)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS conferences (
    conf_exten INT(7) UNSIGNED NOT NULL, server_ip VARCHAR(15) NOT NULL, extension VARCHAR(100),
    UNIQUE KEY extenserver (conf_exten, server_ip)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_conferences (
    conf_exten INT(7) UNSIGNED NOT NULL, server_ip VARCHAR(15) NOT NULL, extension VARCHAR(100),
    UNIQUE KEY extenserver (conf_exten, server_ip)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;
