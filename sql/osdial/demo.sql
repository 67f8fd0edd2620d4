-- The demo's call centre: campaign DEMO, list 8300 with twelve leads, and AI lines 9001 to 9005 behind extension 8300.
-- Leads keep what earlier demos made of them; lines and calls on the way are set up afresh. Can be run again.

INSERT IGNORE INTO system_settings (version, install_date) VALUES ('3.0.2.128', 'demo');

INSERT IGNORE INTO servers (server_id, server_description, server_ip, active, asterisk_version)
VALUES ('DEMO', 'This machine', '127.0.0.1', 'Y', '22');

INSERT IGNORE INTO osdial_users (user, full_name, user_level, user_group)
VALUES ('9001', 'AI line 1', 1, 'AI'),
       ('9002', 'AI line 2', 1, 'AI'),
       ('9003', 'AI line 3', 1, 'AI'),
       ('9004', 'AI line 4', 1, 'AI'),
       ('9005', 'AI line 5', 1, 'AI');

INSERT IGNORE INTO osdial_campaigns
       (campaign_id, campaign_name, active, dial_method, auto_dial_level, dial_statuses, scheduled_callbacks)
VALUES ('DEMO', 'Appointment reminders', 'Y', 'RATIO', '1', ' NEW CALLBK NA B -', 'Y');

INSERT IGNORE INTO osdial_lists (list_id, list_name, campaign_id, active, list_description)
VALUES (8300, 'Demo patients', 'DEMO', 'Y', 'Invented people with numbers reserved for fiction');

INSERT IGNORE INTO osdial_statuses (status, status_name, selectable, human_answered)
VALUES ('NEW', 'New lead', 'N', 'N'),
       ('QUEUE', 'Lead to be called', 'N', 'N'),
       ('INCALL', 'Lead being called', 'N', 'N'),
       ('XFER', 'Call transferred', 'Y', 'Y'),
       ('DROP', 'Agent not available', 'N', 'Y'),
       ('NA', 'No answer', 'N', 'N'),
       ('B', 'Busy', 'Y', 'N'),
       ('A', 'Answering machine', 'Y', 'N'),
       ('N', 'No answer', 'Y', 'N'),
       ('DNC', 'Do not call', 'Y', 'Y'),
       ('NI', 'Not interested', 'Y', 'Y'),
       ('SALE', 'Sale made', 'Y', 'Y'),
       ('CALLBK', 'Call back', 'Y', 'Y'),
       ('CBHOLD', 'Call back hold', 'N', 'Y');

INSERT IGNORE INTO osdial_campaign_statuses (status, status_name, selectable, campaign_id, human_answered)
VALUES ('CONF', 'Appointment confirmed', 'Y', 'DEMO', 'Y'),
       ('MOVED', 'Appointment moved', 'Y', 'DEMO', 'Y'),
       ('HU', 'Caller hung up', 'Y', 'DEMO', 'Y');

INSERT IGNORE INTO osdial_list
       (lead_id, entry_date, status, list_id, gmt_offset_now, phone_code, phone_number, title, first_name, last_name,
        city, state, postal_code, country_code, email, comments, post_date)
