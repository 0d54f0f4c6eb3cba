-- Programs with access. A key acts for the owner who made it, within its scopes. Its secrets stand apart, as hashes only:
-- two at most, so that a program can change over while the old one still works.
create table api_keys (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  name text not null,
  scopes jsonb not null,
  created_by uuid not null references accounts (id),
  created_at_ms bigint not null,
  expires_at_ms bigint,
  revoked_at_ms bigint,
  reviewed_at_ms bigint not null
);
create index api_keys_workspace on api_keys (workspace_id);
create table api_key_secrets (
  token_hash bytea primary key,
  key_id uuid not null references api_keys (id),
  prefix text not null,
  created_at_ms bigint not null,
  ends_at_ms bigint,
  last_used_at_ms bigint
);
create index api_key_secrets_key on api_key_secrets (key_id);
