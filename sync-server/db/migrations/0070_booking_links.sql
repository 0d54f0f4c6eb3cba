-- Links by which candidates book a loop or say their times. Only the hash of a link's secret is kept. `held` is the plan
-- somebody looks at before they confirm it.
create table booking_links (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  token_hash bytea not null unique,
  kind text not null,
  name text not null,
  candidate_id uuid not null,
  application_id uuid not null,
  job_id uuid not null,
  plan_id uuid,
  session_ids jsonb,
  from_ms bigint not null,
  until_ms bigint not null,
  created_by uuid not null,
  created_at_ms bigint not null,
  expires_at_ms bigint not null,
  sent_at_ms bigint,
  opened_at_ms bigint,
  booked_at_ms bigint,
  cancelled_at_ms bigint,
  revoked_at_ms bigint,
  changes_used int not null default 0,
  held jsonb
);
create index booking_links_application on booking_links (workspace_id, application_id);

-- What is kept free for somebody who is choosing. Rows that have run out are taken away before anything is held.
create table booking_holds (
  workspace_id uuid not null,
  link_id uuid not null references booking_links (id) on delete cascade,
  resource text not null,
  during int8range not null,
  expires_at_ms bigint not null,
  constraint booking_holds_no_overlap exclude using gist (workspace_id with =, resource with =, during with &&)
);
create index booking_holds_link on booking_holds (link_id);