VALUES (1001, NOW(), 'NEW', 8300, -5, '1', '2125550101', 'Ms', 'Alice', 'Carter', 'New York', 'NY', '10001', 'USA',
        'alice@example.com', 'Dentist, Tuesday 10:00', '0000-00-00 00:00:00'),
       (1002, NOW(), 'NEW', 8300, -5, '1', '3055550102', 'Mr', 'José', 'Muñoz', 'Miami', 'FL', '33101', 'USA',
        'jose@example.com', 'Eye test, Wednesday 14:30', '0000-00-00 00:00:00'),
       (1003, NOW(), 'NEW', 8300, -6, '1', '3125550103', 'Mrs', 'Grace', 'O''Neill', 'Chicago', 'IL', '60601', 'USA',
        '', 'Check-up, Thursday 9:15', '0000-00-00 00:00:00'),
       (1004, NOW(), 'NEW', 8300, 3.5, '98', '2155550104', '', 'شیرین', 'رضایی', 'تهران', '', '11369', 'IRN',
        'shirin@example.com', 'نوبت دندانپزشکی، دوشنبه', '0000-00-00 00:00:00'),
       (1005, NOW(), 'NEW', 8300, 4, '971', '45550105', '', 'فاطمة', 'الحربي', 'دبي', '', '', 'ARE', '',
        'موعد الفحص يوم الأحد', '0000-00-00 00:00:00'),
       (1006, NOW(), 'NEW', 8300, -8, '1', '4155550106', 'Dr', 'Wei', 'Zhang', 'San Francisco', 'CA', '94102', 'USA',
        'wei@example.com', 'Blood test, Friday 8:00', '0000-00-00 00:00:00'),
       (1007, NOW(), 'NEW', 8300, -7, '1', '3035550107', 'Mr', 'Björn', 'Åkesson', 'Denver', 'CO', '80202', 'USA', '',
        'Physiotherapy, Monday 16:00', '0000-00-00 00:00:00'),
       (1008, NOW(), 'NEW', 8300, -5, '1', '6175550108', 'Ms', 'Priya', 'Raman', 'Boston', 'MA', '02108', 'USA',
        'priya@example.com', 'Dentist, Tuesday 11:00', '0000-00-00 00:00:00'),
       (1009, NOW(), 'NEW', 8300, -6, '1', '5125550109', 'Mr', 'Samuel', 'Lee', 'Austin', 'TX', '73301', 'USA', '',
        'Vaccination, Saturday 9:00', '0000-00-00 00:00:00'),
       (1010, NOW(), 'NEW', 8300, 0, '44', '2079460110', 'Mrs', 'Eleanor', 'Whitfield-Jones', 'London', '', 'SW1A 1AA',
        'GBR', 'eleanor@example.com', 'Hearing test, Wednesday 10:45', '0000-00-00 00:00:00'),
       (1011, NOW(), 'NEW', 8300, -5, '1', '4045550111', '', 'Chidi', 'Okafor', 'Atlanta', 'GA', '30303', 'USA', '',
        'Check-up, Thursday 13:00', '0000-00-00 00:00:00'),
       (1012, NOW(), 'NEW', 8300, -8, '1', '2065550112', 'Ms', 'Мария', 'Иванова', 'Seattle', 'WA', '98101', 'USA',
        'maria@example.com', 'Eye test, Friday 15:20', '0000-00-00 00:00:00');

DELETE FROM osdial_remote_agents WHERE user_start = '9001' AND server_ip = '127.0.0.1';

INSERT INTO osdial_remote_agents
       (user_start, number_of_lines, server_ip, conf_exten, status, campaign_id, closer_campaigns)
VALUES ('9001', 5, '127.0.0.1', '8300', 'ACTIVE', 'DEMO', ' -');

-- The lines are Parley's own: the host keeps them alive, since no daemon of OSDial runs here.
REPLACE INTO parley_agent
       (user_start, server_ip, number_of_lines, extension, campaign, script, state, changed_at)
VALUES ('9001', '127.0.0.1', 5, '8300', 'DEMO', 'demo', 'ACTIVE', NOW());

DELETE FROM osdial_live_agents WHERE server_ip = '127.0.0.1' AND user IN ('9001', '9002', '9003', '9004', '9005');

INSERT INTO osdial_live_agents
       (user, server_ip, conf_exten, extension, status, lead_id, campaign_id, last_call_time, last_call_finish,
        closer_campaigns, user_level, comments)
VALUES ('9001', '127.0.0.1', '8300', 'R/9001', 'READY', 0, 'DEMO', NOW(), NOW(), ' -', 1, 'REMOTE'),
       ('9002', '127.0.0.1', '8300', 'R/9002', 'READY', 0, 'DEMO', NOW(), NOW(), ' -', 1, 'REMOTE'),
       ('9003', '127.0.0.1', '8300', 'R/9003', 'READY', 0, 'DEMO', NOW(), NOW(), ' -', 1, 'REMOTE'),
       ('9004', '127.0.0.1', '8300', 'R/9004', 'READY', 0, 'DEMO', NOW(), NOW(), ' -', 1, 'REMOTE'),
       ('9005', '127.0.0.1', '8300', 'R/9005', 'READY', 0, 'DEMO', NOW(), NOW(), ' -', 1, 'REMOTE');

-- No call of an earlier run is on its way.
DELETE FROM osdial_auto_calls WHERE server_ip = '127.0.0.1' AND campaign_id = 'DEMO';
