-- An edit of a job is told of everybody hired on it who has not begun: connections that hear of a new start date hear of this too.
update connections set events = events || '["hire.changed"]'::jsonb
where connector_id in ('bamboohr', 'rest-hris', 'scim') and events @> '["start_date.changed"]'::jsonb and not events @> '["hire.changed"]'::jsonb;
