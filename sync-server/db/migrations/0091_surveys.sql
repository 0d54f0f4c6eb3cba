-- One question asked once. Only the token's hash is kept. Answers can be changed until `expires_at_ms`.
create table surveys (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  key text not null,
  kind text not null,
  application_id uuid not null,
  job_id uuid not null,
  candidate_id uuid not null,
  person_id uuid,
  token_hash bytea not null,
  state text not null,
  first_at_ms bigint not null,
  at_ms bigint not null,
  expires_at_ms bigint not null,
  score int,
  comment text not null default '',
  answered_at_ms bigint,
  unique (workspace_id, key)
);
create unique index surveys_token on surveys (token_hash);
