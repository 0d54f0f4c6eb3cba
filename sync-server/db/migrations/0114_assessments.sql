-- Tests that were sent, by the request that asked for them: where their results belong, and which are still open.
create table assessment_requests (
  request_id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  connection_id uuid not null references connections (id),
  application_id uuid not null,
  external_id text,
  state text not null,
  at_ms bigint not null
);
create index assessment_requests_open on assessment_requests (connection_id, at_ms) where state in ('sent', 'started');

-- What a connection can be asked for (tests, by name), as its vendor last listed it.
create table connection_catalogs (
  connection_id uuid primary key references connections (id),
  items jsonb not null,
  next_at_ms bigint not null
);
