-- Somebody's own account, read with keys of their own: sealed, bound to the calendar's id. Kind `off`: nobody wants it read,
-- although an account of the workspace could.
alter table calendars add column secrets text;
-- Who was sent to agree did so for themselves, not for the connection.
alter table consents add column own boolean not null default false;
