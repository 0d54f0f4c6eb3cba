-- By what two records are one person: addresses, numbers and profiles as they are compared. Follows the record by
-- `candidate_key_cursors`, so it is worked out again from the record whenever it is needed and never written elsewhere.
create table candidate_keys (
  workspace_id uuid not null,
  key text not null,
  candidate_id uuid not null,
  primary key (workspace_id, key, candidate_id)
);
create index candidate_keys_candidate on candidate_keys (workspace_id, candidate_id);
create table candidate_key_cursors (workspace_id uuid primary key, revision bigint not null);

-- Answers already given, by the key that asked and its Idempotency-Key: the same request again gets the same answer.
create table api_requests (
  key_id uuid not null references api_keys (id),
  idempotency_key text not null,
  request_hash text not null,
  status int not null,
  answer jsonb not null,
  at_ms bigint not null,
  primary key (key_id, idempotency_key)
);
create index api_requests_age on api_requests (at_ms);
