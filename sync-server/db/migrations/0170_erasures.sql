-- Candidates who were erased at their request. `due_at_ms`: until then it can be taken back, then everything goes for
-- good. `closed` holds what the mark closed, so that taking it back opens it again, and is emptied at the end.
create table erasures (
  workspace_id uuid not null references workspaces (id),
  candidate_id uuid not null,
  asked_by uuid,
  asked_at_ms bigint not null,
  due_at_ms bigint not null,
  closed jsonb not null default '[]',
  done_at_ms bigint,
  sequence bigint,
  primary key (workspace_id, candidate_id)
);
create index erasures_due on erasures (due_at_ms) where done_at_ms is null;

-- The sequence a device has said it has in full, in the present life of the database.
alter table sessions add column has_sequence bigint not null default 0;
