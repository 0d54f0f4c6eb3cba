-- A connection that a program made for itself: it ends with 410 or when the program says so, and rests while the
-- program's key does not work.
create table hook_subscriptions (
  connection_id uuid primary key references connections (id),
  key_id uuid not null references api_keys (id)
);
create index hook_subscriptions_key on hook_subscriptions (key_id);
