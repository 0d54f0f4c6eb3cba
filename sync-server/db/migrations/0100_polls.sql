-- What connections that must be asked answered, the latest asks of each. `polled_at_ms` keeps several servers from asking
-- at once.
alter table connections add column polled_at_ms bigint;
create table hook_polls (
  connection_id uuid not null references connections (id),
  workspace_id uuid not null references workspaces (id),
  at_ms bigint not null,
  took_ms int not null,
  code text,
  say text not null,
  exchanges jsonb not null,
  primary key (connection_id, at_ms)
);
