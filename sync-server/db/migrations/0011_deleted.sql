-- What stands deleted, the last deleted first: a short list beside a long record.
create index documents_deleted on documents (workspace_id, revision) where deleted;
