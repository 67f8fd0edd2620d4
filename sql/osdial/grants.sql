-- The account that Parley uses in the database of OSDial 3. For the database's root:
-- put in your own password, and the address of Parley's host for 127.0.0.1; osdial is the dialer's schema.
-- `./parley doctor` says what an account lacks, and what it may more than this.

CREATE USER IF NOT EXISTS 'parley'@'127.0.0.1' IDENTIFIED BY 'change me';

-- For Parley's own tables:
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON osdial.parley_agent TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON osdial.parley_answer TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON osdial.parley_call TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON osdial.parley_event TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON osdial.parley_schema_history TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON osdial.parley_turn TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON osdial.parley_usage TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON osdial.parley_memory TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON osdial.parley_script_version TO 'parley'@'127.0.0.1';
GRANT CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON osdial.parley_script_draft TO 'parley'@'127.0.0.1';

-- For calls, and for lines that follow what the host can serve:
GRANT SELECT ON osdial.system_settings TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.servers TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.osdial_users TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.osdial_lists TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.osdial_inbound_groups TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.osdial_call_times TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.osdial_statuses TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.osdial_campaign_statuses TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.osdial_companies TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.osdial_campaign_forms TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.osdial_campaign_fields TO 'parley'@'127.0.0.1';
GRANT SELECT, UPDATE ON osdial.osdial_campaigns TO 'parley'@'127.0.0.1';
GRANT SELECT, UPDATE ON osdial.osdial_remote_agents TO 'parley'@'127.0.0.1';
GRANT SELECT, UPDATE ON osdial.osdial_live_agents TO 'parley'@'127.0.0.1';
GRANT SELECT, DELETE ON osdial.osdial_auto_calls TO 'parley'@'127.0.0.1';
GRANT SELECT, UPDATE ON osdial.osdial_log TO 'parley'@'127.0.0.1';
GRANT SELECT, UPDATE ON osdial.osdial_closer_log TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT, UPDATE ON osdial.osdial_list TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT, UPDATE ON osdial.osdial_list_fields TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT, UPDATE ON osdial.osdial_agent_log TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT, UPDATE ON osdial.osdial_callbacks TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT ON osdial.osdial_dnc TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT ON osdial.osdial_dnc_company TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT ON osdial.recording_log TO 'parley'@'127.0.0.1';

-- For `parley agents`; whoever adds agents by an account of his own leaves this out:
GRANT INSERT, UPDATE ON osdial.osdial_users TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.osdial_user_groups TO 'parley'@'127.0.0.1';
GRANT SELECT, INSERT, DELETE ON osdial.osdial_inbound_group_agents TO 'parley'@'127.0.0.1';
GRANT INSERT ON osdial.osdial_statuses TO 'parley'@'127.0.0.1';
GRANT INSERT, DELETE ON osdial.osdial_remote_agents TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.phones TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.conferences TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.osdial_conferences TO 'parley'@'127.0.0.1';

-- For `dialer.keeper`; nobody needs it where the dialer's own AST_VDremote_agents.pl runs:
GRANT INSERT, DELETE ON osdial.osdial_live_agents TO 'parley'@'127.0.0.1';
GRANT SELECT ON osdial.server_keepalive_processes TO 'parley'@'127.0.0.1';

-- For the console's page of outbound dialing; without it the page lacks the hopper:
GRANT SELECT ON osdial.osdial_hopper TO 'parley'@'127.0.0.1';
