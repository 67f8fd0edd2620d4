-- The account that Parley uses in the database of today's VICIdial (schema 1728). For the database's root:
-- put in your own password, and the address of Parley's host for 127.0.0.1; asterisk is the dialer's schema.
-- `./parley doctor` says what an account lacks, and what it may more than this.

CREATE USER IF NOT EXISTS 'parley'@'127.0.0.1' IDENTIFIED BY 'change me';

-- For Parley's own tables:
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON asterisk.parley_agent TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON asterisk.parley_answer TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON asterisk.parley_call TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON asterisk.parley_event TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON asterisk.parley_schema_history TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON asterisk.parley_turn TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON asterisk.parley_usage TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON asterisk.parley_memory TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON asterisk.parley_script_version TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON asterisk.parley_script_draft TO 'parley'@'127.0.0.1';

-- For calls, and for lines that follow what the host can serve:
GRANT SELECT ON asterisk.system_settings TO 'parley'@'127.0.0.1';
GRANT SELECT ON asterisk.servers TO 'parley'@'127.0.0.1';
GRANT SELECT ON asterisk.vicidial_users TO 'parley'@'127.0.0.1';
GRANT SELECT ON asterisk.vicidial_lists TO 'parley'@'127.0.0.1';
GRANT SELECT ON asterisk.vicidial_inbound_groups TO 'parley'@'127.0.0.1';
GRANT SELECT ON asterisk.vicidial_call_times TO 'parley'@'127.0.0.1';
GRANT SELECT ON asterisk.vicidial_statuses TO 'parley'@'127.0.0.1';
GRANT SELECT ON asterisk.vicidial_campaign_statuses TO 'parley'@'127.0.0.1';
GRANT SELECT ON asterisk.vicidial_lists_fields TO 'parley'@'127.0.0.1';
GRANT SELECT, UPDATE ON asterisk.vicidial_campaigns TO 'parley'@'127.0.0.1';
GRANT SELECT, UPDATE ON asterisk.vicidial_remote_agents TO 'parley'@'127.0.0.1';
GRANT SELECT, UPDATE ON asterisk.vicidial_live_agents TO 'parley'@'127.0.0.1';
GRANT SELECT, UPDATE ON asterisk.vicidial_live_inbound_agents TO 'parley'@'127.0.0.1';
GRANT SELECT, UPDATE ON asterisk.vicidial_inbound_group_agents TO 'parley'@'127.0.0.1';
GRANT SELECT, DELETE ON asterisk.vicidial_auto_calls TO 'parley'@'127.0.0.1';
GRANT SELECT, UPDATE ON asterisk.vicidial_log TO 'parley'@'127.0.0.1';
GRANT SELECT, UPDATE ON asterisk.vicidial_closer_log TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT, UPDATE ON asterisk.vicidial_list TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT, UPDATE ON asterisk.vicidial_agent_log TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT, UPDATE ON asterisk.vicidial_callbacks TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT ON asterisk.vicidial_dnc TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT ON asterisk.vicidial_campaign_dnc TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT ON asterisk.vicidial_dnc_log TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT ON asterisk.vicidial_call_notes TO 'parley'@'127.0.0.1';
GRANT SELECT, UPDATE, DELETE ON asterisk.vicidial_hopper TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT ON asterisk.recording_log TO 'parley'@'127.0.0.1';

-- For `parley agents`; whoever adds agents by an account of his own leaves this out:
GRANT INSERT, UPDATE ON asterisk.vicidial_users TO 'parley'@'127.0.0.1';
GRANT SELECT ON asterisk.vicidial_user_groups TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT, DELETE ON asterisk.vicidial_inbound_group_agents TO 'parley'@'127.0.0.1';
GRANT INSERT ON asterisk.vicidial_statuses TO 'parley'@'127.0.0.1';
GRANT INSERT, DELETE ON asterisk.vicidial_remote_agents TO 'parley'@'127.0.0.1';
GRANT SELECT ON asterisk.phones TO 'parley'@'127.0.0.1';
GRANT SELECT ON asterisk.conferences TO 'parley'@'127.0.0.1';
GRANT SELECT ON asterisk.vicidial_conferences TO 'parley'@'127.0.0.1';

-- For `dialer.keeper`; nobody needs it where the dialer's own AST_VDremote_agents.pl runs:
GRANT INSERT, DELETE ON asterisk.vicidial_live_agents TO 'parley'@'127.0.0.1';
GRANT INSERT, DELETE ON asterisk.vicidial_live_inbound_agents TO 'parley'@'127.0.0.1';

-- For custom fields of list 101, one line per list that has them:
-- GRANT SELECT, INSERT, UPDATE ON asterisk.custom_101 TO 'parley'@'127.0.0.1';
