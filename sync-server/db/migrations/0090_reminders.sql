-- What was told to whom. A key names the interview with its times, so a moved one is another. `claimed`: a server is
-- sending it, `waiting`: the mail server was not reached and it is tried again, `passed`: a later step took its place.
create table reminders (
  workspace_id uuid not null references workspaces (id),
  key text not null,
  state text not null,
  first_at_ms bigint not null,
  at_ms bigint not null,
  primary key (workspace_id, key)
);
create index documents_interview_start on documents (workspace_id, ((content->>'startMs')::bigint)) where collection = 'interviews' and not deleted;
