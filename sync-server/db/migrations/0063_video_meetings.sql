-- Beside its event an interview may have a meeting in a video account.
alter table calendar_events add column kind text not null default 'event';
alter table calendar_events drop constraint calendar_events_pkey;
alter table calendar_events add primary key (workspace_id, interview_id, kind);
