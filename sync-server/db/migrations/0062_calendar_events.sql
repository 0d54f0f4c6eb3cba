-- How an invitee is told: by a letter, or by the event in the account's calendar.
alter table invites add column way text not null default 'mail';

-- The event of an interview in an account's calendar. `wanted` is what is to stand there (null: nothing), `sequence` the
-- planning it follows from, `elsewhere` what somebody made of it there that the record does not say.
create table calendar_events (
  workspace_id uuid not null references workspaces (id),
  interview_id uuid not null,
  connection_id uuid not null references connections (id),
  event_id text,
  wanted jsonb,
  sequence int not null,
  notify boolean not null,
  join_url text,
  elsewhere jsonb,
  state text not null,
  code text,
  tries int not null default 0,
  next_try_at_ms bigint,
  claim uuid,
  claimed_until_ms bigint,
  at_ms bigint not null,
  primary key (workspace_id, interview_id)
);
create index calendar_events_due on calendar_events (next_try_at_ms) where next_try_at_ms is not null;
create index calendar_events_theirs on calendar_events (connection_id, event_id);

-- How far an account's calendar was read for changes, and our subscription there.
create table calendar_sync (
  connection_id uuid primary key references connections (id),
  token text,
  watch jsonb,
  next_read_at_ms bigint not null,
  failures int not null default 0,
  claim uuid,
  claimed_until_ms bigint
);

-- Somebody was sent to agree; `verifier` is sealed, `state` kept as a hash only.
create table consents (
  state_hash text primary key,
  connection_id uuid not null references connections (id),
  person_id uuid not null,
  verifier text not null,
  expires_at_ms bigint not null
);
