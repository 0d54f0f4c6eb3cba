-- What other systems sent to us: written down before it is answered, worked afterwards. `message_id` is the sender's, so
-- the same message twice is one row. `headers` holds only what a connector may need again, never a signature or a key.
create table inbound_messages (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  connection_id uuid not null references connections (id),
  message_id text not null,
  sent_at_ms bigint,
  received_at_ms bigint not null,
  headers jsonb not null,
  body bytea not null,
  sandbox boolean not null,
  state text not null default 'waiting',
  tries int not null default 0,
  next_try_at_ms bigint,
  claimed_until_ms bigint,
  done_at_ms bigint,
  code text,
  say text not null default '',
  unique (connection_id, message_id)
);
create index inbound_messages_due on inbound_messages (next_try_at_ms) where state in ('waiting', 'working');
create index inbound_messages_newest on inbound_messages (workspace_id, id);
