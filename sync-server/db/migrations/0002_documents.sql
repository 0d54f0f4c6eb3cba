-- Replicated documents as they stand now. `audience` maps each key that opens the document to the sequence at which
-- it began to; `departed` the keys that opened it once. `stream_revision` is the newest of revision and access
-- changes: laptops read in its order, and it is handed out under the workspace's row lock, so it is commit order.
create table documents (
  workspace_id uuid not null references workspaces (id),
  collection text not null,
  id uuid not null,
  revision bigint not null,
  stream_revision bigint not null,
  created_revision bigint not null,
  healed_revision bigint not null default 0,
  deleted boolean not null default false,
  content jsonb not null,
  unit_revisions jsonb not null default '{}',
  audience jsonb not null default '{}',
  departed jsonb not null default '{}',
  candidate_id uuid,
  application_id uuid,
  job_id uuid,
  primary key (workspace_id, collection, id)
);
create index documents_stream on documents (workspace_id, stream_revision);
create index documents_candidate on documents (workspace_id, candidate_id) where candidate_id is not null;
create index documents_application on documents (workspace_id, application_id) where application_id is not null;
create index documents_job on documents (workspace_id, job_id, collection) where job_id is not null;

-- Every change ever accepted: who, on which device, when, and each unit before and after.
create table revisions (
  workspace_id uuid not null,
  revision bigint not null,
  collection text not null,
  id uuid not null,
  kind text not null,
  person_id uuid,
  session_id uuid,
  device text not null default '',
  operation text,
  at_ms bigint not null,
  received_at_ms bigint not null,
  changes jsonb not null,
  primary key (workspace_id, revision)
);
create index revisions_document on revisions (workspace_id, collection, id, revision);

-- The keys a person holds: `until` is set when a key was lost, and kept so that laptops that were offline learn it.
create table person_keys (
  workspace_id uuid not null,
  person_id uuid not null,
  key text not null,
  since bigint not null,
  until bigint,
  primary key (workspace_id, person_id, key)
);
create index person_keys_changed on person_keys (workspace_id, greatest(since, coalesce(until, 0)));

-- Lives of this database: a restore from a backup begins a new one.
create table epochs (
  workspace_id uuid not null,
  epoch text not null,
  began_at_sequence bigint not null,
  began_at_ms bigint not null,
  primary key (workspace_id, epoch)
);

-- Who is booked when. The constraint is the last word on double bookings, whoever writes and from which process.
create extension if not exists btree_gist;
create table bookings (
  workspace_id uuid not null,
  interview_id uuid not null,
  resource text not null,
  during int8range not null,
  primary key (workspace_id, interview_id, resource),
  constraint bookings_no_overlap exclude using gist (workspace_id with =, resource with =, during with &&)
);

-- What happened, for hooks: written in the transaction that caused it, read by the relay.
create table events (
  workspace_id uuid not null,
  sequence bigint not null,
  position int not null,
  id uuid not null unique,
  kind text not null,
  candidate_id uuid,
  application_id uuid,
  job_id uuid,
  person_id uuid,
  at_ms bigint not null,
  data jsonb not null,
  primary key (workspace_id, sequence, position)
);
