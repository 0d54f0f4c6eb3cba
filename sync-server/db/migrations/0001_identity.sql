-- A workspace is one company's record. `sequence` is the number of its latest change; its row lock orders all writers.
create table workspaces (
  id uuid primary key,
  name text not null,
  sequence bigint not null default 0,
  epoch text not null,
  created_at_ms bigint not null
);

-- How people sign in. The id is the person's in the record; role and active stand there, and are copied here so that a
-- request can be judged without reading the record.
create table accounts (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  email text not null,
  password_hash text not null,
  role text not null,
  active boolean not null default true,
  failed_attempts int not null default 0,
  locked_until_ms bigint,
  created_at_ms bigint not null
);
create unique index accounts_email on accounts (lower(email));

-- One signed-in device. Only a hash of its token is kept.
create table sessions (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  person_id uuid not null references accounts (id),
  token_hash bytea not null unique,
  device text not null,
  created_at_ms bigint not null,
  last_seen_at_ms bigint not null,
  revoked_at_ms bigint,
  wiped_at_ms bigint
);
create index sessions_person on sessions (workspace_id, person_id);

-- A way in for a colleague; used once.
create table invitations (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  email text not null,
  name text not null,
  role text not null,
  token_hash bytea not null unique,
  created_by uuid not null,
  created_at_ms bigint not null,
  expires_at_ms bigint not null,
  accepted_at_ms bigint,
  withdrawn_at_ms bigint
);

-- Who did what to access and accounts; ids only, never personal data.
create table audit (
  id bigint generated always as identity primary key,
  workspace_id uuid,
  at_ms bigint not null,
  person_id uuid,
  session_id uuid,
  action text not null,
  facts jsonb not null default '{}'
);

-- Bytes of résumés and other files, by content, in parts of at most 1 MB so that no file has to be in memory at once.
-- What describes the whole file stands in every part.
create table files (
  workspace_id uuid not null references workspaces (id),
  sha256 text not null,
  part int not null,
  parts int not null,
  size_bytes bigint not null,
  media_type text not null,
  bytes bytea not null,
  created_at_ms bigint not null,
  created_by uuid not null,
  primary key (workspace_id, sha256, part)
);
-- Documents and pictures are packed already: packing them again costs time for nothing.
alter table files alter column bytes set storage external;
