-- Where the busy times of a person or room are read. `address` is an e-mail address of a connected calendar, or the
-- sealed address of a published calendar: whoever knows that one can read it. One process at a time reads one (`claim`).
-- `blocks` is what the calendar said last, our own interviews included.
create table calendars (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  subject_kind text not null,
  subject_id uuid not null,
  kind text not null,
  connection_id uuid references connections (id),
  address text not null,
  memo jsonb not null default '{}',
  blocks jsonb not null default '[]',
  next_read_at_ms bigint not null,
  claim uuid,
  claimed_until_ms bigint,
  read_at_ms bigint,
  failures int not null default 0,
  code text,
  created_at_ms bigint not null,
  unique (workspace_id, subject_kind, subject_id)
);
create index calendars_due on calendars (next_read_at_ms);
