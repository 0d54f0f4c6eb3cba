-- A connected system. `secrets` is encrypted with the server's secrets key, which is in no backup. Events count from
-- `since_sequence`. `hold_until_ms`: the other system rests until then.
create table connections (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  connector_id text not null,
  title text not null,
  config jsonb not null,
  secrets text not null,
  secrets_changed jsonb not null default '{}',
  events jsonb not null,
  fields jsonb not null,
  mapping jsonb not null,
  value_map jsonb not null default '{}',
  sandbox boolean not null default false,
  paused boolean not null default false,
  since_sequence bigint not null,
  hold_until_ms bigint,
  holds int not null default 0,
  failing_since_ms bigint,
  last_success_at_ms bigint,
  last_code text,
  state text not null default 'well',
  created_at_ms bigint not null,
  reviewed_at_ms bigint,
  deleted_at_ms bigint
);
create index connections_workspace on connections (workspace_id) where deleted_at_ms is null;

-- How far the relay has read the events of a workspace; sequences are commit order, so nothing is skipped.
create table hook_cursors (workspace_id uuid primary key references workspaces (id), sequence bigint not null);

-- One event for one connection. `attempts` counts lines of the log, `tries` those that count towards giving up.
create table deliveries (
  id uuid primary key,
  workspace_id uuid not null,
  connection_id uuid not null references connections (id),
  event_id uuid not null,
  sequence bigint not null,
  position int not null,
  kind text not null,
  order_key uuid not null,
  candidate_id uuid,
  application_id uuid,
  job_id uuid,
  person_id uuid,
  event_at_ms bigint not null,
  data jsonb not null,
  sandbox boolean not null,
  state text not null,
  attempts int not null default 0,
  tries int not null default 0,
  next_try_at_ms bigint,
  claim uuid,
  claimed_until_ms bigint,
  done_at_ms bigint,
  code text,
  say text not null default '',
  missing jsonb not null default '[]',
  unique (connection_id, event_id)
);
create index deliveries_due on deliveries (connection_id, next_try_at_ms, sequence, position) where state in ('waiting', 'blocked');
create index deliveries_order on deliveries (connection_id, order_key, sequence, position) where state in ('waiting', 'blocked', 'sending');
create index deliveries_newest on deliveries (workspace_id, sequence, position, id);
create index deliveries_state on deliveries (connection_id, state);
create index deliveries_candidate on deliveries (workspace_id, candidate_id);

create table delivery_attempts (
  delivery_id uuid not null references deliveries (id),
  number int not null,
  at_ms bigint not null,
  took_ms int not null default 0,
  outcome text not null,
  code text,
  say text not null default '',
  exchanges jsonb not null default '[]',
  primary key (delivery_id, number)
);

-- Ids of ours and of other systems. A sandbox's ids are its own.
create table external_ids (
  connection_id uuid not null references connections (id),
  sandbox boolean not null,
  kind text not null,
  local_id text not null,
  external_id text not null,
  at_ms bigint not null,
  primary key (connection_id, sandbox, kind, local_id)
);
create index external_ids_theirs on external_ids (connection_id, sandbox, kind, external_id);

-- Lines of first-day checklists as connections report them; the card in the record shows them.
create table hook_steps (
  workspace_id uuid not null,
  application_id uuid not null,
  connection_id uuid not null references connections (id),
  kind text not null,
  key text not null,
  state text not null,
  say text not null,
  missing jsonb not null default '[]',
  at_ms bigint not null,
  primary key (application_id, connection_id, kind, key)
);
create index hook_steps_open on hook_steps (connection_id) where state = 'sent';

-- Which system owns a field: a connection, else Shortlist.
create table field_owners (
  workspace_id uuid not null references workspaces (id),
  field text not null,
  connection_id uuid not null references connections (id),
  primary key (workspace_id, field)
);
