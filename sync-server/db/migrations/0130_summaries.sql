-- A workspace's own service for draft summaries; none unless its owner gives one. `sealed` holds its key.
create table summary_services (
  workspace_id uuid primary key references workspaces (id),
  is_on boolean not null default false,
  url text not null,
  model text not null,
  sealed text,
  changed_by uuid not null,
  changed_at_ms bigint not null
);
