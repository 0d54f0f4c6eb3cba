-- How far the changes of a workspace were looked through for interviews whose people must be told.
create table invite_cursors (workspace_id uuid primary key references workspaces (id), sequence bigint not null);

-- An interview as calendars know it: its UID stays, `sequence` counts what was sent (RFC 5546). `unpublished`: the
-- record does not show yet what became of its invitations.
create table meetings (
  workspace_id uuid not null references workspaces (id),
  interview_id uuid not null,
  uid text not null,
  sequence int not null,
  unpublished boolean not null default false,
  primary key (workspace_id, interview_id)
);
create index meetings_uid on meetings (uid);
create index meetings_unpublished on meetings (workspace_id) where unpublished;

-- What each invitee was told last (`told`) and is to know (`wanted`: method, facts, sequence). `unsure`: since then
-- something was sent that may have arrived, although nobody acknowledged it.
create table invites (
  workspace_id uuid not null,
  interview_id uuid not null,
  email text not null,
  name text not null,
  kind text not null,
  person_id uuid,
  told jsonb,
  wanted jsonb not null,
  state text not null,
  code text,
  tries int not null default 0,
  unsure boolean not null default false,
  since_ms bigint not null,
  next_try_at_ms bigint,
  claim uuid,
  claimed_until_ms bigint,
  at_ms bigint not null,
  replied_at_ms bigint,
  primary key (workspace_id, interview_id, email),
  foreign key (workspace_id, interview_id) references meetings (workspace_id, interview_id) on delete cascade
);
create index invites_due on invites (next_try_at_ms) where next_try_at_ms is not null;
