-- Refused bookings whose conflicts wait for what is free instead; searched after the refusal, beside the workspace's lock.
create table alternative_searches (
  workspace_id uuid not null references workspaces (id),
  conflict_id uuid not null,
  claimed_until_ms bigint not null default 0,
  primary key (workspace_id, conflict_id)
);
