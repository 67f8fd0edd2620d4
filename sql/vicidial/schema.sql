-- The part of a current VICIdial database (2.14, schema 1728) in which calls leave their marks: names, types, engines,
-- defaults and keys as a dialer has them. Only makes what is missing; can be run again.

CREATE TABLE IF NOT EXISTS vicidial_lists (
    list_id BIGINT UNSIGNED NOT NULL,
    list_name VARCHAR(30), campaign_id VARCHAR(8), active ENUM('Y','N'), list_description VARCHAR(255),
    list_changedate DATETIME, list_lastcalldate DATETIME, reset_time VARCHAR(100) DEFAULT '',
    agent_script_override VARCHAR(20) DEFAULT '', campaign_cid_override VARCHAR(20) DEFAULT '',
    am_message_exten_override VARCHAR(100) DEFAULT '', drop_inbound_group_override VARCHAR(20) DEFAULT '',
    expiration_date DATE DEFAULT '2099-12-31', local_call_time VARCHAR(10) NOT NULL DEFAULT 'campaign',
    PRIMARY KEY (list_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_list (
    lead_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    entry_date DATETIME,
    modify_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    status VARCHAR(6), user VARCHAR(20), vendor_lead_code VARCHAR(20), source_id VARCHAR(50),
    list_id BIGINT UNSIGNED NOT NULL DEFAULT 0, gmt_offset_now DECIMAL(4,2) DEFAULT 0.00,
    called_since_last_reset ENUM('Y','N','Y1','Y2','Y3','Y4','Y5','Y6','Y7','Y8','Y9','Y10','D') DEFAULT 'N',
    phone_code VARCHAR(10), phone_number VARCHAR(18) NOT NULL,
    title VARCHAR(4), first_name VARCHAR(30), middle_initial VARCHAR(1), last_name VARCHAR(30),
    address1 VARCHAR(100), address2 VARCHAR(100), address3 VARCHAR(100), city VARCHAR(50), state VARCHAR(2),
    province VARCHAR(50), postal_code VARCHAR(10), country_code VARCHAR(3), gender ENUM('M','F','U') DEFAULT 'U',
    date_of_birth DATE, alt_phone VARCHAR(12), email VARCHAR(70), security_phrase VARCHAR(100),
    comments VARCHAR(255), called_count SMALLINT UNSIGNED DEFAULT 0, last_local_call_time DATETIME,
    `rank` SMALLINT NOT NULL DEFAULT 0, owner VARCHAR(20) DEFAULT '', entry_list_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
    PRIMARY KEY (lead_id),
    KEY phone_number (phone_number), KEY list_id (list_id), KEY status (status),
    KEY called_since_last_reset (called_since_last_reset), KEY gmt_offset_now (gmt_offset_now),
    KEY postal_code (postal_code), KEY last_local_call_time (last_local_call_time), KEY `rank` (`rank`),
    KEY owner (owner)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_hopper (
    hopper_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    lead_id INT UNSIGNED NOT NULL, campaign_id VARCHAR(8),
    status ENUM('READY','QUEUE','INCALL','DONE','HOLD','DNC','RHOLD','RQUEUE') DEFAULT 'READY',
    user VARCHAR(20), list_id BIGINT UNSIGNED NOT NULL, gmt_offset_now DECIMAL(4,2) DEFAULT 0.00,
    state VARCHAR(2) DEFAULT '', alt_dial VARCHAR(6) DEFAULT 'NONE', priority TINYINT NOT NULL DEFAULT 0,
    source VARCHAR(1) DEFAULT '',
    vendor_lead_code VARCHAR(20) DEFAULT '',
    PRIMARY KEY (hopper_id), KEY lead_id (lead_id)
) ENGINE = MEMORY DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_lists_fields (
    field_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    list_id BIGINT UNSIGNED NOT NULL DEFAULT 0, field_label VARCHAR(50), field_name VARCHAR(5000),
    field_description VARCHAR(100), field_rank SMALLINT NOT NULL DEFAULT 1, field_help VARCHAR(1000),
    field_type ENUM('TEXT','AREA','SELECT','MULTI','RADIO','CHECKBOX','DATE','TIME','DISPLAY','SCRIPT','HIDDEN',
                   'READONLY','HIDEBLOB','SWITCH','SOURCESELECT','BUTTON') DEFAULT 'TEXT',
    field_options VARCHAR(5000), field_size SMALLINT NOT NULL DEFAULT 0, field_max SMALLINT NOT NULL DEFAULT 0,
    field_default VARCHAR(255), field_required ENUM('Y','N') DEFAULT 'N',
    field_encrypt ENUM('Y','N') DEFAULT 'N', field_duplicate ENUM('Y','N') DEFAULT 'N',
    PRIMARY KEY (field_id), UNIQUE KEY listfield (list_id, field_label)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

-- The custom fields of list 101, as the dialer's admin page makes such a table.
CREATE TABLE IF NOT EXISTS custom_101 (
    lead_id INT UNSIGNED NOT NULL,
    clinic VARCHAR(50), appointment VARCHAR(30), remarks TEXT,
    PRIMARY KEY (lead_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_remote_agents (
    remote_agent_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    user_start VARCHAR(20), number_of_lines TINYINT UNSIGNED DEFAULT 1, server_ip VARCHAR(15) NOT NULL,
    conf_exten VARCHAR(20), status ENUM('ACTIVE','INACTIVE') DEFAULT 'INACTIVE', campaign_id VARCHAR(8),
    closer_campaigns TEXT, extension_group VARCHAR(20) DEFAULT 'NONE',
    extension_group_order VARCHAR(20) DEFAULT 'NONE', on_hook_agent ENUM('Y','N') DEFAULT 'N',
    on_hook_ring_time SMALLINT DEFAULT 15,
    PRIMARY KEY (remote_agent_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_live_agents (
    live_agent_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    user VARCHAR(20), server_ip VARCHAR(15) NOT NULL, conf_exten VARCHAR(20), extension VARCHAR(100),
    status ENUM('READY','QUEUE','INCALL','PAUSED','CLOSER','MQUEUE') DEFAULT 'PAUSED',
    lead_id INT UNSIGNED NOT NULL, campaign_id VARCHAR(8), uniqueid VARCHAR(20), callerid VARCHAR(20),
    channel VARCHAR(100), random_id INT UNSIGNED, last_call_time DATETIME,
    last_update_time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    last_call_finish DATETIME, closer_campaigns TEXT, call_server_ip VARCHAR(15), user_level TINYINT DEFAULT 0,
    comments VARCHAR(20), campaign_weight TINYINT DEFAULT 0, calls_today SMALLINT UNSIGNED DEFAULT 0,
    external_hangup VARCHAR(1) DEFAULT '', external_status VARCHAR(255) DEFAULT '',
    external_pause VARCHAR(20) DEFAULT '', external_dial VARCHAR(100) DEFAULT '',
    external_ingroups TEXT, external_blended ENUM('0','1') DEFAULT '0',
    external_igb_set_user VARCHAR(20) DEFAULT '', external_update_fields ENUM('0','1') DEFAULT '0',
    external_update_fields_data VARCHAR(255) DEFAULT '', external_timer_action VARCHAR(20) DEFAULT '',
    external_dtmf VARCHAR(100) DEFAULT '', external_transferconf VARCHAR(100) DEFAULT '',
    external_park VARCHAR(40) DEFAULT '', agent_territories TEXT, outbound_autodial ENUM('Y','N') DEFAULT 'N',
    manager_ingroup_set ENUM('Y','N','SET') DEFAULT 'N', ra_user VARCHAR(20) DEFAULT '',
    ra_extension VARCHAR(100) DEFAULT '', last_state_change DATETIME, agent_log_id INT UNSIGNED DEFAULT 0,
    on_hook_agent ENUM('Y','N') DEFAULT 'N', on_hook_ring_time SMALLINT DEFAULT 15,
    ring_callerid VARCHAR(20) DEFAULT '', last_inbound_call_time DATETIME, last_inbound_call_finish DATETIME,
    campaign_grade TINYINT UNSIGNED DEFAULT 1, external_recording VARCHAR(20) DEFAULT '',
    external_pause_code VARCHAR(6) DEFAULT '', pause_code VARCHAR(6) DEFAULT '',
    preview_lead_id INT UNSIGNED DEFAULT 0, external_lead_id INT UNSIGNED DEFAULT 0,
    last_inbound_call_time_filtered DATETIME, last_inbound_call_finish_filtered DATETIME,
    dial_campaign_id VARCHAR(8) DEFAULT '',
    PRIMARY KEY (live_agent_id),
    KEY random_id (random_id), KEY last_call_time (last_call_time), KEY last_update_time (last_update_time),
    KEY last_call_finish (last_call_finish)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_auto_calls (
    auto_call_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    server_ip VARCHAR(15) NOT NULL, campaign_id VARCHAR(20),
    status ENUM('SENT','RINGING','LIVE','XFER','PAUSED','CLOSER','BUSY','DISCONNECT','IVR') DEFAULT 'PAUSED',
    lead_id INT UNSIGNED NOT NULL, uniqueid VARCHAR(20), callerid VARCHAR(20), channel VARCHAR(100),
    phone_code VARCHAR(10), phone_number VARCHAR(18), call_time DATETIME,
    call_type ENUM('IN','OUT','OUTBALANCE') DEFAULT 'OUT', stage VARCHAR(20) DEFAULT 'START',
    last_update_time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    alt_dial VARCHAR(6) DEFAULT 'NONE', queue_priority TINYINT DEFAULT 0, agent_only VARCHAR(20) DEFAULT '',
    agent_grab VARCHAR(20) DEFAULT '', queue_position SMALLINT UNSIGNED DEFAULT 1, extension VARCHAR(100) DEFAULT '',
    agent_grab_extension VARCHAR(100) DEFAULT '',
    PRIMARY KEY (auto_call_id),
    KEY uniqueid (uniqueid), KEY callerid (callerid), KEY call_time (call_time), KEY last_update_time (last_update_time)
) ENGINE = MEMORY DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_log (
    uniqueid VARCHAR(20) NOT NULL,
    lead_id INT UNSIGNED NOT NULL, list_id BIGINT UNSIGNED, campaign_id VARCHAR(8), call_date DATETIME,
    start_epoch INT UNSIGNED, end_epoch INT UNSIGNED, length_in_sec INT, status VARCHAR(6),
    phone_code VARCHAR(10), phone_number VARCHAR(18), user VARCHAR(20), comments VARCHAR(255),
    processed ENUM('Y','N'), user_group VARCHAR(20),
    term_reason ENUM('CALLER','AGENT','QUEUETIMEOUT','ABANDON','AFTERHOURS','NONE','SYSTEM') DEFAULT 'NONE',
    alt_dial VARCHAR(6) DEFAULT 'NONE',
    called_count SMALLINT UNSIGNED DEFAULT 0,
    PRIMARY KEY (uniqueid),
    KEY lead_id (lead_id), KEY call_date (call_date)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_closer_log (
    closecallid INT UNSIGNED NOT NULL AUTO_INCREMENT,
    lead_id INT UNSIGNED NOT NULL, list_id BIGINT UNSIGNED, campaign_id VARCHAR(20), call_date DATETIME,
    start_epoch INT UNSIGNED, end_epoch INT UNSIGNED, length_in_sec INT, status VARCHAR(6),
    phone_code VARCHAR(10), phone_number VARCHAR(18), user VARCHAR(20), comments VARCHAR(255),
    processed ENUM('Y','N'), queue_seconds DECIMAL(7,2) DEFAULT 0, user_group VARCHAR(20),
    xfercallid INT UNSIGNED,
    term_reason ENUM('CALLER','AGENT','QUEUETIMEOUT','ABANDON','AFTERHOURS','HOLDRECALLXFER','HOLDTIME','NOAGENT',
                    'NONE','MAXCALLS','ACFILTER','CLOSETIME') DEFAULT 'NONE',
    uniqueid VARCHAR(20) NOT NULL DEFAULT '', agent_only VARCHAR(20) DEFAULT '',
    queue_position SMALLINT UNSIGNED DEFAULT 1,
    called_count SMALLINT UNSIGNED DEFAULT 0,
    PRIMARY KEY (closecallid),
    KEY lead_id (lead_id), KEY call_date (call_date), KEY campaign_id (campaign_id), KEY uniqueid (uniqueid)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_log_extended (
    uniqueid VARCHAR(50) NOT NULL,
    server_ip VARCHAR(15), call_date DATETIME, lead_id INT UNSIGNED, caller_code VARCHAR(30) NOT NULL,
    custom_call_id VARCHAR(100),
    start_url_processed ENUM('N','Y','U') DEFAULT 'N', dispo_url_processed ENUM('N','Y','U','XY','XU') DEFAULT 'N',
    multi_alt_processed ENUM('N','Y','U') DEFAULT 'N',
    noanswer_processed ENUM('N','Y','U') DEFAULT 'N',
    PRIMARY KEY (uniqueid), KEY call_date (call_date), KEY lead_id (lead_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_agent_log (
    agent_log_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    user VARCHAR(20), server_ip VARCHAR(15) NOT NULL, event_time DATETIME, lead_id INT UNSIGNED,
    campaign_id VARCHAR(8), pause_epoch INT UNSIGNED, pause_sec SMALLINT UNSIGNED DEFAULT 0,
    wait_epoch INT UNSIGNED, wait_sec SMALLINT UNSIGNED DEFAULT 0,
    talk_epoch INT UNSIGNED, talk_sec SMALLINT UNSIGNED DEFAULT 0,
    dispo_epoch INT UNSIGNED, dispo_sec SMALLINT UNSIGNED DEFAULT 0,
    status VARCHAR(6), user_group VARCHAR(20), comments VARCHAR(20), sub_status VARCHAR(6),
    dead_epoch INT UNSIGNED, dead_sec SMALLINT UNSIGNED DEFAULT 0, processed ENUM('Y','N') DEFAULT 'N',
    uniqueid VARCHAR(20) DEFAULT '',
    pause_type ENUM('UNDEFINED','SYSTEM','AGENT','API','ADMIN') DEFAULT 'UNDEFINED',
    PRIMARY KEY (agent_log_id),
    KEY lead_id (lead_id), KEY user (user), KEY event_time (event_time)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_user_log (
    user_log_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    user VARCHAR(20), event VARCHAR(50), campaign_id VARCHAR(8), event_date DATETIME, event_epoch INT UNSIGNED,
    user_group VARCHAR(20), session_id VARCHAR(20), server_ip VARCHAR(15), extension VARCHAR(50),
    computer_ip VARCHAR(15), browser VARCHAR(255), data VARCHAR(255),
    phone_login VARCHAR(15) DEFAULT '', server_phone VARCHAR(15) DEFAULT '', phone_ip VARCHAR(15) DEFAULT '',
    webserver SMALLINT UNSIGNED DEFAULT 0, login_url INT UNSIGNED DEFAULT 0,
    browser_width SMALLINT UNSIGNED DEFAULT 0, browser_height SMALLINT UNSIGNED DEFAULT 0,
    PRIMARY KEY (user_log_id), KEY user (user), KEY event_date (event_date)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS user_call_log (
    user_call_log_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    user VARCHAR(20), call_date DATETIME, call_type VARCHAR(20), server_ip VARCHAR(15), phone_number VARCHAR(20),
    number_dialed VARCHAR(30), lead_id INT UNSIGNED, callerid VARCHAR(20), group_alias_id VARCHAR(30),
    preset_name VARCHAR(40) DEFAULT '', campaign_id VARCHAR(20) DEFAULT '',
    customer_hungup VARCHAR(20) DEFAULT '', customer_hungup_seconds SMALLINT UNSIGNED DEFAULT 0,
    xfer_hungup VARCHAR(20) DEFAULT '', xfer_hungup_datetime DATETIME,
    PRIMARY KEY (user_call_log_id), KEY user (user), KEY call_date (call_date)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS call_log (
    uniqueid VARCHAR(20) NOT NULL,
    channel VARCHAR(100), channel_group VARCHAR(30), type VARCHAR(10), server_ip VARCHAR(15), extension VARCHAR(100),
    number_dialed VARCHAR(15), caller_code VARCHAR(20), start_time DATETIME, start_epoch INT, end_time DATETIME,
    end_epoch INT, length_in_sec INT, length_in_min DOUBLE(8,2),
    PRIMARY KEY (uniqueid), KEY caller_code (caller_code), KEY server_ip (server_ip), KEY channel (channel)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS recording_log (
    recording_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    channel VARCHAR(100), server_ip VARCHAR(15), extension VARCHAR(100), start_time DATETIME,
    start_epoch INT UNSIGNED, end_time DATETIME, end_epoch INT UNSIGNED, length_in_sec MEDIUMINT UNSIGNED,
    length_in_min DOUBLE(8,2), filename VARCHAR(100), location VARCHAR(255), lead_id INT UNSIGNED, user VARCHAR(20),
    vicidial_id VARCHAR(20),
    PRIMARY KEY (recording_id),
    KEY filename (filename), KEY lead_id (lead_id), KEY user (user), KEY vicidial_id (vicidial_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_carrier_log (
    uniqueid VARCHAR(20) NOT NULL,
    call_date DATETIME, server_ip VARCHAR(15) NOT NULL, lead_id INT UNSIGNED, hangup_cause TINYINT UNSIGNED DEFAULT 0,
    dialstatus VARCHAR(16), channel VARCHAR(100), dial_time SMALLINT UNSIGNED DEFAULT 0,
    answered_time SMALLINT UNSIGNED DEFAULT 0,
    sip_hangup_cause SMALLINT UNSIGNED DEFAULT 0, sip_hangup_reason VARCHAR(50) DEFAULT '',
    caller_code VARCHAR(30) DEFAULT '',
    PRIMARY KEY (uniqueid), KEY call_date (call_date), KEY lead_id (lead_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_xfer_log (
    xfercallid INT UNSIGNED NOT NULL AUTO_INCREMENT,
    lead_id INT UNSIGNED NOT NULL, list_id BIGINT UNSIGNED, campaign_id VARCHAR(20), call_date DATETIME,
    phone_code VARCHAR(10), phone_number VARCHAR(18), user VARCHAR(20), closer VARCHAR(20),
    front_uniqueid VARCHAR(50) DEFAULT '', close_uniqueid VARCHAR(50) DEFAULT '',
    PRIMARY KEY (xfercallid), KEY lead_id (lead_id), KEY call_date (call_date)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_remote_agent_log (
    uniqueid VARCHAR(20) DEFAULT '', callerid VARCHAR(20) DEFAULT '', ra_user VARCHAR(20), user VARCHAR(20),
    call_time DATETIME, extension VARCHAR(100) DEFAULT '', lead_id INT UNSIGNED DEFAULT 0,
    phone_number VARCHAR(18) DEFAULT '', campaign_id VARCHAR(20) DEFAULT '', processed ENUM('Y','N') DEFAULT 'N',
    comment VARCHAR(255) DEFAULT '',
    KEY call_time (call_time), KEY ra_user (ra_user), KEY extension (extension)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_daily_ra_stats (
    stats_date DATE NOT NULL, stats_flag ENUM('OPEN','CLOSED','CLOSING') DEFAULT 'CLOSED', user VARCHAR(20) DEFAULT '',
    update_time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    max_calls MEDIUMINT UNSIGNED DEFAULT 0, total_calls INT UNSIGNED DEFAULT 0,
    KEY stats_date (stats_date), KEY user (user)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_inbound_caller_codes (
    uniqueid VARCHAR(50) NOT NULL, server_ip VARCHAR(15), call_date DATETIME, lead_id INT UNSIGNED,
    caller_code VARCHAR(30) NOT NULL, group_id VARCHAR(20),
    KEY uniqueid (uniqueid), KEY call_date (call_date), KEY lead_id (lead_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_call_notes (
    notesid INT UNSIGNED NOT NULL AUTO_INCREMENT,
    lead_id INT UNSIGNED NOT NULL, vicidial_id VARCHAR(20), call_date DATETIME, order_id VARCHAR(20),
    appointment_date DATE, appointment_time TIME, call_notes TEXT,
    PRIMARY KEY (notesid), KEY lead_id (lead_id)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_callbacks (
    callback_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    lead_id INT UNSIGNED, list_id BIGINT UNSIGNED, campaign_id VARCHAR(8), status VARCHAR(10), entry_time DATETIME,
    callback_time DATETIME,
    modify_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    user VARCHAR(20), recipient ENUM('USERONLY','ANYONE'), comments VARCHAR(255), user_group VARCHAR(20),
    lead_status VARCHAR(6) DEFAULT 'CALLBK',
    email_alert DATETIME, email_result ENUM('SENT','FAILED','NOT AVAILABLE'),
    customer_timezone VARCHAR(100) DEFAULT '', customer_timezone_diff VARCHAR(6) DEFAULT '', customer_time DATETIME,
    PRIMARY KEY (callback_id),
    KEY lead_id (lead_id), KEY status (status), KEY callback_time (callback_time)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_dnc (
    phone_number VARCHAR(18) NOT NULL,
    PRIMARY KEY (phone_number)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_campaign_dnc (
    phone_number VARCHAR(18) NOT NULL, campaign_id VARCHAR(8) NOT NULL,
    UNIQUE KEY phonecamp (phone_number, campaign_id), KEY phone_number (phone_number)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_dnc_log (
    phone_number VARCHAR(18) NOT NULL, campaign_id VARCHAR(8) NOT NULL, action ENUM('add','delete') DEFAULT 'add',
    action_date DATETIME NOT NULL, user VARCHAR(20) DEFAULT '',
    KEY phone_number (phone_number), KEY action_date (action_date)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;

CREATE TABLE IF NOT EXISTS vicidial_manager (
    man_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    uniqueid VARCHAR(20), entry_date DATETIME, status ENUM('NEW','QUEUE','SENT','UPDATED','DEAD'),
    response ENUM('Y','N'), server_ip VARCHAR(15) NOT NULL, channel VARCHAR(100), action VARCHAR(20),
    callerid VARCHAR(20), cmd_line_b VARCHAR(100), cmd_line_c VARCHAR(100),
    cmd_line_d VARCHAR(200), cmd_line_e VARCHAR(100), cmd_line_f VARCHAR(100), cmd_line_g VARCHAR(100),
    cmd_line_h VARCHAR(100), cmd_line_i VARCHAR(50), cmd_line_j VARCHAR(50), cmd_line_k VARCHAR(100),
    PRIMARY KEY (man_id), KEY serverstat (server_ip, status), KEY callerid (callerid), KEY uniqueid (uniqueid)
) ENGINE = MyISAM DEFAULT CHARACTER SET latin1;
