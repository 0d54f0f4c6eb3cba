-- Links to another service by which a candidate books. `outside_kind` is the service's kind of meeting, `outside_ref` its
-- name of the booking that stands.
alter table booking_links add column connection_id uuid references connections (id);
alter table booking_links add column outside_kind text;
alter table booking_links add column outside_ref text;
create index booking_links_outside on booking_links (connection_id, outside_ref) where connection_id is not null;
